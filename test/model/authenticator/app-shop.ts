/** One run of the model test of authenticator apps: its customers, and the comparison with what is stored after every command. */
import { AuthenticatorApp } from '../../support/authenticator.ts';
import { tokenIn } from '../../support/mailed-links.ts';
import { Door, type Reply } from '../door.ts';
import { rowInNotice } from '../guess-history.ts';
import { must } from '../limits.ts';
import type { Session } from '../person.ts';
import { readItemOf } from '../stored-facts.ts';
import type { Service } from '../trouble.ts';
import { Holder, type Method, type Proof } from './holder.ts';
import type { StoredPlace, Told } from './rounds.ts';

/** What a call would change if it came that far. */
export type Change =
  | 'start'
  | 'activate'
  | 'off'
  | 'email'
  | 'replace'
  | 'end sessions'
  | 'begin recovery'
  | 'text'
  | 'cancel'
  | 'recover'
  | 'contact';

/** What a command tried, and what its answers told. */
type Deed = {
  change?: Change;
  /** The answer of the call that would make the change. */
  reply?: Reply;
  by?: Session;
  proofs?: readonly Proof[];
  toldWrong?: number;
  toldRight?: readonly Proof[];
  /** Whether what was typed was looked at is not known. */
  isUnsure?: boolean;
  /** What was typed to activate a key: no guess at the factor. */
  activation?: Proof;
  /** A guess at the code by SMS, or at one that checks a contact. */
  sms?: PlaceGuess;
  contact?: PlaceGuess;
};

type PlaceGuess = { wrong: number; right: number; isRight: boolean };

type Stored = StoredPlace & {
  epoch: number;
  epochMadeBy?: string;
  factor?: Method;
  totpKeyId?: string;
  totpLastStep?: number;
  pendingKeyId?: string;
  recoveryCodes?: Set<Uint8Array>;
};
type StoredRecovery = StoredPlace & { recoveryId?: string; stage?: string; smsSent?: number; linkSentAt?: number };

export class AppShop extends Door {
  readonly holders: Holder[] = [];
  readonly #digests = new Map<Holder, Set<string>>();

  async observe(holder: Holder, failed: Set<Service>, deed: Deed = {}): Promise<void> {
    const [read, recovery = {}, contact = {}] = await Promise.all(
      ['CUSTOMER', 'RECOVERY', 'CONTACT'].map((sk) => readItemOf(this.stack, holder.customerId, sk)),
    );
    must(read !== undefined, 'a customer stays');
    const stored = read as Stored;
    const messages = this.newMessages([holder.username, holder.phone]);
    const mailed = messages.flatMap(({ subject }) => /^(\d{6}) /.exec(subject ?? '')?.[1] ?? []);
    const texted = messages.filter(({ channel }) => channel === 'sms').flatMap(({ text }) => /^(\d{6}) /.exec(text)?.[1] ?? []);
    const links = messages.flatMap(({ text }) => linksIn(text) ?? []);
    must(mailed.length <= 1 && texted.length <= 1 && links.length <= 1, 'one command at one moment sends one message of a kind');

    const checksContact = deed.change === 'contact';
    this.#observeGuesses(holder, stored, checksContact ? undefined : mailed[0], failed, deed);
    this.#observeContact(holder, contact as StoredPlace, checksContact ? mailed[0] : undefined, failed, deed);
    this.#observeRecovery(holder, recovery as StoredRecovery, texted[0], links[0], failed, deed);
    this.#apply(holder, stored, failed, deed);
    this.#compare(holder, stored);
    const notices = messages.flatMap(({ subject }) => rowInNotice(subject));
    for (const row of notices) this.count(`told of ${row}`);
    holder.history.told(notices, { mail: failed.has('ses'), store: failed.has('dynamodb') });
  }

