/** What the code step shows of a challenge, and when the next code can be sent. */
const find = (selector) => document.querySelector(selector);

let counting;

/**
 * @param serverTime the clock that the times of the challenge are meant by
 * @param sendAgain called by itself where no code counts and the next one may be sent
 */
export function showChallenge({ method, sentTo, codeExpiresAt, resendAt, canRecover }, { serverTime, sendAgain }) {
  clearInterval(counting);
  const byEmail = method === 'email';
  find('#lost').hidden = !canRecover;
  find('#resend').hidden = !byEmail;
  find('#where').textContent = byEmail ? `We have sent a code to ${sentTo}.` : 'Your authenticator app shows it.';
  if (!byEmail) return;

  const codeCounts = codeExpiresAt !== undefined;
  const count = () => {
    const seconds = Math.ceil((Date.parse(resendAt) - serverTime()) / 1000);
    find('#resend').disabled = seconds > 0;
    find('#resend').textContent = seconds > 0 ? `Send again in ${seconds} s` : 'Send again';
    if (seconds > 0 && !codeCounts) find('#where').textContent = `No code counts just now. We send the next one in ${seconds} s.`;
    if (seconds > 0) return;
    clearInterval(counting);
    if (!codeCounts) sendAgain();
  };
  counting = setInterval(count, 1000);
  count();
}
