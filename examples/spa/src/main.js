/** Logging in by a form of the shop's own: the password, then a code where the customer has opted in. */
import { keycard } from 'keycard/client';
import './cart.js';
import { showChallenge } from './challenge.js';

const keycardUrl = import.meta.env.VITE_KEYCARD_URL ?? 'http://localhost:3000';
const client = keycard({ baseUrl: keycardUrl });

const find = (selector) => document.querySelector(selector);
const [passwordStep, codeStep, loggedIn] = ['#password-step', '#code-step', '#logged-in'].map(find);

/** Of the login that waits for its code; in memory only, as a reload may well begin anew. */
let challenge;

function show(step, says = '') {
  for (const each of [passwordStep, codeStep, loggedIn]) each.hidden = each !== step;
  find('#says').textContent = says;
  step.querySelector('input, button').focus();
}

function askForPassword(says) {
  challenge = undefined;
  passwordStep.elements.password.value = '';
  show(passwordStep, says);
}

function askForCode(next, says) {
  challenge = next;
  codeStep.reset();
  showChallenge(challenge, { serverTime: client.serverTime, sendAgain });
  show(codeStep, says);
}

function welcome({ customerId }) {
  challenge = undefined;
  find('#customer').textContent = customerId;
  show(loggedIn);
}

/** After these the code step goes on; after every other problem the login begins with the password again. */
const goesOn = ['invalid_code', 'code_expired', 'too_soon', 'too_many_attempts', 'delivery_failed', 'unavailable', 'invalid_request'];

function explain({ code, title, attemptsLeft, retryAfter }) {
  const wait = retryAfter ? ` Try again in ${retryAfter} seconds.` : '';
  if (!challenge) askForPassword(`${title}.${wait}`);
  else if (!goesOn.includes(code) || attemptsLeft === 0) askForPassword(`${title}. Please log in again.${wait}`);
  else askForCode(challenge, `${title}.${wait}${attemptsLeft ? ` Attempts left: ${attemptsLeft}.` : ''}`);
}

let busy = false;
/** One thing at a time: whoever presses twice asks once. */
const once = (work) => async (event) => {
  event?.preventDefault();
  if (busy) return;
  busy = true;
  await work().finally(() => {
    busy = false;
  });
};

async function logIn() {
  const { username, password, stay } = passwordStep.elements;
  const answer = await client.login({ username: username.value, password: password.value, stayLoggedIn: stay.checked });
  if (!answer.ok && answer.problem.code === 'password_reset_required') location.assign(`${keycardUrl}/password?ended`);
  // A hundred wrong passwords came for this name: Keycard's own page does the work that is asked for then.
  else if (!answer.ok && answer.problem.code === 'captcha_required') location.assign(`${keycardUrl}/login`);
  else if (!answer.ok) explain(answer.problem);
  else if (answer.status === 'authenticated') welcome(answer);
  else askForCode(answer.challenge);
}

async function enterCode() {
  const typed = codeStep.elements.code.value;
  const isCode = /^\d{6}$/.test(typed.replaceAll(/\s/g, ''));
  const answer = isCode
    ? await client.verify({ challenge: challenge.token, code: typed })
    : await client.loginByRecoveryCode({ challenge: challenge.token, recoveryCode: typed });
  if (answer.ok) welcome(answer);
  else explain(answer.problem);
}

const sendAgain = once(async () => {
  const answer = await client.resend({ challenge: challenge.token });
  if (answer.ok) askForCode(answer.challenge, 'A new code is on its way. Older ones no longer count.');
  else explain(answer.problem);
});

async function reportLostDevice() {
  const answer = await client.startRecovery({ challenge: challenge.token });
  if (answer.ok) askForCode(challenge, 'We have sent you an e-mail with a link. It is good for five minutes.');
  else explain(answer.problem);
}

const logOut = (everywhere) =>
  once(async () => {
    const answer = await client.logout({ everywhere });
    if (answer.ok || answer.problem.code === 'session_required') askForPassword('You are logged out.');
    else find('#says').textContent = `${answer.problem.title}.`;
  });

passwordStep.addEventListener('submit', once(logIn));
codeStep.addEventListener('submit', once(enterCode));
find('#resend').addEventListener('click', sendAgain);
find('#lost').addEventListener('click', once(reportLostDevice));
find('#again').addEventListener('click', () => askForPassword());
find('#log-out').addEventListener('click', logOut(false));
find('#log-out-everywhere').addEventListener('click', logOut(true));

// Whoever ticked the box stays logged in over a reload.
const session = await client.session();
if (session.ok) welcome(session);
else askForPassword(session.problem.code === 'unavailable' ? `${session.problem.title}.` : '');
