import { describe, expect, it } from 'vitest';
import { extrasOf } from '../../local/aws/ses-message.ts';

const header =
  (Name: string, Value = 'x') =>
  () =>
    extrasOf({ Headers: [{ Name, Value }] });
const picture = { FileName: 'logo.png', RawContent: 'AAAA', ContentType: 'image/png', ContentDisposition: 'INLINE', ContentId: 'logo' };

describe('what a message has beside its parts', () => {
  it('comes into the outbox: headers by name, and pictures by the name that the HTML has for them', () => {
    const message = { Headers: [{ Name: 'Auto-Submitted', Value: 'auto-generated' }], Attachments: [picture] };
    expect(extrasOf(message)).toEqual({
      headers: { 'Auto-Submitted': 'auto-generated' },
      pictures: { logo: 'data:image/png;base64,AAAA' },
    });
    expect(extrasOf({})).toEqual({});
  });

  it.each(['From', 'Reply-To', 'subject', 'Content-Type', 'Message-ID', 'A b', 'A:b', 'Ä', ''])('is refused with the header %j', (name) => {
    expect(header(name)).toThrow('not allowed');
  });

  it.each(['line\r\nBcc: x@example.com', 'ä', '', 'x'.repeat(996)])('is refused with a header that says %j', (value) => {
    expect(header('X-Own', value)).toThrow('not allowed');
  });

  it.each([
    { FileName: '' },
    { RawContent: '' },
    { RawContent: 'no base64' },
    { ContentDisposition: 'inline' },
    { ContentTransferEncoding: 'base64' },
    { Disposition: 'INLINE' },
  ])('is refused with an attachment that has %j', (wrong) => {
    expect(() => extrasOf({ Attachments: [{ ...picture, ...wrong }] })).toThrow(/malformed|not supported|not base64/);
  });
});
