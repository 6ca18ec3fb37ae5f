import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { supportTeamMail } from '../../shared/send/support-mail.ts';
import { linesOfHtml, linesOfText } from './reading.ts';

const request = {
  requestId: '0b6f9a52-3a2b-4c7e-9a57-0d8f5a1c2e3d',
  username: 'jana@example.com',
  message: 'My phone is gone\n\nand so is my mailbox.',
  reachMeAt: '+420 601 123 456',
  dueAt: Date.UTC(2026, 10, 24, 9, 30),
};
const team = (of: typeof request) => supportTeamMail(of, { shopName: 'Shop' });

describe('the e-mail to the team that answers support requests', () => {
  test('says what is asked, until when, and how to see it in the queue', async () => {
    const { subject, text } = await team(request);
    expect(subject).toBe(`Support request ${request.requestId}`);
    expect(text).toContain('To be answered by: 24 November 2026 at 09:30\u00a0UTC');
    expect(text).toContain(`npm run support -- show ${request.requestId}`);
    expect(text).toContain('The sender is unverified');
    expect(text).toContain('Account:\n> jana@example.com\n\nWants to be reached at:\n> +420 601 123 456');
  });

  test('keeps the lines of the message, in both parts', async () => {
    const { text, html } = await team(request);
    expect(text).toContain('> My phone is gone\n> \n> and so is my mailbox.');
    expect(html).toContain('My phone is gone<br><br>and so is my mailbox.');
  });

  test('has nothing in its subject that was typed', async () => {
    const { subject } = await team({ ...request, username: 'x\r\nBcc: y@example.com', message: 'Subject: z' });
    expect(subject).toBe((await team(request)).subject);
  });

  test('shows HTML as it was typed', async () => {
    const message = '<img src=x onerror=alert(1)></blockquote><a href="https://evil.example">click</a>';
    const { html } = await team({ ...request, message, username: '<script>', reachMeAt: '"><b>' });
    expect(html).not.toMatch(/<img|<script|<b>|<a /);
    expect(html.match(/<\/blockquote>/g)).toHaveLength(3);
    expect(linesOfHtml(html)).toContain(message);
  });

  test('lets no line of a stranger stand outside of the quotation, whatever breaks it', async () => {
    const breaks = ['\n', '\r\n', '\r', '\v', '\f', '\u0085', '\u2028', '\u2029'];
    for (const lineBreak of breaks) {
      const { text } = await team({
        ...request,
        username: `jana${lineBreak}Approved by the shop`,
        message: `a${lineBreak}--${lineBreak}b`,
      });
      expect(text).toContain('> jana\n> Approved by the shop\n');
      expect(text).toContain('> a\n> --\n> b\n');
    }
  });

  test('shows what would be invisible or turn the writing around', async () => {
    const { text, html } = await team({ ...request, username: 'jana\u202e@example\u200b.com\u0000' });
    for (const part of [text, html]) expect(part).toContain('jana\ufffd@example\ufffd.com\ufffd');
  });

  test('says the same in both parts and quotes every typed line, whatever is typed', async () => {
    const ours = linesOfText((await team({ ...request, username: '', message: '', reachMeAt: '' })).text);
    const typed = fc.string({ unit: fc.oneof(fc.constantFrom('\n', '\r', '>', '<', '&', '"', '-', ' '), fc.string({ unit: 'binary' })) });
    await fc.assert(
      fc.asyncProperty(typed, typed, typed, async (username, message, reachMeAt) => {
        const { text, html } = await team({ ...request, username, message, reachMeAt });
        // The quotation's sign goes, as the reader of the text part takes it away; the rest has to be the same.
        expect(linesOfHtml(html)).toEqual(linesOfText(text));
        const outside = text.split('\n').filter((line) => line.trim() && line !== '--' && !line.startsWith('>'));
        expect(outside).toEqual(ours.filter((line) => line !== '>'));
      }),
    );
  });

  test('stays below the size at which mailboxes cut it off, even at the longest message', async () => {
    const { html } = await team({ ...request, message: '"'.repeat(8 * 1024) });
    expect(Buffer.byteLength(html)).toBeLessThan(100 * 1024);
  });
});
