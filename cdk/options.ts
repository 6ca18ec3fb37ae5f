/**
 * The options of a stage, defined once: what `config/<stage>.json` may hold, what each means, and what it is where nobody says
 * anything. From here come the types, the refusals, the editors' JSON schema and the table in `docs/deploy.md` (`npm run schema`).
 */
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { type CountryCode, getCountries } from 'libphonenumber-js/mobile';
import * as v from 'valibot';
import { isBaseUrl, isOrigin } from '../shared/flow/web-address.ts';
import type { BrandFiles } from './brand/brand-files.ts';
import { brand } from './brand-option.ts';
import { captcha } from './captcha-option.ts';
import { cdn } from './cdn-option.ts';
import { links } from './link-options.ts';
import { address, arn, described, isDay, text, url, whole } from './option-shapes.ts';

/** One address with or without a display name; a line break would let the name write headers of its own. */
const sender = /^(?:[^<>\r\n]+ )?<?([^\s<>@]+@[^\s<>@]+\.[^\s<>@]+?)>?$/;

/** `login@example.com` of `Shop <login@example.com>`. */
export function addressOf(mailFrom: string): string {
  return sender.exec(mailFrom)?.[1] ?? mailFrom;
}

export const exampleSender = 'Keycard <no-reply@example.com>';

/** What CloudWatch Logs knows; 9999 is for ever. */
const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653, 9999,
] as const satisfies readonly RetentionDays[];

/** libphonenumber's regions are the countries of ISO 3166-1, and these two islands, which have no code there. (Nor has Kosovo; but everybody writes XK.) */
const countries = getCountries().filter((code) => code !== 'AC' && code !== 'TA');

// ---- what several options look like ----

const shopNameRule = 'must be 1 to 60 printable characters without < and >';
const tableArn = arn('dynamodb', 'table/[A-Za-z0-9_.-]+', 'must be the ARN of a DynamoDB table');

const country = v.picklist(countries, 'must be the code of a country (ISO 3166-1), such as CZ');
const usualCountries = ['AT', 'CH', 'CZ', 'DE', 'GB', 'IE', 'SK', 'US'] as const satisfies CountryCode[];

