import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { restCaller } from '../aws/json-call.ts';
import { brand } from '../config/brand.ts';
import { required, variables } from '../config/environment.ts';
import { deliver, oneAttempt } from './delivery.ts';
import { LOGO_ID } from './mail-html.ts';
import { isBareAddress, senderHeader } from './mailbox.ts';
import type { Delivery, Mail } from './message.ts';

const from = senderHeader(required(variables.mailFrom));
/** By it, bounces and complaints come back to `functions/mail-feedback.ts`. */
const configurationSet = required(variables.mailSet);
/** Source: SES API v2 Reference, `SendEmail`. */
const sendEmail = restCaller('ses', 'email', '/v2/email/outbound-emails', oneAttempt);

/**
 * So that no program answers: RFC 3834 §5, and the one that Exchange has for notes of absence. Its `All` would hold back what tells of
 * bounces, too. There is no `List-Unsubscribe`: nobody can do without these e-mails.
 */
const headers = [
  { Name: 'Auto-Submitted', Value: 'auto-generated' },
  { Name: 'X-Auto-Response-Suppress', Value: 'OOF, AutoReply' },
];

/**
 * Hands one e-mail to SES, once. It does not throw.
 *
 * @param to one bare address; anything else (a list, a display name, a line break) is refused unsent.
 */
export async function sendMail(to: string, mail: Mail): Promise<Delivery> {
  if (!isBareAddress(to)) return { outcome: 'refused', reason: 'InvalidAddress' };
  const part = (Data: string) => ({ Data, Charset: 'UTF-8' });
  return deliver(async () => {
    const Attachments = mail.logo && [attached(mail.logo)];
    const Body = { Text: part(mail.text), Html: part(mail.html) };
    return sendEmail({
      FromEmailAddress: from,
      // Whoever answers reaches the shop, and not the sender, whose mailbox nobody reads.
      ...(brand.supportMail !== undefined && { ReplyToAddresses: [brand.supportMail] }),
      ConfigurationSetName: configurationSet,
      Destination: { ToAddresses: [to] },
      Content: { Simple: { Subject: part(oneLine(mail.subject)), Body, Headers: headers, ...(Attachments && { Attachments }) } },
    });
  });
}

let content: string | undefined;

/** In base64; the file is read for the first e-mail that has it. Source: SES API v2 Reference, `Attachment`. */
function attached({ file, type }: NonNullable<Mail['logo']>) {
  content ??= readFileSync(join(required('LAMBDA_TASK_ROOT'), file), 'base64');
  return {
    FileName: file,
    ContentType: type,
    ContentDisposition: 'INLINE',
    ContentId: LOGO_ID,
    ContentTransferEncoding: 'BASE64',
    RawContent: content,
  };
}

/** A line break in a subject would begin a header of its own (RFC 5322 §2.2). */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}
