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
      smsPerDay: 1000,
      smsSpendAlarm: 50,
      captcha: { provider: 'altcha' },
      supportMailTo: '',
      supportWaitHours: 24,
      supportApprovers: 1,
      holidays: [],
      alarmMailTo: '',
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
    ['smsPerDay', '-1'],
    ['smsPerDay', 'many'],
    ['smsSpendAlarm', '0'],
    ['captchaProvider', 'recaptcha'],
    ['captchaProvider', 'turnstile'],
    ['captchaSiteKey', '"><script>'],
    ['captchaSecretParameter', '0x4AAAAAAA-a-secret-key'],
    ['supportMailTo', 'Team <support@shop.example>'],
    ['supportMailTo', 'support@shop.example\r\nBcc: all@shop.example'],
    ['supportWaitHours', '0'],
    ['supportWaitHours', '721'],
    ['supportWaitHours', '1.5'],
    ['supportApprovers', '0'],
    ['supportApprovers', '3'],
    ['holidays', '2026-02-30'],
    ['holidays', '24.12.2026'],
    ['alarmMailTo', 'nobody'],
    ['logRetentionDays', '29'],
    ['logRetentionDays', 'ONE_DAY'],
  ])('refuse %s=%j by its name', (name, value) => {
    expect(() => options({ [name]: value })).toThrow(new RegExp(`^- ${name} `, 'm'));
  });

  test('refuse a domain without its certificate', () => {
    expect(() => options({ domainName: 'login.shop.example' })).toThrow('domainName and certificateArn must be given together');
  });

  test.each(['turnstile', 'hcaptcha'])('take the keys of %s, the secret one by the name of its parameter', (provider) => {
    const keys = { captchaSiteKey: '0x4AAA', captchaSecretParameter: '/keycard/prod/captcha-secret' };
    expect(options({ captchaProvider: provider, ...keys }).captcha).toEqual({
      provider,
      siteKey: '0x4AAA',
      secretParameter: '/keycard/prod/captcha-secret',
    });
    expect(() => options({ captchaProvider: provider, captchaSiteKey: '0x4AAA' })).toThrow(/captchaSecretParameter/);
    expect(() => options(keys)).toThrow('captchaSiteKey and captchaSecretParameter belong to turnstile and hcaptcha');
  });

  test('make a list of holidays, of numbers and their texts numbers', () => {
    expect(options({ holidays: '2026-12-24, 2026-12-25' }).holidays).toEqual(['2026-12-24', '2026-12-25']);
    expect(options({ supportWaitHours: 48, smsPerDay: '0', supportApprovers: '2' })).toMatchObject({
      supportWaitHours: 48,
      smsPerDay: 0,
      supportApprovers: 2,
    });
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