export const definition = v.strictObject({
  $schema: v.optional(described(v.string(), 'Where editors find what may stand here')),
  region: v.optional(
    described(
      text(/^[a-z]{2}(?:-[a-z]+)+-[0-9]$/, 'must be a region such as eu-central-1'),
      'where the stack is deployed. Only the stage `dev` may leave it out: it goes where `AWS_REGION` or the profile says',
    ),
  ),
  mailFrom: v.optional(
    described(
      text(sender, 'must be an address such as Shop <login@example.com>'),
      'the sender, verified in SES. With the default no e-mail goes out',
    ),
    exampleSender,
  ),
  shopName: v.optional(
    described(
      v.pipe(
        v.string(),
        v.regex(/^[^<>]{1,60}$/, shopNameRule),
        v.check((name) => !/\p{Cc}/u.test(name), shopNameRule),
      ),
      'the shop as customers read it in e-mails and pages',
    ),
    'Keycard',
  ),
  allowedOrigins: v.optional(
    described(
      v.array(url(isOrigin, 'must be an origin such as https://shop.example')),
      'origins of web frontends that may call. The stage `local` takes those of `localhost`, whatever stands here',
    ),
    [],
  ),
  audience: v.optional(
    described(
      text(/^\S{1,200}$/, 'must be 1 to 200 characters without spaces'),
      '`aud` of the access tokens. Without it: `keycard-<stage>`',
    ),
  ),
  domain: v.optional(
    described(
      v.strictObject({
        name: described(
          text(/^(?:[a-z0-9-]+\.)+[a-z]{2,}$/, 'must be a domain name in lower case'),
          'its name, such as `login.shop.example`',
        ),
        certificateArn: described(
          arn('acm', 'certificate/[\\w-]+', 'must be the ARN of an ACM certificate'),
          "its ACM certificate, issued in the stack's region",
        ),
      }),
      "a domain of your own; API Gateway's own address is switched off then",
    ),
  ),
  publicUrl: v.optional(
    described(
      url(isBaseUrl, 'must be an https URL without a slash at its end'),
      'where clients reach the service, if that is neither the domain nor API Gateway (a CDN, say); also `iss` of the tokens. Without it: the domain',
    ),
  ),
  cdn: v.optional(
    described(
      cdn,
      'a CDN of yours in front, the only one that is answered. Needs `publicUrl`, where customers reach the CDN: another host than the `domain`, which it forwards to',
    ),
  ),
  ...links,
  brand: v.optional(described(brand, 'how the shop [looks and sounds](brand.md), in pages, e-mails and SMS')),
  waf: v.optional(described(v.boolean(), '`false` if another one already stands in front'), true),
  apiLogRole: v.optional(
    described(
      v.picklist(['account', 'stack'], 'must be account or stack'),
      'whose role API Gateway writes logs with, of which an account has one a region for all its APIs. `account`: the one that is there, and the stack touches none; `stack`: the stack makes one and puts it in the place of whatever is there',
    ),
    'account',
  ),
  loginConcurrency: v.optional(
    described(
      whole(1, 100_000),
      "how many logins may run at once, kept for them out of the account's Lambda concurrency: nothing else can use these up, and logins use no more. Without it: they share with all other functions of the account",
    ),
  ),
  logRetentionDays: v.optional(
    described(
      v.picklist(retentionDays, 'must be a number of days CloudWatch Logs knows'),
      'days that logs are kept: one of the numbers CloudWatch Logs knows',
    ),
    90,
  ),
  passwordMinimum: v.optional(
    described(
      whole(8, 64),
      'characters that a password has at least, 8 to 64. 15 is what NIST asks for where passwords alone open an account',
    ),
    8,
  ),
  smsSenderId: v.optional(
    described(
      text(/^(?=.*[A-Za-z])[A-Za-z0-9-]{1,11}$/, 'must be up to 11 letters and digits'),
      'the name that SMS come from, where a country allows one. Without it: a number of AWS',
    ),
  ),
  smsCountries: v.optional(
    described(v.array(country), 'countries that SMS go to; numbers of others cannot be entered. Keep it to where your customers are'),
    [...usualCountries],
  ),
  smsPerDay: v.optional(
    described(
      whole(0, 1_000_000),
      "codes by SMS in any 24 hours over the whole shop. The last quarter of them is kept for recoveries: checks of phone numbers stop at three quarters. A customer's recoveries (10) and a number that somebody wants to verify (5) have limits of their own",
    ),
    1000,
  ),
  smsSpendAlarm: v.optional(
    described(whole(1, 1_000_000), 'USD; an alarm goes off when the SMS of the account have cost this much since the month began'),
    50,
  ),
  captcha: v.optional(
    described(
      captcha,
      "of recoveries and the support form (the login has a proof of work of its own, whatever stands here). `altcha` asks nobody; `turnstile` and `hcaptcha` come with their `siteKey`, and with `secretParameter`: the *name* of an SSM parameter (SecureString, encrypted with the account's key `aws/ssm`) that holds the secret key. The key itself stands in no template",
    ),
    { provider: 'altcha' },
  ),
  supportMailTo: v.optional(described(address, 'where the team reads of new support requests. Without it: nowhere')),
  supportWaitHours: v.optional(
    // Its owner says that this wasn't them by a link that is good for a week.
    described(whole(1, 168), 'hours between the approval of a support request and its execution, 1 to 168'),
    24,
  ),
  supportApprovers: v.optional(
    described(v.picklist([1, 2], 'must be 1 or 2'), 'how many people have to approve a support request, 1 or 2'),
    1,
  ),
  holidays: v.optional(
    described(
      v.array(
        v.pipe(
          v.string(),
          v.regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/, 'must be a day such as 2026-12-24'),
          v.check(isDay, 'must be a day such as 2026-12-24'),
        ),
      ),
      'days without work beside Saturday and Sunday, such as `"2026-12-24"`; for the target of one working day',
    ),
    [],
  ),
  alarmMailTo: v.optional(
    described(address, 'where alarms are written to; AWS asks the address to confirm. Without it: to the topic only'),
  ),
  apiDocs: v.optional(
    described(
      v.boolean('must be true or false'),
      'whether `/docs` shows the contract to everybody, to read and to try. Without it: `false`, but of the stage `local`',
    ),
  ),
  terminationProtection: v.optional(
    described(
      v.boolean(),
      'whether nobody can delete the stack before switching this off. Without it: `true`, but of the stages `dev` and `local`',
    ),
  ),
  keyArn: v.optional(
    described(
      arn('kms', 'key/[\\w-]+', 'must be the ARN of a KMS key, such as arn:aws:kms:eu-central-1:123456789012:key/mrk-…'),
      'a KMS key that exists, of an older installation or a replica of its key; the stack then makes none',
    ),
  ),
  tableArns: v.optional(
    described(
      v.strictObject({
        data: described(tableArn, 'what Keycard knows'),
        keyring: described(tableArn, 'the wrapped keys'),
        audit: described(tableArn, 'the audit log'),
        auditStream: v.optional(
          described(
            arn('dynamodb', 'table/[\\w.-]+/stream/[\\d:T.-]+', 'must be the ARN of the stream of a table'),
            'the stream of new images of the audit log; without it nobody is told of events, nor clients of logouts',
          ),
        ),
      }),
      'tables that exist, of an older installation or restored from a backup, encrypted with `keyArn`; the stack then makes none',
    ),
  ),
  backup: v.optional(
    described(
      v.strictObject({
        vault: described(
          text(/^[A-Za-z0-9_-]{2,50}$/, 'must be the name of a backup vault'),
          'name of an AWS Backup vault in the account and region; it outlives every stack',
        ),
        daysKept: v.optional(described(whole(1, 3650), 'days until a backup is deleted'), 35),
        copyTo: v.optional(
          described(
            arn('backup', 'backup-vault:[A-Za-z0-9_-]+', 'must be the ARN of a backup vault'),
            'ARN of a vault in another region or account, which gets a copy of each',
          ),
        ),
      }),
      'a daily backup of the three tables by AWS Backup, beside point-in-time recovery',
    ),
  ),
});

/** What stands in a file. */
export type GivenOptions = v.InferInput<typeof definition>;

type Read = v.InferOutput<typeof definition>;

/** Where the file says nothing and there is no default, a text is empty. */
type TextsWithoutDefault =
  | 'audience'
  | 'publicUrl'
  | 'homeUrl'
  | 'changePasswordUrl'
  | 'forgotPasswordUrl'
  | 'signUpUrl'
  | 'supportUrl'
  | 'supportMail'
  | 'imprintUrl'
  | 'privacyUrl'
  | 'smsSenderId'
  | 'supportMailTo'
  | 'alarmMailTo';

/** What the stack is made from. */
export type Options = Readonly<
  Omit<Read, '$schema' | TextsWithoutDefault | 'terminationProtection' | 'apiDocs' | 'brand'> &
    Record<TextsWithoutDefault, string> & {
      /** Names the stack, the API's stage and the SSM parameters. `local` is the stack that runs on one machine. */
      stage: string;
      terminationProtection: boolean;
      apiDocs: boolean;
      /** The pictures and words themselves: when one of them changes, these options do. */
      brand: BrandFiles;
    }
>;
