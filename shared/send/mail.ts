import { restCaller } from '../aws/json-call.ts';
import { required, variables } from '../config/environment.ts';
import { deliver, oneAttempt } from './delivery.ts';
import { isBareAddress, senderHeader } from './mailbox.ts';
import type { Delivery, Mail } from './message.ts';

const from = senderHeader(required(variables.mailFrom));
/** By it, bounces and complaints come back to `functions/mail-feedback.ts`. */
const configurationSet = required(variables.mailSet);
/** Source: SES API v2 Reference, `SendEmail`. */
const sendEmail = restCaller('ses', 'email', '/v2/email/outbound-emails', oneAttempt);

/**
 * Hands one e-mail to SES, once. It does not throw.
 *
 * @param to one bare address; anything else (a list, a display name, a line break) is refused unsent.
 */
export async function sendMail(to: string, mail: Mail): Promise<Delivery> {
  if (!isBareAddress(to)) return { outcome: 'refused', reason: 'InvalidAddress' };
  const part = (Data: string) => ({ Data, Charset: 'UTF-8' });
  return deliver(() =>
    sendEmail({
      FromEmailAddress: from,
      ConfigurationSetName: configurationSet,
      Destination: { ToAddresses: [to] },
      Content: { Simple: { Subject: part(oneLine(mail.subject)), Body: { Text: part(mail.text), Html: part(mail.html) } } },
    }),
  );
}

/** A line break in a subject would begin a header of its own (RFC 5322 §2.2). */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}