  #observeContact(holder: Holder, stored: StoredPlace, code: string | undefined, failed: Set<Service>, { change, contact }: Deed): void {
    const { contactRounds } = holder;
    if (!stored.round) return;
    const checks = contactRounds.all.length;
    contactRounds.observe(stored, code, toldOf(contact, failed), false, this.now);
    if (contactRounds.all.length === checks) return;
    must(change === 'contact', 'a contact is checked when that is asked for');
    holder.contactAskedIn = holder.epoch;
    holder.contactAskedAt.push(this.now);
  }

  #observeGuesses(holder: Holder, stored: Stored, code: string | undefined, failed: Set<Service>, deed: Deed): void {
    const { proofs = [], toldRight = [], toldWrong = 0, isUnsure = false } = deed;
    const rights = proofs.filter(({ right }) => right !== undefined);
    const told = {
      typed: proofs.length,
      wrong: toldWrong,
      right: toldRight.length,
      mayRight: rights.length > 0,
      storeFailed: failed.has('dynamodb') || isUnsure,
    };
    const locked = holder.rounds.locked;
    const accepted = holder.rounds.observe(stored, code, told, holder.factor === 'totp', this.now);
    if (accepted) {
      // Where the answer was lost, what is stored tells which of several it was.
      const spent = (stored.recoveryCodes?.size ?? 0) < holder.goodCodes.length;
      const isStored = ({ right }: Proof) =>
        right === 'mail' || (right && ('spends' in right ? spent : right.step === stored.totpLastStep)) === true;
      const proof = toldRight[0] ?? rights.find(isStored);
      must(proof !== undefined, 'what was accepted is what was typed');
      holder.accepted(proof);
    }
    if (holder.rounds.locked > locked) this.count('a lock');
  }

  // ---- what came of it, told or (when the store's answer was lost) stored ----

  #apply(holder: Holder, stored: Stored, failed: Set<Service>, { change, reply, by, activation }: Deed): void {
    const done = reply?.is === 'done';
    const mayHaveBeen = failed.has('dynamodb');
    const happened = done || (mayHaveBeen && stored.epoch === holder.epoch + 1);
    const codes = reply?.body.recoveryCodes as string[] | undefined;
    const byWhom = done ? by?.id : stored.epochMadeBy;
    if (change === 'start' && (done || (mayHaveBeen && stored.pendingKeyId !== holder.pending?.id))) {
      const app = done ? new AuthenticatorApp(reply?.body.otpauthUri as string) : undefined;
      must(stored.pendingKeyId !== undefined, 'a start leaves a pending key');
      holder.started({ id: stored.pendingKeyId, app }, this.now);
    }
    if (change === 'activate') this.#activated(holder, stored, happened, mayHaveBeen, reply, activation, codes, byWhom);
    if (change === 'off' && happened) holder.changed(undefined, undefined, byWhom);
    if (change === 'email' && happened) {
      holder.changed('email', undefined, byWhom);
      holder.gotCodes(codes);
    }
    if (change === 'replace' && (done || (mayHaveBeen && this.#codesWereReplaced(holder, stored)))) holder.gotCodes(codes);
    if (change === 'end sessions' && happened) holder.endedEverySession(undefined);
    if (change === 'recover' && happened) {
      this.#mustBeRecovered(holder);
      holder.changed(undefined, undefined, undefined);
    }
  }

  #activated(
    holder: Holder,
    stored: Stored,
    happened: boolean,
    mayHaveBeen: boolean,
    reply: Reply | undefined,
    activation: Proof | undefined,
    codes: string[] | undefined,
    by: string | undefined,
  ): void {
    const tried = holder.waitingKey(this.now) && ['invalid_code', 'invalid_credentials', 'too_many_attempts'].includes(reply?.is ?? '');
    const lost = mayHaveBeen && stored.pendingKeyId === undefined;
    if (!happened && !tried && !lost) return;
    const key = holder.taken();
    if (!happened || !key) return;
    holder.olderApps.pop();
    const body = activation?.body;
    const step = stored.totpLastStep ?? Number.NEGATIVE_INFINITY;
    must(
      body !== undefined && 'code' in body && key.app?.codeAt(step * 30_000) === body.code,
      'only the pending key’s own code activates it',
    );
    holder.changed('totp', { ...key, lastStep: step }, by);
    holder.gotCodes(codes);
  }

  #codesWereReplaced(holder: Holder, { recoveryCodes = new Set() }: Stored): boolean {
    const before = this.#digests.get(holder) ?? new Set();
    return recoveryCodes.size === 10 && [...recoveryCodes].every((digest) => !before.has(named(digest)));
  }

  #mustBeRecovered({ recovery }: Holder): void {
    must(recovery?.stage === 'done', 'a recovery switches off by its last step');
  }

  #observeRecovery(
    holder: Holder,
    stored: StoredRecovery,
    sms: string | undefined,
    link: Links | undefined,
    failed: Set<Service>,
    { change, sms: guess }: Deed,
  ): void {
    const { now } = this;
    const { recovery: before, smsRounds } = holder;
    if (stored.recoveryId !== before?.id) {
      must(change === 'begin recovery' && stored.recoveryId !== undefined, 'a recovery begins when it is asked for');
      holder.linkSent(now);
      holder.recoveries.push({
        id: stored.recoveryId,
        ...link,
        begunAt: now,
        epoch: holder.epoch,
        stage: 'linked',
        linkEndsAt: now + 300_000,
        smsSent: 0,
      });
      smsRounds.endPresent();
      // A link that was refused burns nothing.
      if (stored.stage === 'cancelled') {
        must(this.lastTrouble?.service === 'ses' && link === undefined, 'a recovery whose link went out goes on');
        Object.assign(holder.recoveries.at(-1) ?? {}, { stage: 'cancelled' });
        holder.linkRefused();
      }
    } else must(link === undefined, 'a link belongs to a recovery');
    const { recovery } = holder;
    if (!recovery) return;

    const rounds = smsRounds.all.length;
    if (stored.round) smsRounds.observe(stored, sms, toldOf(guess, failed), false, now);
    if (smsRounds.all.length > rounds) {
      must(change === 'text' && holder.goesOn(recovery) && now < recovery.linkEndsAt, 'an SMS goes out while the link is good');
      Object.assign(recovery, { stage: 'texted', smsSent: recovery.smsSent + 1 });
      must(recovery.smsSent <= 3, 'at most three SMS a recovery');
    }
    const ends = { cancel: 'cancelled', recover: 'done' } as const;
    const end = change === 'cancel' || change === 'recover' ? ends[change] : undefined;
    if (end && stored.stage === end && recovery.stage !== end) {
      const inOrder = recovery.stage === 'texted' && smsRounds.newest?.used === true && recovery.epoch === holder.epoch;
      must(end === 'cancelled' || inOrder, 'the factor goes off after link, SMS and code, in order, within one recovery');
      recovery.stage = end;
    }
    must(stored.stage === recovery.stage, `a recovery is ${recovery.stage}, not ${stored.stage}`);
    must(stored.smsSent === recovery.smsSent && stored.linkSentAt === holder.linkSentAt, 'what was sent is counted');
  }

  #compare(holder: Holder, stored: Stored): void {
    this.#digests.set(holder, new Set([...(stored.recoveryCodes ?? [])].map(named)));
    must(stored.epoch === holder.epoch, 'the epoch moves with a change of the factor or the end of every session, and only then');
    must(stored.factor === holder.factor, `the factor changes only by a call that says so: ${holder.factor}, not ${stored.factor}`);
    must(stored.totpKeyId === holder.active?.id, 'the active key changes only by an activation or an end of the factor');
    must(stored.totpLastStep === holder.active?.lastStep, `the accepted step is remembered: ${holder.active?.lastStep}`);
    must(stored.pendingKeyId === holder.pending?.id, 'at most one key is pending: the one that was started last');
    must((stored.recoveryCodes?.size ?? 0) === holder.goodCodes.length, 'recovery codes go one by one, as they are used');
  }

  /** Sets the password once more, by the shop, if it has ended. @returns whether it had */
  async setNewPassword({ customerId, password }: Holder): Promise<boolean> {
    if ((await readItemOf(this.stack, customerId, 'CUSTOMER'))?.passwordEndedAt === undefined) return false;
    const path = `/v1/admin/customers/${customerId}`;
    const { username, email, phone, locale } = (await this.stack.admin('GET', path)).body as Record<string, unknown>;
    const { status } = await this.stack.admin('PUT', path, { username, email, phone, locale, password });
    must(status === 200, 'the shop sets a password');
    return true;
  }

  /** Adds a customer of this run's own, with contacts verified and no factor yet. */
  async admit(name: string, phone: string, { password, passwordHash }: { password: string; passwordHash: string }): Promise<Holder> {
    const { username } = await this.stack.putCustomer(name, { passwordHash, phone, phoneVerified: true });
    const stored = await readItemOf(this.stack, name, 'CUSTOMER');
    const holder = new Holder({ customerId: name, username, password, phone, epoch: (stored as Stored).epoch });
    this.holders.push(holder);
    return holder;
  }
}

type Links = { token: string; notMe: string };

/** Those of an e-mail by which a recovery goes on. */
function linksIn(text: string): Links | undefined {
  const token = tokenIn(text, 'recovery');
  return token === '' ? undefined : { token, notMe: tokenIn(text, 'notMe') };
}

const named = (digest: Uint8Array) => Buffer.from(digest).toString('hex');

function toldOf(guess: PlaceGuess | undefined, failed: Set<Service>): Told {
  const { wrong = 0, right = 0, isRight = false } = guess ?? {};
  return { typed: guess ? 1 : 0, wrong, right, mayRight: isRight, storeFailed: failed.has('dynamodb') };
}
