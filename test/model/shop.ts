/**
 * One run of the model test: a few customers of its own on the running stack, what the model knows of them, and the
 * comparison of both after every command.
 */
import { Account, type Purpose } from './account.ts';
import { Door } from './door.ts';
import { rowInNotice } from './guess-history.ts';
import { must } from './limits.ts';
import { isUsed, readStoredFacts, type StoredFacts } from './stored-facts.ts';
import type { Service } from './trouble.ts';

/** What a command did to the codes of a customer, as far as the answers told. */
export type Typed = { digits: string[]; toldWrong: number; toldRight: number };
const nothingTyped: Typed = { digits: [], toldWrong: 0, toldRight: 0 };

type CodeMail = { code: string; at: number };

export class Shop extends Door {
  readonly accounts: Account[] = [];

  /** Holds what was stored and sent against the model. `changing`: the command may have changed the factor or ended sessions. */
  async observe(account: Account, failed: Set<Service>, typed: Typed = nothingTyped, changing = false): Promise<void> {
    const stored = await readStoredFacts(this.stack, account.customerId);
    const storeFailed = failed.has('dynamodb');
    const messages = this.newMessages([account.username]);
    const codes = messages.flatMap(({ subject, at }) => {
      const code = /^(\d{6}) /.exec(subject ?? '')?.[1];
      return code ? [{ code, at: Date.parse(at) }] : [];
    });
    this.#observeCodes(account, stored, codes, failed, typed);
    const notices = messages.flatMap(({ subject }) => rowInNotice(subject));
    for (const row of notices) this.count(`told of ${row}`);
    account.history.told(notices, { mail: failed.has('ses'), store: storeFailed });
    if (storeFailed && changing && stored.epoch === account.epoch + 1) account.changed(stored.factor !== undefined, stored.epochMadeBy);
    must(stored.epoch === account.epoch, 'the epoch moves with a change of the factor or the end of every session, and only then');
    must((stored.factor !== undefined) === account.factorIsOn, 'the factor changes only by a call that says so');
  }

  #observeCodes(account: Account, stored: StoredFacts, mails: CodeMail[], failed: Set<Service>, typed: Typed): void {
    const { now } = this;
    const { newest } = account;
    const told = typed.toldWrong + typed.toldRight;
    const { round } = stored;
    const [guesses, used] = [round?.guesses.length ?? 0, round !== undefined && isUsed(round)];
    const isNew = round !== undefined && round.id !== newest?.id;
    must(mails.length <= 1, 'one command at one moment sends at most one code');
    must(mails.length === 0 || isNew, 'the code in the newest e-mail is the one that counts');
    must(mails.length > 0 || !isNew || failed.size > 0, 'a code that counts was sent');
    const refused = this.lastTrouble?.service === 'ses' && this.lastTrouble.kind === 'throttle';
    must(!refused || !isNew, 'a dispatch that was refused does not burn the minute');

    if (isNew) {
      // Guesses beside the dispatch were compared with either code, and with the older one first.
      if (newest) account.guessed(newest, told - guesses, typed.toldRight > 0, now);
      must(newest !== undefined || told === guesses, 'only a code can be guessed at');
      must(stored.lastSentAt === now, 'a code is dispatched when it is asked for');
      const { id, purpose, attempts } = round;
      account.dispatched({ id, at: now, purpose: purpose as Purpose, attempts, code: mails[0]?.code });
      account.guessed(account.newest as NonNullable<typeof newest>, guesses, used, now);
      return;
    }
    must(newest !== undefined || (told === 0 && guesses === 0), 'only a code can be guessed at');
    if (!newest) return;
    const evaluated = guesses - newest.evaluated;
    must(told <= evaluated && evaluated <= typed.digits.length, 'each guess typed is counted once at most, each one told of exactly once');
    must(evaluated === told || failed.has('dynamodb'), 'what is counted is told, unless the answer was lost');
    const right = used && !newest.used;
    must(!right || (newest.code !== undefined && typed.digits.includes(newest.code)), 'only the right code uses a code up');
    must(right || typed.toldRight === 0, 'only the right code is told to be right');
    account.guessed(newest, evaluated, right, now);
    if (account.isLocked(newest) && evaluated > 0) this.count('a lock');
  }

  /** Adds a customer of this run's own, with no factor yet. */
  async admit(name: string, { password, passwordHash }: { password: string; passwordHash: string }): Promise<void> {
    const { username } = await this.stack.putCustomer(name, { passwordHash });
    const { epoch } = await readStoredFacts(this.stack, name);
    this.accounts.push(new Account({ customerId: name, username, password, epoch }));
  }
}
