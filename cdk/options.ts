/**
 * The options of a deployment. Each is a CDK context value (`cdk deploy -c stage=prod`, or `context` in `cdk.json`),
 * has a default that works, and is refused by its name when it makes no sense.
 */
import { RetentionDays } from 'aws-cdk-lib/aws-logs';

export type Options = {
  /** Names the stack, the API's stage and the SSM parameters. `local` is the stack that runs on one machine. */
  readonly stage: string;
  /** The sender, as SES takes it: `Shop <login@example.com>`. Its address or domain has to be verified in SES. */
  readonly mailFrom: string;
  /** The shop's name as customers read it. */
  readonly shopName: string;
  /** Origins of the web frontends that may call. */
  readonly allowedOrigins: readonly string[];
  /** `aud` of the access tokens. */
  readonly audience: string;
  /** Where the service is reached from outside, no slash at its end; empty: where API Gateway saw the request. */
  readonly publicUrl: string;
  /** A domain of one's own with its ACM certificate; API Gateway's own address is switched off then. */
  readonly domain?: { readonly name: string; readonly certificateArn: string };
  /** Where a customer who is logged in goes; empty: the account page. */
  readonly homeUrl: string;
  readonly waf: boolean;
  /** The sender that receivers of an SMS see, where their country allows one; empty: a number of AWS. */
  readonly smsSenderId: string;
  /** ISO 3166-1 alpha-2 codes of the countries that SMS go to. */
  readonly smsCountries: readonly string[];
  /** Codes by SMS in any 24 hours over the whole shop. */
  readonly smsPerDay: number;
  /** An alarm goes off when the SMS of a month have cost this much, in USD. */
  readonly smsSpendAlarm: number;
  readonly captcha: Captcha;
  /** Where the team reads of new support requests; empty: nowhere. */
  readonly supportMailTo: string;
  /** Hours between the approval of a support request and its execution. */
  readonly supportWaitHours: number;
  /** How many people have to approve a support request. */
  readonly supportApprovers: 1 | 2;
  /** Days without work beside Saturday and Sunday, as YYYY-MM-DD. */
  readonly holidays: readonly string[];
  /** Where alarms are written to; empty: to the topic only. */
  readonly alarmMailTo: string;
  readonly logRetentionDays: RetentionDays;
};

/** The secret key itself is in no option: it would stand in the template, in the shell's history and in `cdk.json`. */
export type Captcha =
  | { readonly provider: 'altcha' }
  | { readonly provider: 'turnstile' | 'hcaptcha'; readonly siteKey: string; readonly secretParameter: string };

const captchaProviders: readonly string[] = ['altcha', 'turnstile', 'hcaptcha'] satisfies Captcha['provider'][];

export const exampleSender = 'Keycard <no-reply@example.com>';

/** One address with or without a display name; a line break would let the name write headers of its own. */
const sender = /^(?:[^<>\r\n]+ )?<?([^\s<>@]+@[^\s<>@]+\.[^\s<>@]+?)>?$/;

/** `login@example.com` of `Shop <login@example.com>`. */
export function addressOf(mailFrom: string): string {
  return sender.exec(mailFrom)?.[1] ?? mailFrom;
}

function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && url.origin === text && (url.protocol === 'https:' || url.hostname === 'localhost');
}

function isUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && (url.protocol === 'https:' || url.hostname === 'localhost') && url.search === '' && url.hash === '';
}

