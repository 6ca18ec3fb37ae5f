import type { Overview } from '../client.ts';
import type { LoginApp } from '../login/actions.ts';
import type { AccountProblem } from '../login/words.ts';
import type { App } from '../page.ts';
import { codeIn, recoveryCodeIn } from '../typed-code.ts';
import { ENTRIES_AT_ONCE } from './activity-view.ts';
import { codesFile } from './codes-view.ts';
import type { Notice, SecurityEvent, SecurityState, Seen } from './state.ts';
import {
  asksForFactor,
  asksForNothing,
  asksForPassword,
  asksForProof,
  type Contact,
  type ContactTask,
  contactKind,
  type Goal,
  isContact,
  isTyped,
  type Task,
} from './tasks.ts';
import { contactFrom, isUsable } from './typed-contact.ts';
import type { SecurityWords } from './words.ts';

/** Nothing of it where the service asks for nothing. */
type Proof = { password?: string; code?: string; recoveryCode?: string };

export type SecurityApp = App<SecurityState, SecurityEvent, SecurityWords> & Pick<LoginApp, 'left'>;
export type SecurityActions = ReturnType<typeof securityActions>;

/** What the account page's buttons and forms do. */
export function securityActions(app: SecurityApp) {
  const { client, move } = app;

  /** An ended session is no failure of the form: the customer logs in again and comes back here. */
  function refuse(problem: AccountProblem): void {
    if (problem.code === 'session_required') app.left('sessionEnded');
    else move({ type: 'refused', problem, now: client.serverTime() });
  }

  async function read(notice?: Notice): Promise<void> {
    const activity = client.activity();
    await after(client.security(), (overview) => move({ type: 'read', overview, ...(notice && { notice }) }));
    void readActivity(activity);
  }

  /** It is no part of anything else: where it cannot be had, the rest stands. */
  async function readActivity(activity = client.activity()): Promise<void> {
    const read = await activity;
    move({ type: 'activityRead', entries: read.ok ? read.entries : 'unread' });
  }

  /** After password and code the account asks for less for a while; what the page is doing goes on meanwhile. */
  async function readAgainAfter({ password, code, recoveryCode }: Proof): Promise<void> {
    if ((password ?? code ?? recoveryCode) === undefined) return;
    const overview = await client.security();
    if (overview.ok) move({ type: 'readAgain', overview });
  }

  /** For the first app nothing has to be confirmed: the key is asked for at once. */
  async function startIfNothingIsMissing(): Promise<void> {
    if (app.state().at !== 'starting') return;
    await after(client.startTotp(), (key) => move({ type: 'keyMade', key }));
  }

  async function want(goal: Goal): Promise<void> {
    move({ type: 'wanted', goal });
    await startIfNothingIsMissing();
  }

  /** The password, and a code or recovery code where a factor is on; `undefined` once the page has said what is missing. */
  function proofFrom(form: FormData): Proof | undefined {
    const state = app.state();
    if (state.at !== 'confirming') return undefined;
    if (!asksForProof(state.overview, state.task, client.serverTime())) return {};
    const password = passwordFrom(form, state.overview);
    const typed = form.get(state.by);
    const isAsked = asksForFactor(state.overview);
    if (!password || (isAsked && !typed)) return said('fields_missing');
    if (!isAsked) return password;
    if (state.by === 'code') {
      const code = codeIn(typed);
      return code === undefined ? said('code_incomplete') : { ...password, code };
    }
    const recoveryCode = recoveryCodeIn(typed);
    return recoveryCode === undefined ? said('recovery_code_incomplete') : { ...password, recoveryCode };
  }

  /** `undefined`: it is asked for, and was not typed. */
  function passwordFrom(form: FormData, overview: Overview): { password?: string } | undefined {
    if (!asksForPassword(overview)) return {};
    const password = String(form.get('password') ?? '');
    return password ? { password } : undefined;
  }

  function said(code: (SecurityEvent & { type: 'refusedHere' })['code']): undefined {
    move({ type: 'refusedHere', code });
  }

  /** What follows an answer, unless it is a refusal. */
  async function after<Answer extends { ok: true } | { ok: false; problem: AccountProblem }>(
    call: Promise<Answer>,
    then: (answer: Extract<Answer, { ok: true }>) => unknown,
  ): Promise<void> {
    const answer = await call;
    if (answer.ok) await then(answer as Extract<Answer, { ok: true }>);
    else refuse(answer.problem);
  }

  const giveCodes =
    (why: (SecurityEvent & { type: 'codesGiven' })['why'], overview: Seen) =>
    ({ recoveryCodes }: { recoveryCodes: readonly string[] }) =>
      move({ type: 'codesGiven', overview, codes: recoveryCodes, why, now: client.serverTime() });

  /** Does what was asked for. Each of the calls has its own answer, and leads on in its own way. */
  function perform(task: Exclude<Task, ContactTask>, overview: Seen, proof: Proof, newPassword: string): Promise<void> {
    const { recoveryCode: _, code = '', ...password } = proof;
    switch (task) {
      case 'switchOnEmail':
      case 'changeToEmail':
        return after(client.enableEmail(proof), giveCodes('switchedOn', overview));
      case 'changeToApp':
      case 'newKey':
        return after(client.startTotp(proof), (key) => {
          move({ type: 'keyMade', key });
          return readAgainAfter(proof);
        });
      case 'showKey':
        return after(client.revealTotp({ ...password, code }), (key) => {
          move({ type: 'keyShown', key });
          return readAgainAfter(proof);
        });
      case 'replaceCodes':
        return after(client.replaceRecoveryCodes({ ...password, code }), giveCodes('replaced', overview));
      case 'password':
        return after(client.changePassword({ password: '', ...proof, newPassword }), () => read('passwordChanged'));
      case 'switchOff':
        return after(client.disable(proof), () => read('switchedOff'));
    }
  }

  function askForContact(contact: Contact, proof: Proof): Promise<void> {
    const { kind, value } = contact;
    return after(
      client.changeContact({
        ...proof,
        ...(value === undefined ? { verify: kind } : kind === 'email' ? { email: value } : { phone: value }),
      }),
      (sent) => {
        move({ type: 'contactAsked', contact, sent });
        return readAgainAfter(proof);
      },
    );
  }

  /** A contact that the account has needs no form, unless somebody has to confirm that it is they. */
  async function verifyAtOnce(): Promise<void> {
    const state = app.state();
    if (state.at !== 'confirming' || !asksForNothing(state.overview, state.task, client.serverTime())) return;
    const kind = contactKind(state.task);
    move({ type: 'submitted' });
    if (kind) await askForContact({ kind }, {});
  }

  return {
    readSecurity: () => read(),
    chooseTask(task: Task) {
      move({ type: 'chosen', task });
      return verifyAtOnce();
    },
    wantEmail: () => want('email'),
    wantApp: () => want('app'),
    cancel: () => move({ type: 'cancelled' }),
    proveByRecoveryCode: () => move({ type: 'proofChosen', by: 'recoveryCode' }),
    proveByCode: () => move({ type: 'proofChosen', by: 'code' }),
    toggleNewPassword: () => move({ type: 'newPasswordToggled' }),

    async sendSecurityCode() {
      const state = app.state();
      if (state.at !== 'confirming' || state.busy) return;
      move({ type: 'codeAsked' });
      await after(client.stepUpCode(), (sent) => {
        move({ type: 'codeSent', sent });
        document.getElementById('code')?.focus();
      });
    },

    async confirmTask(form: FormData) {
      const state = app.state();
      if (state.at !== 'confirming' || state.busy) return;
      const { task } = state;
      const kind = contactKind(task);
      const contact = isTyped(task) ? contactFrom(task, form.get(task)) : kind && { kind };
      const newPassword = String(form.get('newPassword') ?? '');
      if (contact?.value === '' || (task === 'password' && newPassword === '')) return said('fields_missing');
      if (contact && !isUsable(contact)) return said(contact.kind === 'email' ? 'email_unusable' : 'phone_unusable');
      const proof = proofFrom(form);
      if (!proof) return;
      move({ type: 'submitted' });
      await (isContact(task) ? contact && askForContact(contact, proof) : perform(task, state.overview, proof, newPassword));
    },

    async confirmContact(form: FormData) {
      const state = app.state();
      if (state.at !== 'checkingContact' || state.busy) return;
      const code = codeIn(form.get('code'));
      if (code === undefined) return said('code_incomplete');
      move({ type: 'submitted' });
      await after(client.confirmContact({ code }), () =>
        after(client.security(), (overview) => {
          move({ type: 'contactVerified', overview });
          void readActivity();
          return startIfNothingIsMissing();
        }),
      );
    },

    sendContactCodeAgain() {
      move({ type: 'contactAskedAgain' });
      return verifyAtOnce();
    },

    async activate(form: FormData) {
      const state = app.state();
      if (state.at !== 'enrolling' || state.busy) return;
      const password = passwordFrom(form, state.overview);
      const typed = form.get('code');
      if (!password || !typed) return said('fields_missing');
      const code = codeIn(typed);
      // A typing error that can be seen from here is not to cost the key.
      if (code === undefined) return said('code_incomplete');
      move({ type: 'submitted' });
      const answer = await client.activateTotp({ ...password, code });
      if (answer.ok) return giveCodes('switchedOn', state.overview)(answer);
      refuse(answer.problem);
      if (answer.problem.code !== 'no_pending_key') return;
      // Perhaps an earlier answer was lost on its way, and the app has been on since.
      const overview = await client.security();
      const isOn = overview.ok && overview.twoFactor.method === 'totp' && overview.twoFactor.since !== state.overview.twoFactor.since;
      if (isOn) move({ type: 'read', overview, notice: 'appIsOn' });
    },

    async copyKey() {
      const state = app.state();
      if (state.at === 'enrolling' || state.at === 'keyShown') await copy(state.key.sharedKey);
    },

    async copyCodes() {
      const state = app.state();
      if (state.at === 'recoveryCodes') await copy(state.codes.join('\n'));
    },

    downloadCodes() {
      const state = app.state();
      if (state.at !== 'recoveryCodes') return;
      const { name, text } = codesFile(state, { say: app.say(), locale: app.locale(), settings: app.settings });
      const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
      Object.assign(document.createElement('a'), { href: url, download: name }).click();
      URL.revokeObjectURL(url);
    },

    printCodes: () => print(),
    codesKept: () => read(),

    readActivity: () => readActivity(),

    showMore() {
      const state = app.state();
      if (state.at !== 'overview') return;
      move({ type: 'moreAsked' });
      // The button may be gone by now, and whoever pressed it reads on where they were.
      document.querySelector<HTMLElement>(`#part-activity li:nth-child(${(state.pages ?? 1) * ENTRIES_AT_ONCE + 1})`)?.focus();
    },

    async endSession(session: string) {
      const state = app.state();
      if (state.at !== 'overview' || state.ending !== undefined) return;
      move({ type: 'ending', session });
      const answer = await client.endOneSession({ sessionId: session });
      if (!answer.ok && answer.problem.code !== 'not_found') return refuse({ ...answer.problem, code: answer.problem.code });
      await read('sessionEnded');
      document.getElementById('sessions')?.focus();
    },

    endOtherSessions: () => after(client.logout({ others: true }), () => read('othersEnded')),

    logOutEverywhere: () => after(client.logout({ everywhere: true }), () => app.left('loggedOutEverywhere')),
  };

  async function copy(text: string): Promise<void> {
    const worked = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    );
    move({ type: 'copied', worked: worked ?? false });
  }
}
