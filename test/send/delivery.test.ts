import { describe, expect, test } from 'vitest';
import { deliver } from '../../shared/send/delivery.ts';
import { senderHeader } from '../../shared/send/mailbox.ts';

const failing = (properties: object, message = '') => deliver(() => Promise.reject(Object.assign(new Error(message), properties)));

describe('what became of a message', () => {
  test.each([
    ['a closed port', { code: 'ECONNREFUSED', syscall: 'connect' }, 'ECONNREFUSED'],
    ['an unknown name', { code: 'ENOTFOUND', syscall: 'getaddrinfo' }, 'ENOTFOUND'],
    ['no credentials', { name: 'CredentialsProviderError' }, 'CredentialsProviderError'],
  ])('%s means that it did not go out', async (_, properties, reason) => {
    expect(await failing(properties)).toEqual({ outcome: 'refused', reason });
  });

  test('no address of a name answering means that it did not go out', async () => {
    const attempt = () => Object.assign(new Error(), { code: 'ECONNREFUSED', syscall: 'connect' });
    const all = Object.assign(new AggregateError([attempt(), attempt()]), { code: 'ECONNREFUSED' });
    expect(await deliver(() => Promise.reject(all))).toEqual({ outcome: 'refused', reason: 'ECONNREFUSED' });
  });

  test.each([
    ['a connection that broke', { code: 'ECONNRESET', syscall: 'read' }],
    ['an error nobody knows', {}],
    ['a redirect', { $metadata: { httpStatusCode: 307 } }],
  ])('%s means that it may have gone out', async (_, properties) => {
    expect(await failing(properties)).toMatchObject({ outcome: 'unknown' });
  });

  test('a reason never repeats what a provider says, whatever it is thrown as', async () => {
    const address = 'jana@example.com';
    const deliveries = [
      await failing({ name: `Rejected ${address}` }, address),
      await failing({ code: address }, address),
      await deliver(() => Promise.reject(address)),
    ];
    expect(JSON.stringify(deliveries)).not.toContain('jana');
  });
});

describe('the sender', () => {
  test.each([
    ['login@shop.example', 'login@shop.example'],
    ['<login@shop.example>', 'login@shop.example'],
    ['Shop <login@shop.example>', 'Shop <login@shop.example>'],
    ['Novak, Ltd. <login@shop.example>', '"Novak, Ltd." <login@shop.example>'],
    ['"Novak, Ltd." <login@shop.example>', '"Novak, Ltd." <login@shop.example>'],
    ['Květiny <login@shop.example>', '=?UTF-8?B?S3bEm3Rpbnk=?= <login@shop.example>'],
  ])('%s stands in the header as %s', (mailbox, header) => {
    expect(senderHeader(mailbox)).toBe(header);
  });

  test('keeps every encoded word within 75 characters and every character whole', () => {
    const header = senderHeader(`${'Žluťoučký kůň 🐎 '.repeat(8)}<a@shop.example>`);
    const words = header.replace(/ <.*/, '').split(' ');
    expect(Math.max(...words.map((word) => word.length))).toBeLessThanOrEqual(75);
    const decoded = words.map((word) => Buffer.from(word.slice(10, -2), 'base64').toString()).join('');
    expect(decoded).toBe('Žluťoučký kůň 🐎 '.repeat(8).trim());
  });

  test.each(['', 'Shop', 'Shop <a@x.example>, <b@x.example>', 'Shop\r\nBcc: b@x.example <a@x.example>', 'Shop <a@x.example\r\n>'])(
    'that is not one mailbox fails when the function starts: %j',
    (mailbox) => {
      expect(() => senderHeader(mailbox)).toThrow('sender');
    },
  );
});
