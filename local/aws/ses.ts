/** SES version 1: mails go to the outbox. Source: SES API Reference (2010-12-01). */
import { randomBytes, randomUUID } from 'node:crypto';
import { account, region } from '../intrinsics.ts';
import type { Outbox } from '../outbox.ts';
import type { Permission } from './iam.ts';
import { readMail } from './mime.ts';
import { AwsError, type AwsService, type Input, unknownAction } from './service.ts';

type Part = { Data?: string };
type Mail = { from: string; to: string[]; subject: string; text: string; html?: string };

const recipientLimit = 50;

export function ses(outbox: Outbox): AwsService {
  return {
    name: 'ses',
    refusals: {
      accessDenied: [403, 'AccessDenied'],
      throttle: [400, 'Throttling', 'Maximum sending rate exceeded.'],
      error: [500, 'InternalFailure', 'We encountered an internal error. Please try again.'],
    },
    permissions: (action, input) => {
      const mail = mailOf(action, input);
      const address = addressOf(mail.from);
      const displayName = mail.from.replace(/<[^>]*>\s*$/, '').trim();
      const context: Permission['context'] = {
        'ses:FromAddress': address,
        ...(displayName && displayName !== mail.from ? { 'ses:FromDisplayName': displayName } : {}),
        'ses:Recipients': mail.to.map(addressOf),
      };
      // The verified identity may be the address or its domain: either will do.
      const identities = [address, address.slice(address.lastIndexOf('@') + 1)];
      return [
        {
          action: `ses:${action}`,
          resources: identities.map((identity) => `arn:aws:ses:${region}:${account}:identity/${identity}`),
          context,
        },
      ];
    },
    perform: (action, input) => {
      const mail = mailOf(action, input);
      for (const address of [mail.from, ...mail.to]) checkAddress(address);
      if (mail.to.length === 0 || mail.to.length > recipientLimit)
        throw new AwsError(400, 'InvalidParameterValue', 'Recipient count is not between 1 and 50.');
      const id = `${randomBytes(8).toString('hex')}-${randomUUID()}-000000`;
      // Nobody reads what the mailbox simulator takes (SES Developer Guide, "Using the Amazon SES mailbox simulator").
      if (mail.to.every((to) => to.endsWith('@simulator.amazonses.com'))) return { MessageId: id };
      const { from, subject, text, html } = mail;
      outbox.deliver({ id, channel: 'email', to: mail.to.join(', '), from, subject, text, ...(html === undefined ? {} : { html }) });
      return { MessageId: id };
    },
  };
}

/** @throws AwsError for an action that is not one of sending. */
function mailOf(action: string, input: Input): Mail {
  if (action === 'SendRawEmail') {
    const raw = Buffer.from((input.RawMessage as Part | undefined)?.Data ?? '', 'base64');
    const mail = readMail(raw);
    const destinations = input.Destinations as string[] | undefined;
    return { ...mail, from: (input.Source as string | undefined) ?? mail.from, to: destinations ?? mail.to };
  }
  if (action !== 'SendEmail') throw unknownAction('ses', action);
  const destination = (input.Destination ?? {}) as Record<string, string[]>;
  const message = (input.Message ?? {}) as { Subject?: Part; Body?: { Text?: Part; Html?: Part } };
  const [text, html] = [message.Body?.Text?.Data, message.Body?.Html?.Data];
  if (text === undefined && html === undefined)
    throw new AwsError(400, 'InvalidParameterValue', 'Message must contain at least one of text and HTML.');
  return {
    from: String(input.Source ?? ''),
    to: ['ToAddresses', 'CcAddresses', 'BccAddresses'].flatMap((kind) => destination[kind] ?? []),
    subject: message.Subject?.Data ?? '',
    text: text ?? '',
    ...(html === undefined ? {} : { html }),
  };
}

/** `Shop <login@example.com>` → `login@example.com` */
function addressOf(mailbox: string): string {
  return /<([^<>]+)>\s*$/.exec(mailbox)?.[1] ?? mailbox.trim();
}

/** SES takes the local part in ASCII only, and a display name beyond ASCII only as an encoded word (RFC 2047). */
function checkAddress(mailbox: string): void {
  const isAscii = [...mailbox].every((sign) => sign >= ' ' && sign <= '~');
  const wellFormed = /^[^@\s<>,]+@[^@\s<>,]+\.[^@\s<>,]+$/.test(addressOf(mailbox));
  if (!wellFormed) throw new AwsError(400, 'InvalidParameterValue', 'Missing final or malformed address');
  if (!isAscii)
    throw new AwsError(
      400,
      'InvalidParameterValue',
      'Local address or display name contains control or non-ASCII characters; encode it (RFC 2047)',
    );
}
