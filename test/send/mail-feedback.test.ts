import { describe, expect, test } from 'vitest';
import { mailFeedbackIn } from '../../shared/send/mail-feedback.ts';

const mail = { timestamp: '2026-11-21T12:00:00.123Z', destination: ['eva@example.com'] };
const bounced = (detail: object = {}) => ({ detail: { eventType: 'Bounce', bounce: { bounceType: 'Permanent' }, mail, ...detail } });

describe('of an event of SES', () => {
  test('is read to whom the e-mail went, when, and what became of it', () => {
    const sentAt = Date.parse('2026-11-21T12:00:00.123Z');
    expect(mailFeedbackIn(bounced())).toEqual({ to: 'eva@example.com', sentAt, why: 'bounced' });
    const complaint = { eventType: 'Complaint', complaint: { complaintFeedbackType: 'abuse' } };
    expect(mailFeedbackIn(bounced(complaint))).toEqual({ to: 'eva@example.com', sentAt, why: 'complained' });
  });

  test.each([
    ['nothing', undefined],
    ['no detail', {}],
    ['a delivery', bounced({ eventType: 'Delivery' })],
    ['no kind of bounce', bounced({ bounce: {} })],
    ['no bounce at all', bounced({ bounce: undefined })],
    ['no time', bounced({ mail: { ...mail, timestamp: undefined } })],
    ['a time that is none', bounced({ mail: { ...mail, timestamp: 'soon' } })],
    ['nobody', bounced({ mail: { ...mail, destination: [] } })],
    ['two people: ours go to one', bounced({ mail: { ...mail, destination: ['eva@example.com', 'jan@example.com'] } })],
    ['a recipient that is none', bounced({ mail: { ...mail, destination: [1] } })],
    ['no list of recipients', bounced({ mail: { ...mail, destination: 'eva@example.com' } })],
  ])('with %s nothing is read', (_, event) => {
    expect(mailFeedbackIn(event)).toBeUndefined();
  });
});
