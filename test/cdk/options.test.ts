import { describe, expect, test } from 'vitest';
import { addressOf, readOptions } from '../../cdk/options.ts';

const options = (given: Record<string, unknown> = {}) => readOptions((name) => given[name]);

describe('options', () => {
  test('all have a default', () => {
    expect(options()).toEqual({
      stage: 'dev',
      mailFrom: 'Keycard <no-reply@example.com>',
      shopName: 'Keycard',
      allowedOrigins: [],
      audience: 'keycard-dev',
      publicUrl: '',
      homeUrl: '',
      waf: true,
      smsSenderId: '',
      smsCountries: ['AT', 'CH', 'CZ', 'DE', 'GB', 'IE', 'SK', 'US'],
      logRetentionDays: 90,
    });
  });

  test('make a list of origins with spaces, commas or a JSON array between them', () => {
    const both = ['https://shop.example', 'http://localhost:5173'];
    expect(options({ allowedOrigins: both.join(' ') }).allowedOrigins).toEqual(both);
    expect(options({ allowedOrigins: both.join(', ') }).allowedOrigins).toEqual(both);
    expect(options({ allowedOrigins: both }).allowedOrigins).toEqual(both);
  });

  test('take the public URL from the own domain', () => {
    const domain = { domainName: 'login.shop.example', certificateArn: 'arn:aws:acm:eu-central-1:1:certificate/1' };
    expect(options(domain).publicUrl).toBe('https://login.shop.example');
    expect(options({ ...domain, publicUrl: 'https://cdn.shop.example' }).publicUrl).toBe('https://cdn.shop.example');
  });

  test.each([
    ['stage', 'Prod'],
    ['stage', 'a/b'],
    ['mailFrom', 'nobody'],
    ['mailFrom', 'Shop <login@shop.example>\r\nBcc: all@shop.example'],
    ['shopName', ''],
    ['shopName', 'a\nb'],
    ['allowedOrigins', '*'],
    ['allowedOrigins', 'https://shop.example/'],
    ['allowedOrigins', 'http://shop.example'],
    ['audience', 'two words'],
    ['publicUrl', 'https://shop.example/'],
    ['publicUrl', 'ftp://shop.example'],
    ['homeUrl', 'javascript:alert(1)'],
    ['homeUrl', 'http://shop.example'],
    ['waf', 'off'],
    ['smsSenderId', 'far too long a name'],
    ['smsCountries', 'Czechia'],
    ['logRetentionDays', '29'],
    ['logRetentionDays', 'ONE_DAY'],
  ])('refuse %s=%j by its name', (name, value) => {
    expect(() => options({ [name]: value })).toThrow(new RegExp(`^- ${name} `, 'm'));
  });

  test('refuse a domain without its certificate', () => {
    expect(() => options({ domainName: 'login.shop.example' })).toThrow('domainName and certificateArn must be given together');
  });

  test('tell all faults at once', () => {
    expect(() => options({ stage: '1', waf: 'maybe' })).toThrow(/- stage .*\n- waf /);
  });
});

describe('the address of a sender', () => {
  test.each([
    ['login@shop.example', 'login@shop.example'],
    ['Shop <login@shop.example>', 'login@shop.example'],
    ['"Shop, Inc." <login@shop.example>', 'login@shop.example'],
  ])('%s is %s', (mailFrom, address) => {
    expect(addressOf(mailFrom)).toBe(address);
  });
});
