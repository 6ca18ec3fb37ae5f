/** SES, versions 1 and 2: mails go to the outbox, as the account allows. Source: SES API Reference (2010-12-01), SES API v2 Reference. */
import { randomBytes, randomUUID } from 'node:crypto';
import { account, region } from '../intrinsics.ts';
import type { Outbox } from '../outbox.ts';
import type { Permission } from './iam.ts';
import { readMail } from './mime.ts';
import { AwsError, type AwsService, type Input, unknownAction } from './service.ts';
import { identityOf, type SesAccount } from './ses-account.ts';
import { type Extras, extrasOf } from './ses-message.ts';

type Part = { Data?: string };
type Mail = {
  from: string;
  to: string[];
  replyTo?: string[];
  subject: string;
  text: string;
  html?: string;
  headers?: Record<string, string>;
  pictures?: Record<string, string>;
  configurationSet?: string;
};

const recipientLimit = 50;

/** Nobody reads what the mailbox simulator takes, also in the sandbox (SES Developer Guide, "Using the Amazon SES mailbox simulator"). */
const isSimulated = (address: string) => address.endsWith('@simulator.amazonses.com');

export function ses(outbox: Outbox, owned: SesAccount): AwsService {
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
      const identity = (of: string) => `identity/${identityOf(owned, of)?.name ?? of}`;
      const set = configurationSetOf(owned, mail);
      const needed = [
        identity(address),
        ...(owned.sandbox ? mail.to.map((to) => identity(addressOf(to))) : []),
        ...(set === undefined ? [] : [`configuration-set/${set}`]),
      ];
      return [...new Set(needed)].map((name) => ({
        action: `ses:${action}`,
        resource: `arn:aws:ses:${region}:${account}:${name}`,
        context,
      }));
    },
    perform: (action, input) => {
      const mail = mailOf(action, input);
      for (const address of [mail.from, ...mail.to, ...(mail.replyTo ?? [])]) checkAddress(address);
      if (mail.to.length === 0 || mail.to.length > recipientLimit)
        throw new AwsError(400, 'InvalidParameterValue', 'Recipient count is not between 1 and 50.');
      const set = configurationSetOf(owned, mail);
      if (set !== undefined && !owned.configurationSets.includes(set))
        throw new AwsError(400, 'ConfigurationSetDoesNotExist', `Configuration set <${set}> does not exist.`);
      checkVerified(owned, mail);
      const id = `${randomBytes(8).toString('hex')}-${randomUUID()}-000000`;
      owned.sent.push({ id, configurationSet: set });
      if (mail.to.every(isSimulated)) return { MessageId: id };
      const { to, configurationSet: _, ...shown } = mail;
      outbox.deliver({ id, channel: 'email', to: to.join(', '), ...shown });
      return { MessageId: id };
    },
  };
}

/** The one that a call names goes before the identity's own. */
function configurationSetOf(owned: SesAccount, { from, configurationSet }: Mail): string | undefined {
  return configurationSet ?? identityOf(owned, addressOf(from))?.configurationSet;
}

/** @throws AwsError naming, as they were given, the sender and (in the sandbox) the recipients that are not verified. */
function checkVerified(owned: SesAccount, { from, to }: Mail): void {
  const mailboxes = owned.sandbox ? [from, ...to.filter((mailbox) => !isSimulated(addressOf(mailbox)))] : [from];
  const failed = mailboxes.filter((mailbox) => !identityOf(owned, addressOf(mailbox)));
  if (failed.length === 0) return;
  const which = `The following identities failed the check in region ${region.toUpperCase()}: ${failed.join(', ')}`;
  throw new AwsError(400, 'MessageRejected', `Email address is not verified. ${which}`);
}

/** @throws AwsError for an action that is not one of sending. */
function mailOf(action: string, input: Input): Mail {
  const named = input.ConfigurationSetName === undefined ? {} : { configurationSet: String(input.ConfigurationSetName) };
  if (action === 'SendRawEmail') {
    const raw = Buffer.from((input.RawMessage as Part | undefined)?.Data ?? '', 'base64');
    const mail = readMail(raw);
    const destinations = input.Destinations as string[] | undefined;
    return { ...mail, ...named, from: (input.Source as string | undefined) ?? mail.from, to: destinations ?? mail.to };
  }
  if (action !== 'SendEmail') throw unknownAction('ses', action);
  const destination = (input.Destination ?? {}) as Record<string, string[]>;
  // Version 2 has it within `Content`, beside other kinds of it.
  const content = (input.Content as { Simple?: object } | undefined)?.Simple;
  const message = (content ?? input.Message ?? {}) as { Subject?: Part; Body?: { Text?: Part; Html?: Part } } & Extras;
  const replyTo = input.ReplyToAddresses as string[] | undefined;
  const [text, html] = [message.Body?.Text?.Data, message.Body?.Html?.Data];
  if (text === undefined && html === undefined)
    throw new AwsError(400, 'InvalidParameterValue', 'Message must contain at least one of text and HTML.');
  return {
    from: String(input.FromEmailAddress ?? input.Source ?? ''),
    to: ['ToAddresses', 'CcAddresses', 'BccAddresses'].flatMap((kind) => destination[kind] ?? []),
    subject: message.Subject?.Data ?? '',
    text: text ?? '',
    ...named,
    ...(html === undefined ? {} : { html }),
    ...(replyTo && { replyTo }),
    ...extrasOf(message),
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