/** A day of the calendar: `2026-02-30` is none. */
function isDay(text: string): boolean {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function isWhole(text: string, least: number, most: number): boolean {
  return /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most;
}

const isAddress = (text: string) => addressOf(text) === text && sender.test(text);

const list = (text: string) => text.split(/[\s,]+/).filter((item) => item !== '');

/**
 * @param context looks a context value up by its name.
 * @throws Error with every fault, one a line, each beginning with the option's name.
 */
export function readOptions(context: (name: string) => unknown): Options {
  const faults: string[] = [];

  function text(name: string, fallback: string, valid: (value: string) => boolean, rule: string): string {
    const given = context(name) ?? fallback;
    const value = (Array.isArray(given) ? given.join(' ') : String(given)).trim();
    if (value !== fallback && !valid(value)) faults.push(`${name} ${rule}, but is ${JSON.stringify(given)}`);
    return value;
  }
  const empty = (value: string) => value === '';

  const stage = text('stage', 'dev', (v) => /^[a-z][a-z0-9-]{0,19}$/.test(v), 'must be up to 20 of a-z 0-9 -, beginning with a letter');
  const domainName = text('domainName', '', (v) => /^(?:[a-z0-9-]+\.)+[a-z]{2,}$/.test(v), 'must be a domain name in lower case');
  const certificateArn = text('certificateArn', '', (v) => /^arn:[^:]+:acm:/.test(v), 'must be the ARN of an ACM certificate');
  if (empty(domainName) !== empty(certificateArn)) faults.push('domainName and certificateArn must be given together');
  const days = text(
    'logRetentionDays',
    '90',
    (v) => RetentionDays[Number(v)] !== undefined,
    'must be a number of days CloudWatch Logs knows',
  );
  const whole = (name: string, fallback: number, least: number, most: number) =>
    Number(text(name, String(fallback), (v) => isWhole(v, least, most), `must be a whole number from ${least} to ${most}`));
  const address = (name: string) => text(name, '', (v) => empty(v) || isAddress(v), 'must be one e-mail address, without a name');
  const captcha = captchaOf({
    provider: text('captchaProvider', 'altcha', (v) => captchaProviders.includes(v), `must be one of ${captchaProviders.join(', ')}`),
    siteKey: text('captchaSiteKey', '', (v) => /^[\w.:-]{1,100}$/.test(v), 'must be the site key of the provider'),
    secretParameter: text(
      'captchaSecretParameter',
      '',
      (v) => /^\/[\w./-]{1,1000}$/.test(v),
      'must be the name of an SSM parameter, such as /keycard/prod/captcha-secret',
    ),
  });
  if (typeof captcha === 'string') faults.push(captcha);

  const options: Options = {
    stage,
    mailFrom: text('mailFrom', exampleSender, (v) => sender.test(v), 'must be an address such as Shop <login@example.com>'),
    shopName: text('shopName', 'Keycard', (v) => /^[^\p{Cc}<>]{1,60}$/u.test(v), 'must be 1 to 60 printable characters without < and >'),
    allowedOrigins: list(
      text('allowedOrigins', '', (v) => list(v).every(isOrigin), 'must be origins such as https://shop.example, with spaces between them'),
    ),
    audience: text('audience', `keycard-${stage}`, (v) => /^\S{1,200}$/.test(v), 'must be 1 to 200 characters without spaces'),
    publicUrl: text(
      'publicUrl',
      domainName && `https://${domainName}`,
      (v) => empty(v) || (isUrl(v) && !v.endsWith('/')),
      'must be an https URL without a slash at its end',
    ),
    ...(domainName && certificateArn ? { domain: { name: domainName, certificateArn } } : {}),
    homeUrl: text('homeUrl', '', (v) => empty(v) || v.startsWith('https://') || isUrl(v), 'must be an https URL'),
    waf: text('waf', 'true', (v) => v === 'true' || v === 'false', 'must be true or false') === 'true',
    smsSenderId: text('smsSenderId', '', (v) => /^(?=.*[A-Za-z])[A-Za-z0-9-]{1,11}$/.test(v), 'must be up to 11 letters and digits'),
    smsCountries: list(
      text(
        'smsCountries',
        'AT CH CZ DE GB IE SK US',
        (v) => list(v).every((c) => /^[A-Z]{2}$/.test(c)),
        'must be codes of countries such as CZ DE',
      ),
    ),
    smsPerDay: whole('smsPerDay', 1000, 0, 1_000_000),
    smsSpendAlarm: whole('smsSpendAlarm', 50, 1, 1_000_000),
    captcha: typeof captcha === 'string' ? { provider: 'altcha' } : captcha,
    supportMailTo: address('supportMailTo'),
    supportWaitHours: whole('supportWaitHours', 24, 1, 720),
    supportApprovers: whole('supportApprovers', 1, 1, 2) === 2 ? 2 : 1,
    holidays: list(text('holidays', '', (v) => list(v).every(isDay), 'must be days such as 2026-12-24 2026-12-25')),
    alarmMailTo: address('alarmMailTo'),
    logRetentionDays: Number(days),
  };
  if (faults.length > 0) throw new Error(`options that make no sense:\n${faults.map((fault) => `- ${fault}`).join('\n')}`);
  return Object.freeze(options);
}

/** @returns the fault, if the values do not go together. */
function captchaOf({ provider, siteKey, secretParameter }: Record<'provider' | 'siteKey' | 'secretParameter', string>): Captcha | string {
  if (provider === 'turnstile' || provider === 'hcaptcha') {
    if (siteKey && secretParameter) return { provider, siteKey, secretParameter };
    return `captchaProvider ${provider} needs captchaSiteKey and captchaSecretParameter`;
  }
  return siteKey || secretParameter ? 'captchaSiteKey and captchaSecretParameter belong to turnstile and hcaptcha' : { provider: 'altcha' };
}
