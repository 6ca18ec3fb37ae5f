import type { Acr } from '../../shared/flow/session.ts';
import type { Entry, Overview } from '../client.ts';
import type { Notice } from './state.ts';
import type { Contact, Goal, Task } from './tasks.ts';

type Method = NonNullable<Overview['twoFactor']['method']>;
type TaskWords = { title: string; text(address: string): string; submit: string };

/** Whoever could read of it is gone. */
export type ToldEvent = Exclude<Entry['event'], 'customer_deleted'>;
/** What the entry says beside its name is for the sentence alone. */
export type Told = Partial<Entry>;

/** What the account page says beside the words of the login. Days and times come in already in the language's form. */
export type SecurityWords = {
  loggedInAs(username: string): string;
  loggedInBy: Record<Acr, (time: string) => string>;
  backToShop(shop: string): string;
  /** To whom a shop has handed over. */
  fromShop(shop: string): string;

  twoFactor: string;
  twoFactorText: string;
  on: string;
  off: string;
  methods: Record<Method, string>;
  since(day: string): string;
  methodMeans: Record<Method, (address: string) => string>;
  methodTexts: Record<Method, string>;
  setUpApp: string;
  changeToApp: string;
  changeToEmail: string;
  switchOn: string;
  switchOff: string;
  showKey: string;
  newKey: string;

  recoveryCodes: string;
  recoveryCodesText: string;
  codesLeft(codes: number): string;
  fewCodes(codes: number): string;
  replaceCodes: string;

  passwordText: string;
  passwordAtShop(shop: string): string;
  oldPassword: string;

  contacts: string;
  email: string;
  phone: string;
  verified: string;
  notVerified: string;
  undeliverable: string;
  none: string;
  addContact: string;
  verifyContact: string;
  changeContact: string;
  /** What has just been confirmed need not be again. */
  phoneIsFree(time: string): string;
  confirmedUntil(time: string): string;

  sessions: string;
  thisDevice: string;
  deviceOn(browser: string, system: string): string;
  unknownDevice: string;
  inUse: string;
  lastUsed(time: string): string;
  network(network: string): string;
  /** As exactly as a CDN knows it from the network. */
  near(place: string): string;
  staysUntil(since: string, until: string): string;
  endsAt(time: string): string;
  endSession: string;
  notListed: string;
  endOthers: string;
  logOutEverywhere: string;

  activity: string;
  noActivity: string;
  activityUnread: string;
  showMore: string;
  events: { [Event in ToldEvent]: string | ((told: Told) => string) };
  /** One that this page does not know yet. */
  otherEvent: string;

  cancel: string;
  done: string;
  notices: Record<Notice, string>;

  tasks: Record<Task, TaskWords>;
  /** Why a contact is asked for on the way to a method. */
  firstTheContact: Record<Goal, string>;
  otherContact: Record<Contact['kind'], string>;
  contactLabels: Record<Contact['kind'], string>;
  contactHints: Record<Contact['kind'], string>;
  contactCheckTitles: Record<Contact['kind'], string>;

  enrolTitle: string;
  enrolScan: string;
  scanOrType: string;
  qrAlt: string;
  copyKey: string;
  openInApp: string;
  enrolActivate: string;
  enrolActivateText(time: string): string;
  activate: string;
  keyVoidTitle: string;
  keyVoidText: string;
  startAgain: string;
  keyShownTitle: string;
  keyShownText: string;

  recoveryTitle: string;
  recoveryText: Record<'switchedOn' | 'replaced', string>;
  keepThem: string;
  codesOf(account: string, day: string): string;
  codesUnsaved: string;
  copy: string;
  copied: string;
  copyFailed: string;
  download: string;
  print: string;
  codesKept: string;
  /** Without its ending; shop and day follow. */
  recoveryFileName: string;
};
