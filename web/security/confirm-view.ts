import { does } from '../actions.ts';
import { el } from '../dom.ts';
import { isAboutTheChoice, isAboutTheCode } from '../failure.ts';
import {
  actionButton,
  actionForm,
  alert,
  codeField,
  contactField,
  heading,
  more,
  newPasswordField,
  p,
  passwordField,
  recoveryCodeField,
  sentence,
  submitButton,
} from '../form.ts';
import { countdown, timeOfDay } from '../time.ts';
import type { SecurityActions } from './actions.ts';
import type { Confirming } from './confirming.ts';
import type { AccountFrame } from './frame.ts';
import { asksForFactor, asksForPassword, asksForProof, type Contact, contactKind, isTyped, takesRecoveryCode } from './tasks.ts';

const button = actionButton<SecurityActions>;
const form = actionForm<SecurityActions>;

/** The form that every change passes through: what is changed, the password, and the code of the factor that is on. */
export function confirmView(state: Confirming, frame: AccountFrame): HTMLElement {
  const { say } = frame;
  const { overview, task, failure, busy, goal } = state;
  const { contact, provedUntil } = overview;
  const words = say.tasks[task];
  const missing = failure?.code === 'fields_missing';
  const aboutChoice = isAboutTheChoice(failure);
  const kind = contactKind(task);
  const address = contact[kind ?? 'email'] ?? '';
  const asks = asksForProof(overview, task, frame.now);
  const hasPassword = asks && asksForPassword(overview);
  // Who wanted something else first reads why this is asked for; and who is asked for nothing, what the button does.
  const startsAtHeading = goal !== undefined || !(hasPassword || isTyped(task));
  const startsAtContact = !startsAtHeading && isTyped(task);
  return form(
    `security-${task}`,
    'confirmTask',
    heading(words.title, startsAtHeading),
    goal && el('p', 'notice', say.firstTheContact[goal]),
    p(...sentence(words.text(address), address)),
    !asks && isTyped(task) && provedUntil !== undefined && el('p', 'notice', say.confirmedUntil(timeOfDay(provedUntil, frame.locale))),
    !aboutChoice && alert(failure, frame),
    isTyped(task) && contactOf(task, state, frame, startsAtContact),
    hasPassword &&
      passwordField({
        label: task === 'password' ? say.oldPassword : say.password,
        invalid: missing || failure?.code === 'password_wrong',
        starts: !startsAtHeading && !startsAtContact,
      }),
    aboutChoice && alert(failure, frame),
    task === 'password' &&
      newPasswordField({ invalid: missing || aboutChoice }, state.shown ?? false, does<SecurityActions>('toggleNewPassword'), frame),
    ...(asks && asksForFactor(overview) ? proof(state, frame) : []),
    submitButton(words.submit, say.oneMoment, busy === 'submitting'),
    more(
      kind && !isTyped(task) && button(['chooseTask', kind], say.otherContact[kind], 'quiet'),
      asks && otherProof(state, frame),
      button('cancel', say.cancel, 'quiet'),
    ),
  );
}

function contactOf(kind: Contact['kind'], state: Confirming, { say }: AccountFrame, starts: boolean): HTMLElement {
  const { failure, typed = '' } = state;
  const invalid = failure?.code === 'fields_missing' || failure?.code === `${kind}_unusable`;
  return contactField(kind, { label: say.contactLabels[kind], invalid, starts }, typed, say.contactHints[kind]);
}

function proof(state: Confirming, frame: AccountFrame): (HTMLElement | undefined)[] {
  const { say, now } = frame;
  const { by, failure, sent, busy, overview } = state;
  const invalid = failure?.code === 'fields_missing' || isAboutTheCode(failure);
  if (by === 'recoveryCode')
    return [recoveryCodeField({ label: say.recoveryCode, invalid, describedBy: 'code-hint' }), hint(say.recoveryCodeText)];
  const field = codeField({ label: say.code, invalid, describedBy: 'code-hint' });
  if (overview.twoFactor.method === 'totp') return [field, hint(say.codeInApp)];
  const wait = (state.resendAt ?? 0) - now;
  const text = busy === 'sending' ? say.sending : wait > 0 ? say.sendNewCodeIn(countdown(wait)) : sent ? say.sendNewCode : say.sendCode;
  const address = sent?.sentTo ?? overview.contact.email ?? '';
  return [
    el('p', { id: 'code-hint', role: 'status' }, ...sentence(sent ? say.codeSentTo(address) : say.confirmByMail(address), address)),
    button('sendSecurityCode', text, { class: 'second', disabled: wait > 0 }),
    field,
  ];
}

const hint = (text: string) => el('p', { id: 'code-hint', class: 'hint' }, text);

function otherProof({ overview, task, by }: Confirming, { say }: AccountFrame): HTMLElement | undefined {
  if (!asksForFactor(overview) || !takesRecoveryCode(task)) return undefined;
  return by === 'code' ? button('proveByRecoveryCode', say.useRecoveryCode, 'quiet') : button('proveByCode', say.useCode, 'quiet');
}
