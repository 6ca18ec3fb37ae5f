import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { afterAll, describe, expect, test } from 'vitest';
import { addressOf, type GivenOptions } from '../../cdk/options.ts';
import { optionsSchema, withTable } from '../../cdk/options-schema.ts';
import { optionsOf, readOptions, stages } from '../../cdk/read-options.ts';
import { stageIn } from '../../cdk/stage.ts';

/** As it comes out of a file: anything. */
const options = (given: object = {}, { stage = 'prod', region = undefined as string | undefined } = {}) =>
  readOptions(stage, given as GivenOptions, region);
/** `domain.name` and a value make `{ domain: { name: value } }`. */
const only = (name: string, value: unknown): object =>
  name.split('.').reduceRight<unknown>((inner, step) => ({ [step]: inner }), value) as object;

const domain = { name: 'login.shop.example', certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/1' };
const keyArn = 'arn:aws:kms:eu-central-1:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab';
const tableArn = (name: string, region = 'eu-central-1') => `arn:aws:dynamodb:${region}:123456789012:table/${name}`;
const tableArns = { data: tableArn('data'), keyring: tableArn('keyring'), audit: tableArn('audit') };

const secretArn = (nth: number) => `arn:aws:secretsmanager:eu-central-1:123456789012:secret:keycard/cdn-${nth}-AbCdEf`;
const cdn = { secretArns: [secretArn(1)], addressHeader: 'X-Customer-Address' };

const folder = mkdtempSync(join(tmpdir(), 'keycard-options-'));
afterAll(() => rmSync(folder, { recursive: true }));
const written = (text: string): string => {
  const file = join(folder, 'written.json');
  writeFileSync(file, text);
  return file;
};

describe('options', () => {
  test('all have a default', () => {
    expect(options({}, { stage: 'dev' })).toEqual({
      stage: 'dev',
      mailFrom: 'Keycard <no-reply@example.com>',
      passwordMinimum: 8,
      shopName: 'Keycard',
      allowedOrigins: [],
      audience: 'keycard-dev',
      publicUrl: '',
      homeUrl: '',
      changePasswordUrl: '',
      forgotPasswordUrl: '',
      signUpUrl: '',
      supportUrl: '',
      supportMail: '',
      imprintUrl: '',
      privacyUrl: '',
      timeZone: 'UTC',
      brand: {},
      waf: true,
      apiDocs: false,
      apiLogRole: 'account',
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
      terminationProtection: false,
    });
  });

  test('take the public URL from the own domain', () => {
    expect(options({ domain }).publicUrl).toBe('https://login.shop.example');
    expect(options({ domain, publicUrl: 'https://cdn.shop.example' }).publicUrl).toBe('https://cdn.shop.example');
  });

  test('protect a stack from being deleted, unless it is there to be', () => {
    expect(options().terminationProtection).toBe(true);
    expect(options({}, { stage: 'dev' }).terminationProtection).toBe(false);
    expect(options({ terminationProtection: true }, { stage: 'dev' }).terminationProtection).toBe(true);
    expect(options({ terminationProtection: false }).terminationProtection).toBe(false);
  });

  test('take calls of any localhost on the stage local, and on no other', () => {
    expect(options({}, { stage: 'local' }).allowedOrigins).toEqual(['http://localhost:*']);
    expect(() => options({ allowedOrigins: ['http://localhost:*'] })).toThrow(/^- allowedOrigins\.0 /m);
    expect(options({ allowedOrigins: ['http://localhost:5173'] }).allowedOrigins).toEqual(['http://localhost:5173']);
  });

  test.each([
    ['mailFrom', 'nobody'],
    ['mailFrom', 'Shop <login@shop.example>\r\nBcc: all@shop.example'],
    ['mailFrom', 7],
    ['shopName', ''],
    ['shopName', 'a\nb'],
    ['allowedOrigins', 'https://shop.example'],
    ['allowedOrigins.0', '*'],
    ['allowedOrigins.0', 'https://shop.example/'],
    ['allowedOrigins.0', 'http://shop.example'],
    ['audience', 'two words'],
    ['publicUrl', 'https://shop.example/'],
    ['publicUrl', 'https://shop.example?shop=1'],
    ['publicUrl', 'ftp://shop.example'],
    ['publicUrl', 'https://shop.example\n'],
    ['homeUrl', 'javascript:alert(1)'],
    ['homeUrl', 'http://shop.example'],
    ['homeUrl', 'https://shop.example/"onclick="alert(1)'],
    ['homeUrl', "https://shop.example/'"],
    ['homeUrl', 'https://shop.example/a b'],
    ['homeUrl', 'https://user:secret@shop.example/'],
    ['homeUrl', 'https://'],
    ['homeUrl', ''],
    ['changePasswordUrl', 'http://shop.example/password'],
    ['forgotPasswordUrl', '/forgotten'],
    ['signUpUrl', 'https://shop.example/"onclick="alert(1)'],
    ['supportUrl', 'mailto:help@shop.example'],
    ['supportMail', 'Team <help@shop.example>'],
    ['supportMail', 'help@shop.example\r\nBcc: all@shop.example'],
    ['imprintUrl', 'javascript:alert(1)'],
    ['privacyUrl', '/privacy'],
    ['timeZone', 'Middle-earth/Shire'],
    ['timeZone', '+02:00'],
    ['timeZone', ''],
    ['waf', 'off'],
    ['waf', null],
    ['domain.name', 'Login.Shop.example'],
    ['domain.name', 'https://login.shop.example'],
    ['domain.certificateArn', 'arn:aws:iam::123456789012:server-certificate/1'],
    ['smsSenderId', 'far too long a name'],
    ['smsCountries.0', 'Czechia'],
    ['smsCountries.0', 'UK'],
    ['smsCountries.0', 'ZZ'],
    ['smsCountries.0', 'cz'],
    ['smsPerDay', -1],
    ['smsPerDay', '100'],
    ['smsSpendAlarm', 0],
    ['captcha.provider', 'recaptcha'],
    ['captcha.siteKey', '"><script>'],
    ['captcha.secretParameter', '0x4AAAAAAA-a-secret-key'],
    ['supportMailTo', 'Team <support@shop.example>'],
    ['supportMailTo', 'support@shop.example\r\nBcc: all@shop.example'],
    ['supportWaitHours', 0],
    ['supportWaitHours', 721],
    ['supportWaitHours', 1.5],
    ['supportApprovers', 0],
    ['supportApprovers', 3],
    ['holidays.0', '2026-02-30'],
    ['holidays.0', '24.12.2026'],
    ['alarmMailTo', 'nobody'],
    ['logRetentionDays', 29],
    ['logRetentionDays', 'ONE_DAY'],
    ['region', 'Frankfurt'],
    ['keyArn', 'alias/keycard'],
    ['tableArns.data', 'keycard-prod-Table'],
    ['backup.vault', 'a vault'],
    ['backup.daysKept', 0],
    ['backup.copyTo', 'other-vault'],
    ['apiLogRole', 'arn:aws:iam::123456789012:role/logs'],
    ['loginConcurrency', 0],
    ['loginConcurrency', '200'],
    ['cdn.secretArns', []],
    ['cdn.secretArns', [1, 2, 3].map(secretArn)],
    ['cdn.addressHeader', 'X-Forwarded-For'],
    ['cdn.addressHeader', 'x-forwarded-for'],
    ['cdn.addressHeader', 'X-Original-Forwarded-For'],
    ['cdn.addressHeader', 'Forwarded'],
    ['cdn.addressHeader', 'Via'],
    ['cdn.addressHeader', 'CloudFront-Viewer-Address'],
    ['cdn.addressHeader', 'X Customer'],
  ])('refuse %s: %j by its name', (name, value) => {
    const [list, index] = name.split('.');
    const provider = name === 'captcha.siteKey' || name === 'captcha.secretParameter' ? { provider: 'turnstile' } : {};
    const given = index === '0' ? { [`${list}`]: [value] } : only(name, value);
    if ('captcha' in given) Object.assign(given.captcha as object, provider);
    expect(() => options(given)).toThrow(new RegExp(`^- ${name} must be `, 'm'));
  });

  test.each([
    ['mailfrom', 'mailFrom'],
    ['alowedOrigins', 'allowedOrigins'],
    ['domainName', 'domain.name'],
    ['certificateArn', 'domain.certificateArn'],
    ['supportWaitHour', 'supportWaitHours'],
  ])('do not pass over %s, and ask whether %s was meant', (name, meant) => {
    expect(() => options({ [name]: 'x' })).toThrow(`- ${name} is no option; did you mean ${meant}?`);
  });

  test('know no name that stands for nothing, in an object neither, and no stage within its file', () => {
    expect(() => options({ colour: 'red' })).toThrow(/^- colour is no option$/m);
    expect(() => options({ domain: { ...domain, certificate: 'x' } })).toThrow(/^- domain\.certificate is no option/m);
    expect(() => options({ captcha: { provider: 'altcha', siteKey: 'x' } })).toThrow(/^- captcha\.siteKey is no option/m);
    expect(() => options({ stage: 'prod' })).toThrow('- stage is no option: it is the name of the file');
  });

  test('ask for the country that people mean by UK', () => {
    expect(() => options({ smsCountries: ['UK', 'ZZ', 'de'] })).toThrow(
      /- smsCountries\.0 .*but is "UK"; did you mean GB\?\n- smsCountries\.1 .*but is "ZZ"\n- smsCountries\.2 .*; did you mean DE\?$/,
    );
  });

  test('refuse one page for passwords without the other: one of the two would set what the other never hears of', () => {
    const [changePasswordUrl, forgotPasswordUrl] = ['https://shop.example/password', 'https://shop.example/forgotten'];
    expect(() => options({ changePasswordUrl })).toThrow('- changePasswordUrl needs forgotPasswordUrl: ');
    expect(() => options({ forgotPasswordUrl })).toThrow('- forgotPasswordUrl needs changePasswordUrl: ');
    expect(options({ changePasswordUrl, forgotPasswordUrl })).toMatchObject({ changePasswordUrl, forgotPasswordUrl, signUpUrl: '' });
    expect(options({ signUpUrl: 'https://shop.example/new' }).signUpUrl).toBe('https://shop.example/new');
  });

  test('refuse a domain without its certificate, and a CAPTCHA without its keys', () => {
    expect(() => options({ domain: { name: domain.name } })).toThrow('- domain.certificateArn is missing');
    expect(() => options({ captcha: { provider: 'turnstile', siteKey: '0x4AAA' } })).toThrow('- captcha.secretParameter is missing');
  });

  test.each(['turnstile', 'hcaptcha'] as const)('take the keys of %s, the secret one by the name of its parameter', (provider) => {
    const captcha = { provider, siteKey: '0x4AAA', secretParameter: '/keycard/prod/captcha-secret' };
    expect(options({ captcha }).captcha).toEqual(captcha);
  });

  test('never repeat a secret key that was put in the place of its name', () => {
    const captcha = { provider: 'turnstile', siteKey: '0x4AAA', secretParameter: '0x4AAAAAAA-a-secret-key' };
    expect(() => options({ captcha })).toThrow(/\n- captcha\.secretParameter must be the name .*captcha-secret$/);
  });

  test('never repeat a secret of the CDN that was put in the place of its ARN', () => {
    expect(() => options({ cdn: { ...cdn, secretArns: ['the-secret-itself'] }, publicUrl: 'https://shop.example' })).toThrow(
      /\n- cdn\.secretArns\.0 must be the ARN of a secret in Secrets Manager, with the six letters that it ends in$/,
    );
  });

  test('take a CDN only where they say what customers reach, and two secrets that differ', () => {
    expect(options({ cdn, publicUrl: 'https://www.shop.example/account' }).cdn).toEqual(cdn);
    const publicUrl = 'https://www.shop.example';
    expect(options({ cdn, domain, publicUrl, waf: false }).cdn).toEqual(cdn);
    for (const given of [{ cdn }, { cdn, domain }]) {
      expect(() => options(given)).toThrow('- cdn needs publicUrl: where customers reach the CDN');
    }
    const twice = { ...cdn, secretArns: [secretArn(1), secretArn(1)] };
    expect(() => options({ cdn: twice, publicUrl })).toThrow('- cdn.secretArns must be two different secrets');
  });

  test('take no CDN that would forward to itself', () => {
    const fault = '- publicUrl is at domain.name, where the API answers: the CDN would forward to itself';
    for (const publicUrl of [`https://${domain.name}`, `https://${domain.name}/login`]) {
      expect(() => options({ cdn, domain, publicUrl })).toThrow(fault);
      expect(options({ domain, publicUrl }).publicUrl).toBe(publicUrl);
    }
  });

  test('tell all faults at once', () => {
    expect(() => options({ shopName: '', waf: 'maybe', stge: 1 })).toThrow(/- shopName .*\n- waf .*\n- stge /);
  });
});

describe("what is of another region than the stack's", () => {
  const inVirginia = domain.certificateArn.replace('eu-central-1', 'us-east-1');

  test.each([
    ['domain.certificateArn', { domain: { ...domain, certificateArn: inVirginia } }],
    ['keyArn', { keyArn: keyArn.replace('eu-central-1', 'us-east-1') }],
    [
      'cdn.secretArns.0',
      { publicUrl: 'https://www.shop.example', cdn: { ...cdn, secretArns: [secretArn(1).replace('eu-central-1', 'us-east-1')] } },
    ],
    ['tableArns.audit', { keyArn, tableArns: { ...tableArns, audit: tableArn('audit', 'us-east-1') } }],
  ])('is refused as %s, where the region is known by the file or by the credentials', (name, given) => {
    const fault = `- ${name} is of us-east-1, but the stack goes to eu-central-1`;
    expect(() => options({ ...given, region: 'eu-central-1' })).toThrow(fault);
    expect(() => options(given, { region: 'eu-central-1' })).toThrow(fault);
    expect(() => options(given)).not.toThrow();
  });

  test('is the stack itself, when the credentials lead elsewhere', () => {
    expect(() => options({ region: 'eu-west-1' }, { region: 'eu-central-1' })).toThrow(
      '- region is eu-west-1, but the stack goes to eu-central-1',
    );
  });
});

test('tables that exist come with their key, and are three', () => {
  expect(options({ keyArn, tableArns }).tableArns).toEqual(tableArns);
  expect(() => options({ tableArns })).toThrow('- tableArns needs keyArn');
  expect(() => options({ keyArn, tableArns: { data: tableArns.data } })).toThrow('- tableArns.keyring is missing');
  expect(() => options({ keyArn, tableArns: { ...tableArns, audit: tableArns.data } })).toThrow('- tableArns must be three tables');
});

describe('the file of a stage', () => {
  test.each(stages())('config/%s.json makes sense, and tells editors of its schema', (stage) => {
    expect(optionsOf(stage)).toMatchObject({ stage });
    expect(JSON.parse(readFileSync(new URL(`../../config/${stage}.json`, import.meta.url), 'utf8'))).toMatchObject({
      $schema: './schema.json',
    });
  });

  test('is asked for by its name when there is none, or another may be meant', () => {
    expect(() => optionsOf('shop')).toThrow('there is no config/shop.json\n');
    expect(() => optionsOf('locl')).toThrow('there is no config/locl.json; did you mean local?');
    expect(() => optionsOf('schema')).toThrow('schema cannot be a stage');
    for (const stage of ['Prod', '../prod', '1', '', 'a'.repeat(21)]) expect(() => optionsOf(stage)).toThrow('a stage must be');
  });

  test('says everything once: of two, the last one would count', () => {
    expect(() => optionsOf('prod', undefined, written('{ "waf": true, "smsPerDay": 1, "waf": false }'))).toThrow(
      'config/prod.json has waf twice',
    );
  });

  test('is JSON, and an object', () => {
    expect(() => optionsOf('prod', undefined, written('{ "waf": true, }'))).toThrow('config/prod.json is not JSON: ');
    expect(() => optionsOf('prod', undefined, written('[]'))).toThrow('- the file must be an object');
    expect(optionsOf('prod', undefined, written('{ "region": "eu-central-1", "waf": false }')).waf).toBe(false);
  });

  test('names the region, whatever else the credentials say; of dev it need not', () => {
    for (const region of [undefined, 'eu-central-1'])
      expect(() => optionsOf('prod', region, written('{}'))).toThrow('config/prod.json names no region: ');
    expect(optionsOf('dev', 'eu-central-1', written('{}')).stage).toBe('dev');
  });
});

describe("the CDK's context", () => {
  test('says the stage', () => {
    expect(stageIn('{"stage":"prod"}')).toBe('prod');
    expect(stageIn(undefined)).toBe('dev');
  });

  test('takes nothing else', () => {
    expect(() => stageIn('{"stge":"prod","mailfrom":"Shop <login@shop.example>"}')).toThrow(/\n- stge\n- mailfrom\n/);
  });

  test("may hold what the CDK's command line puts there", () => {
    const own = { 'aws:cdk:enable-path-metadata': true, '@aws-cdk/core:newStyleStackSynthesis': true, 'cli-telemetry': false };
    expect(stageIn(JSON.stringify({ ...own, 'availability-zones:account=1:region=eu-central-1': [], stage: 'prod' }))).toBe('prod');
  });
});

describe('what follows from the definition (`npm run schema`)', () => {
  test('is the schema that editors complete by', () => {
    expect(readFileSync(new URL('../../config/schema.json', import.meta.url), 'utf8')).toBe(optionsSchema());
  });

  test('is the table of docs/deploy.md', () => {
    const page = readFileSync(new URL('../../docs/deploy.md', import.meta.url), 'utf8');
    expect(withTable(page)).toBe(page);
  });

  test('has a sentence for each option, and refuses other names', () => {
    const { properties, additionalProperties } = JSON.parse(optionsSchema());
    expect(additionalProperties).toBe(false);
    for (const [name, { description }] of Object.entries<{ description?: string }>(properties))
      expect({ name, description }).toEqual({ name, description: expect.stringMatching(/.{15}/) });
  });

  test('names every number of days that CloudWatch Logs knows', () => {
    const known = Object.values(RetentionDays).filter((days) => typeof days === 'number');
    expect(JSON.parse(optionsSchema()).properties.logRetentionDays.enum.sort()).toEqual(known.sort());
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
