/**
 * Mail feedback: what SES tells of an e-mail that bounced or was complained about, by an event of its configuration set.
 * Source: SES Developer Guide, "Contents of event data" of event publishing; RFC 5965 for the types of feedback.
 */
import type { Why } from '../flow/undeliverable.ts';

/** `to`: exactly as we sent it. `sentAt`: ms since 1970. */
export type MailFeedback = { to: string; sentAt: number; why: Why };

type SesEvent = {
  detail?: {
    eventType?: string;
    mail?: { destination?: unknown; timestamp?: string };
    bounce?: { bounceType?: string };
    complaint?: { complaintFeedbackType?: string | null };
  };
};

/** `not-spam` takes a complaint back, `auth-failure` is a server's word about signatures: neither says that somebody wants no mail. */
const noComplaints: readonly (string | null | undefined)[] = ['not-spam', 'auth-failure'];

/**
 * `undefined`: it says nothing against the address (a mailbox that is full, say, is there).
 *
 * Whom the receiver's server names in its answer is not asked: the server of whoever logs in could name somebody else. SES knows by itself
 * which e-mail is meant, and each of ours goes to one address.
 */
export function mailFeedbackIn(event: unknown): MailFeedback | undefined {
  const { eventType, mail, bounce, complaint } = (event as SesEvent | undefined)?.detail ?? {};
  const [to, ...others] = Array.isArray(mail?.destination) ? (mail.destination as unknown[]) : [];
  const sentAt = Date.parse(mail?.timestamp ?? '');
  if (typeof to !== 'string' || others.length > 0 || Number.isNaN(sentAt)) return undefined;
  if (eventType === 'Bounce') return bounce?.bounceType === 'Permanent' ? { to, sentAt, why: 'bounced' } : undefined;
  if (eventType !== 'Complaint' || noComplaints.includes(complaint?.complaintFeedbackType)) return undefined;
  return { to, sentAt, why: 'complained' };
}
