import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { extrasOf } from '../../local/aws/ses-message.ts';
import { mailFailed, mailTaken, type Provider, smsFailed, smsTaken, startProvider } from './provider.ts';

const provider: Provider = await startProvider();
/** A function's own folder, with a brand beside the bundle. */
const folder = mkdtempSync(join(tmpdir(), 'keycard-function-'));
const picture = Buffer.from('a picture, as far as SES is concerned');
const logo = { file: 'mail-logo.png', type: 'image/png', width: 160, height: 40 } as const;
writeFileSync(join(folder, 'brand.json'), JSON.stringify({ supportMail: 'help@shop.example' }));
writeFileSync(join(folder, logo.file), picture);
Object.assign(process.env, {
  LAMBDA_TASK_ROOT: folder,
  AWS_ENDPOINT_URL: provider.url,
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  MAIL_FROM: 'Zahrádka, s.r.o. <login@shop.example>',
  MAIL_CONFIGURATION_SET: 'keycard-mails',
  SMS_SENDER_ID: 'Shop',
});
const { sendMail } = await import('../../shared/send/mail.ts');
const { sendSms } = await import('../../shared/send/sms.ts');

const mail = { subject: 'Příliš žluťoučký', text: 'text & <more>', html: '<p>html &amp; more</p>' };

beforeEach(() => {
  provider.received.length = 0;
  provider.answer = mailTaken('mail-1');
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await provider.stop();
});

describe('an e-mail', () => {
  test('reaches SES whole, with both parts and the shop as its sender, and its id comes back', async () => {
    expect(await sendMail('jana@example.com', mail)).toEqual({ outcome: 'accepted', id: 'mail-1' });
    const [{ path, body } = { path: '', body: '{}' }] = provider.received;
    const part = (Data: string) => ({ Data, Charset: 'UTF-8' });
    expect(path).toBe('/v2/email/outbound-emails');
    expect(JSON.parse(body)).toEqual({
      FromEmailAddress: `=?UTF-8?B?${Buffer.from('Zahrádka, s.r.o.').toString('base64')}?= <login@shop.example>`,
      ReplyToAddresses: ['help@shop.example'],
      ConfigurationSetName: 'keycard-mails',
      Destination: { ToAddresses: ['jana@example.com'] },
      Content: {
        Simple: {
          Subject: part(mail.subject),
          Body: { Text: part(mail.text), Html: part(mail.html) },
          // RFC 3834 §5, and the one of Exchange, which leaves reports of bounces alone.
          Headers: [
            { Name: 'Auto-Submitted', Value: 'auto-generated' },
            { Name: 'X-Auto-Response-Suppress', Value: 'OOF, AutoReply' },
          ],
        },
      },
    });
  });

  test('carries the logo that its HTML shows, in a form that SES takes', async () => {
    await sendMail('jana@example.com', { ...mail, logo });
    const { Attachments, Headers } = JSON.parse(provider.received[0]?.body ?? '{}').Content.Simple;
    expect(Attachments).toEqual([
      {
        FileName: 'mail-logo.png',
        ContentType: 'image/png',
        ContentDisposition: 'INLINE',
        ContentId: 'logo',
        ContentTransferEncoding: 'BASE64',
        RawContent: picture.toString('base64'),
      },
    ]);
    const taken = extrasOf({ Headers, Attachments });
    expect(taken.pictures).toEqual({ logo: `data:image/png;base64,${picture.toString('base64')}` });
    // It does not change while the function runs.
    rmSync(join(folder, logo.file));
    expect(await sendMail('jana@example.com', { ...mail, logo })).toMatchObject({ outcome: 'accepted' });
  });

  test.each([
    'a@example.com, b@example.com',
    'a@example.com\r\nBcc: b@example.com',
    'Jana <a@example.com>',
    'a@b@example.com',
    'a b@example.com',
    'jana',
    '',
  ])('has one recipient only: %j is refused unsent', async (to) => {
    expect(await sendMail(to, mail)).toEqual({ outcome: 'refused', reason: 'InvalidAddress' });
    expect(provider.received).toHaveLength(0);
  });

  test.each(["o'brien@example.ie", 'a+b@example.com', 'A.B_c@sub.example.co'])('goes to every real address, such as %s', async (to) => {
    expect(await sendMail(to, mail)).toMatchObject({ outcome: 'accepted' });
  });

  test('cannot get a header of its own through its subject', async () => {
    await sendMail('a@example.com', { ...mail, subject: 'Hello\r\nBcc: b@example.com\u2028x\u0000' });
    expect(JSON.parse(provider.received[0]?.body ?? '{}')).toMatchObject({
      Content: { Simple: { Subject: { Data: 'Hello Bcc: b@example.com x ' } } },
    });
  });

  test.each([
    [400, 'MessageRejected'],
    [400, 'SendingPausedException'],
    [403, 'AccessDeniedException'],
    [429, 'TooManyRequestsException'],
  ])('that SES answers with %i %s did not go out', async (status, code) => {
    provider.answer = mailFailed(status, code, 'Email address is not verified: jana@example.com');
    const delivery = await sendMail('jana@example.com', mail);
    expect(delivery.outcome).toBe('refused');
    expect(delivery).toHaveProperty('reason', expect.stringContaining(code));
    expect(JSON.stringify(delivery)).not.toContain('jana');
  });

  test.each([
    [500, 'InternalServiceErrorException'],
    [503, 'ServiceUnavailable'],
  ])('that SES answers with %i %s may have gone out, and is not sent again', async (status, code) => {
    provider.answer = mailFailed(status, code);
    expect(await sendMail('jana@example.com', mail)).toMatchObject({ outcome: 'unknown' });
    expect(provider.received).toHaveLength(1);
  });

  test('whose answer is lost may have gone out, and is not sent again', async () => {
    provider.answer = (response) => response.destroy();
    expect(await sendMail('jana@example.com', mail)).toMatchObject({ outcome: 'unknown', reason: 'TimeoutError' });
    expect(provider.received).toHaveLength(1);
  });

  test('whose answer cannot be read may have gone out', async () => {
    provider.answer = (response) => response.end('{"MessageId":');
    expect(await sendMail('jana@example.com', mail)).toMatchObject({ outcome: 'unknown' });
  });

  test('whose answer names no message may have gone out', async () => {
    for (const answer of ['{}', '{"MessageId":1}', '{"Message":"of a proxy"}']) {
      provider.answer = (response) => response.end(answer);
      expect(await sendMail('jana@example.com', mail)).toMatchObject({ outcome: 'unknown' });
    }
  });

  test('that SES says nothing to is given up after three seconds, as one that may have gone out', async () => {
    provider.answer = () => {};
    const started = performance.now();
    expect(await sendMail('jana@example.com', mail)).toEqual({ outcome: 'unknown', reason: 'TimeoutError' });
    expect(performance.now() - started).toBeLessThan(4500);
  });

  test('never waits on a connection left over from the last one', async () => {
    await sendMail('a@example.com', mail);
    await sendMail('a@example.com', mail);
    const [first, second] = provider.received;
    expect(first?.connection).not.toBe(second?.connection);
  });
});

