/**
 * One run of the model test: a few customers of its own on the running stack, what the model knows of them, and the
 * comparison of both after every command.
 */
import { Account } from './account.ts';
import { Door } from './door.ts';
import { must } from './limits.ts';
import { readStoredFacts, type StoredFacts } from './stored-facts.ts';
import type { Service } from './trouble.ts';

/** What a command did to the codes of a customer, as far as the answers told. */
export type Typed = { digits: string[]; toldWrong: number; toldRight: number };
export const nothingTyped: Typed = { digits: [], toldWrong: 0, toldRight: 0 };

type CodeMail = { code: string; at: number };

export class Shop extends Door {
  readonly accounts: Account[] = [];

  /** Holds what was stored and sent against the model. `changing`: the command may have changed the factor or ended sessions. */
  async observe(account: Account, failed: Set<Service>, typed: Typed = nothingTyped, changing = false): Promise<void> {
    const stored = await readStoredFacts(this.stack, account.customerId);
    const storeFailed = failed.has('dynamodb');
    this.#observeCodes(account, stored, this.#newCodeMails(account), failed, typed);
    if (storeFailed && changing && stored.epoch === account.epoch + 1) account.changed(stored.factor !== undefined, stored.epochMadeBy);
    must(stored.epoch === account.epoch, 'the epoch moves with a change of the factor or the end of every session, and only then');
    must((stored.factor !== undefined) === account.factorIsOn, 'the factor changes only by a call that says so');
  }

  #observeCodes(account: Account, stored: StoredFacts, mails: CodeMail[], failed: Set<Service>, typed: Typed): void {
    const { now } = this;
    const { newest } = account;
    const told = typed.toldWrong + typed.toldRight;
    const isNew = stored.codeDispatch !== undefined && stored.codeDispatch !== newest?.id;
    must(mails.length <= 1, 'one command at one moment sends at most one code');
    must(mails.length === 0 || isNew, 'the code in the newest e-mail is the one that counts');
    must(mails.length > 0 || !isNew || failed.size > 0, 'a code that counts was sent');
    const refused = this.lastTrouble?.service === 'ses' && this.lastTrouble.kind === 'throttle';
    must(!refused || !isNew, 'a dispatch that was refused does not burn the minute');

    if (isNew) {
      // Guesses beside the dispatch were compared with either code, and with the older one first.
      if (newest) account.guessed(newest, told - stored.guesses, typed.toldRight > 0, now);
      must(newest !== undefined || told === stored.guesses, 'only a code can be guessed at');
      const { codeDispatch: id = '', codeSentAt: at, codePurpose: purpose, codeAttempts: attempts } = stored;
      account.dispatched({ id, at, purpose, attempts, code: mails[0]?.code });
      must(at === now, 'a code is dispatched when it is asked for');
      account.guessed(account.newest as NonNullable<typeof newest>, stored.guesses, stored.used, now);
      return;
    }
    must(newest !== undefined || (told === 0 && stored.guesses === 0), 'only a code can be guessed at');
    if (!newest) return;
    const evaluated = stored.guesses - newest.evaluated;
    must(told <= evaluated && evaluated <= typed.digits.length, 'each guess typed is counted once at most, each one told of exactly once');
    must(evaluated === told || failed.has('dynamodb'), 'what is counted is told, unless the answer was lost');
    const right = stored.used && !newest.used;
    must(!right || (newest.code !== undefined && typed.digits.includes(newest.code)), 'only the right code uses a code up');
    must(right || typed.toldRight === 0, 'only the right code is told to be right');
    account.guessed(newest, evaluated, right, now);
    if (account.isLocked(newest) && evaluated > 0) this.count('a lock');
  }

  #newCodeMails(account: Account): CodeMail[] {
    return this.newMessages([account.username]).flatMap(({ subject, at }) => {
      const code = /^(\d{6}) is your/.exec(subject ?? '')?.[1];
      return code ? [{ code, at: Date.parse(at) }] : [];
    });
  }

  /** Adds a customer of this run's own, with no factor yet. */
  async admit(name: string, { password, passwordHash }: { password: string; passwordHash: string }): Promise<void> {
    const { username } = await this.stack.putCustomer(name, { passwordHash });
    const { epoch } = await readStoredFacts(this.stack, name);
    this.accounts.push(new Account({ customerId: name, username, password, epoch }));
  }
}
