/** What fields of requests and answers look like, those that several calls have. */
import * as v from 'valibot';
import { methodNames } from '../../flow/method.ts';
import { locales } from '../../words/locale.ts';

// ---- words of the requests ----

export const username = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(254));
/** Any Unicode, in whatever form; how long one may be is judged where it is chosen (NIST SP 800-63B-4 §3.1.1.2). The bound only keeps junk out. */
export const password = v.pipe(v.string(), v.minLength(1), v.maxLength(2048));
/** What is chosen is judged in the function, which says why it cannot be. */
export const newPassword = password;
/** Six ASCII digits; people type `123 456`, so spaces are taken out. */
export const code = v.pipe(
  v.string(),
  v.regex(/^ *(?:[0-9] *){6}$/, 'must be six digits'),
  v.transform((typed) => typed.replaceAll(' ', '')),
);
/** A sealed token is opaque to clients; the bound only keeps junk out. */
export const token = v.pipe(v.string(), v.minLength(1), v.maxLength(2048));
export const email = v.pipe(v.string(), v.trim(), v.rfcEmail(), v.maxLength(254));
/** E.164 once the spaces, hyphens, dots and brackets people type are gone; libphonenumber judges it in the function. */
export const phone = v.pipe(
  v.string(),
  v.regex(/^\+[0-9][0-9 ().-]{5,28}$/, 'must be a phone number with its country code, such as +420 601 123 456'),
  v.transform((typed) => typed.replaceAll(/[ ().-]/g, '')),
);
/** Ten letters and digits in any grouping; what looks alike (o and 0, i, l and 1) is taken as the same. */
export const recoveryCode = v.pipe(v.string(), v.regex(/^ *(?:[0-9A-Za-z][ -]*){10}$/, 'must be a recovery code, such as 4k7mz-0qtrp'));
/** Who has lost the device confirms a change by one of the recovery codes. */
export const codeOrRecoveryCode = { code: v.optional(code), recoveryCode: v.optional(recoveryCode) };
export const customerId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9._~@:+-]{1,128}$/, 'must be 1 to 128 of A-Z a-z 0-9 . _ ~ @ : + -'));

/** Of a list: which of its pages, and how long. */
export const pageAsked = {
  /** 50, unless it says another number, up to 100. */
  limit: v.optional(v.pipe(v.string(), v.regex(/^(?:[1-9][0-9]?|100)$/), v.transform(Number))),
  /** Of the answer before, with the same search. */
  cursor: v.optional(v.pipe(v.string(), v.regex(/^[\w-]{8}\.[\w-]{1,200}$/))),
};
export const locale = v.picklist(locales);
/** RFC 3339, in UTC or with its offset. */
export const timeGiven = v.pipe(v.string(), v.maxLength(40), v.isoTimestamp('must be a time, such as 2026-05-04T10:20:30Z'));

// ---- words of the answers ----

/** RFC 3339, UTC. */
export const time = v.pipe(v.string(), v.isoTimestamp());
export const method = v.picklist(methodNames);
/** Near where a network is, as a CDN tells it. `country`: of ISO 3166-1, in two letters. */
export const near = v.object({ country: v.string(), city: v.optional(v.string()) });

export const authenticated = v.object({
  status: v.literal('authenticated'),
  customerId: v.string(),
  accessToken: v.string(),
  tokenType: v.literal('Bearer'),
  expiresIn: v.number(),
});

export const challenge = v.object({
  token: v.string(),
  method: method,
  sentTo: v.optional(v.string()),
  sent: v.boolean(),
  sentAt: v.optional(time),
  codeExpiresAt: v.optional(time),
  resendAt: v.optional(time),
  attemptsLeft: v.number(),
  expiresAt: time,
  canRecover: v.boolean(),
});

export const noSecondFactor = v.object({ status: v.literal('no_second_factor') });
export const secondFactorRequired = v.object({ status: v.literal('second_factor_required'), challenge });

export const codeSent = v.object({ sentTo: v.string(), resendAt: time, codeExpiresAt: time });
export const recoveryCodes = v.array(v.string());

/** Of these fields of a body exactly one is given. A rule that the contract says too. */
export function exactlyOneOf<Body extends v.GenericSchema<object>>(
  fields: readonly (keyof v.InferInput<Body> & string)[],
  body: Body,
): Body {
  const isGiven = (sent: object) => (field: string) => (sent as Record<string, unknown>)[field] !== undefined;
  const rule = v.check((sent: object) => fields.filter(isGiven(sent)).length === 1, `give exactly one of ${fields.join(', ')}`);
  return v.pipe(body, Object.assign(rule, { exactlyOneOf: fields }) as never) as unknown as Body;
}

/** What the CAPTCHA's widget made of its challenge. */
export const captchaSolution = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));

/** Claims of OpenID Connect Core §5.1. */
export const claims = v.object({ sub: v.string(), email: v.optional(v.string()), email_verified: v.optional(v.boolean()) });