describe('a text message', () => {
  test('reaches SNS as a transactional one under the name of the shop', async () => {
    provider.answer = smsTaken('sms-1');
    expect(await sendSms('+420601123456', { text: 'Váš kód: 123456' })).toEqual({ outcome: 'accepted', id: 'sms-1' });
    const sent = Object.fromEntries(provider.received[0]?.form ?? []);
    expect(sent).toMatchObject({ Action: 'Publish', PhoneNumber: '+420601123456', Message: 'Váš kód: 123456' });
    expect(Object.values(sent)).toEqual(expect.arrayContaining(['AWS.SNS.SMS.SMSType', 'Transactional', 'AWS.SNS.SMS.SenderID', 'Shop']));
  });

  test.each(['601123456', '+0123456789', '+420 601 123 456', '', 'jana@example.com'])(
    'goes to E.164 numbers only: %j is refused unsent',
    async (to) => {
      expect(await sendSms(to, { text: 'x' })).toEqual({ outcome: 'refused', reason: 'InvalidPhoneNumber' });
      expect(provider.received).toHaveLength(0);
    },
  );

  test('that SNS refuses did not go out; one without an answer may have', async () => {
    provider.answer = smsFailed(400, 'InvalidParameter');
    expect(await sendSms('+420601123456', { text: 'x' })).toMatchObject({ outcome: 'refused' });
    provider.answer = (response) => response.destroy();
    expect(await sendSms('+420601123456', { text: 'x' })).toMatchObject({ outcome: 'unknown' });
  });
});
