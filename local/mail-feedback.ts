/**
 * What receivers answer to an e-mail after SES took it, as SES publishes it on EventBridge.
 * Source: SES Developer Guide, "Contents of event data" of event publishing, and EventBridge's reference of SES events.
 */
import { randomUUID } from 'node:crypto';
import type { SesAccount } from './aws/ses-account.ts';
import type { ConfigurationSet } from './configuration-sets.ts';
import { account, region } from './intrinsics.ts';
import type { Message } from './outbox.ts';

export type Feedback = {
  /** The newest e-mail to this address comes back, or the one with this id of the outbox. */
  to: string;
  id?: string;
  kind: 'bounce' | 'complaint';
  /** `Permanent` if not given, or `Transient`, `Undetermined`. */
  bounceType?: string;
  /** `abuse` if not given, or `not-spam` …; `none`: the receiver says nothing of it. */
  complaintFeedbackType?: string;
  /** Whom the receiver's server names in its answer; the address itself if not given. */
  names?: string;
};

/** Reads feedback from a request; the text says what is wrong with it. */
export function readFeedback(value: Record<string, unknown>): Feedback | string {
  const { to, kind, ...more } = value;
  if (typeof to !== 'string') return 'to is the address that an e-mail went to';
  if (kind !== 'bounce' && kind !== 'complaint') return 'kind is bounce or complaint';
  const known = ['id', 'bounceType', 'complaintFeedbackType', 'names'];
  const others = Object.entries(more).filter(([name, text]) => !known.includes(name) || typeof text !== 'string');
  if (others.length > 0) return `what can be said, too: ${known.join(', ')}`;
  return { to, kind, ...more };
}

type From = { outbox: Message[]; ses: SesAccount; sets: ConfigurationSet[]; now: number };

/** The event, or why there is none. */
export function feedbackEvent(feedback: Feedback, { outbox, ses, sets, now }: From): Record<string, unknown> | string {
  const { to, id, kind } = feedback;
  const mail = outbox.findLast((each) => each.channel === 'email' && each.to === to && (id === undefined || each.id === id));
  if (!mail) return `no e-mail was sent to ${to}`;
  const sent = ses.sent.find((each) => each.id === mail.id);
  const set = sets.find(({ name }) => name === sent?.configurationSet);
  if (!set?.publishes.includes(kind)) return `no configuration set publishes a ${kind} of it`;
  const domain = /@([^<>]+)>?$/.exec(mail.from ?? '')?.[1] ?? '';
  const timestamp = new Date(now).toISOString();
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': kind === 'bounce' ? 'Email Bounced' : 'Email Complaint Received',
    source: 'aws.ses',
    account,
    time: timestamp.replace(/\.\d{3}Z$/, 'Z'),
    region,
    resources: [`arn:aws:ses:${region}:${account}:configuration-set/${set.name}`],
    detail: {
      eventType: kind === 'bounce' ? 'Bounce' : 'Complaint',
      ...answerOf(feedback, timestamp),
      mail: {
        timestamp: mail.at,
        source: mail.from,
        sourceArn: `arn:aws:ses:${region}:${account}:identity/${domain}`,
        sendingAccountId: account,
        messageId: mail.id,
        destination: [to],
        headersTruncated: false,
        headers: [{ name: 'To', value: to }],
        commonHeaders: { from: [mail.from], to: [to], messageId: mail.id, subject: mail.subject },
        tags: { 'ses:configuration-set': [set.name], 'ses:from-domain': [domain] },
      },
    },
  };
}

function answerOf(
  { to, kind, names = to, bounceType = 'Permanent', complaintFeedbackType = 'abuse' }: Feedback,
  timestamp: string,
): object {
  const feedbackId = `${randomUUID()}-000000`;
  if (kind === 'complaint') {
    const type = complaintFeedbackType === 'none' ? {} : { complaintFeedbackType };
    return { complaint: { complainedRecipients: [{ emailAddress: names }], timestamp, feedbackId, complaintSubType: null, ...type } };
  }
  const recipient = { emailAddress: names, action: 'failed', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' };
  return {
    bounce: {
      bounceType,
      bounceSubType: 'General',
      bouncedRecipients: [recipient],
      timestamp,
      feedbackId,
      reportingMTA: 'dns; mx.example',
    },
  };
}
