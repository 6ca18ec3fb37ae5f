import type { Notice } from './state.ts';
import type { Contact, Goal, Task } from './tasks.ts';

type TaskWords = { title: string; text(address: string): string; submit: string };

/** What the account page says beside the words of the login. */
export type SecurityWords = {
  secondStep: string;
  secondStepText: string;
  on: string;
  off: string;
  emailOnSince(day: string): string;
  appOnSince(day: string): string;
  codesLeft(codes: number): string;
  methodApp: string;
  methodAppText: string;
  methodEmail: string;
  methodEmailText: string;
  setOtp: string;
  changeToApp: string;
  changeToEmail: string;
  switchOn: string;
  switchOff: string;
  showKey: string;
  newKey: string;
  replaceCodes: string;
  oldPassword: string;
  cancel: string;
  done: string;
  notices: Record<Notice, string>;

  tasks: Record<Task, TaskWords>;
  /** Why a contact is asked for on the way to a method. */
  firstTheContact: Record<Goal, string>;
  contactLabels: Record<Contact['kind'], string>;
  contactHints: Record<Contact['kind'], string>;
  contactCheckTitles: Record<Contact['kind'], string>;

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
  copy: string;
  copied: string;
  copyFailed: string;
  download: string;
  print: string;
  codesKept: string;
  recoveryFileName: string;
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
  devices: string;
  noDevices: string;
  unknownDevice: string;
  deviceSince(day: string, end: string): string;
  endOthers: string;
  logOutEverywhere: string;
};
