/** What several options look like, each with the sentence that refuses a wrong value. */
import * as v from 'valibot';

export const described = <const S extends v.GenericSchema>(schema: S, description: string) => v.pipe(schema, v.description(description));
export const text = (pattern: RegExp, rule: string) => v.pipe(v.string(), v.regex(pattern, rule));
export const url = (isOne: (text: string) => boolean, rule: string) => v.pipe(v.string(), v.regex(urlLetters, rule), v.check(isOne, rule));
export const whole = (least: number, most: number) => {
  const rule = `must be a whole number from ${least} to ${most}`;
  return v.pipe(v.number(), v.integer(rule), v.minValue(least, rule), v.maxValue(most, rule));
};
export const arn = (service: string, resource: string, rule: string) =>
  text(new RegExp(`^arn:aws[a-z-]*:${service}:[a-z0-9-]+:[0-9]{12}:${resource}$`), rule);

/** RFC 3986's letters, without the quote that it allows: a URL stands in pages and headers, and must not end an attribute or a line. */
const urlLetters = /^https?:\/\/[\w.~:/?#[\]@!$&()*+,;=%-]+$/;

const isHttps = ({ protocol, hostname, username, password }: URL) =>
  (protocol === 'https:' || hostname === 'localhost') && username === '' && password === '';

export function isUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && isHttps(url);
}

/** Where a service is reached: paths are added at its end. */
export function isBaseUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && isHttps(url) && url.search === '' && url.hash === '' && !text.endsWith('/');
}

export const isOrigin = (text: string) => isUrl(text) && new URL(text).origin === text;

/** A day of the calendar: `2026-02-30` is none. */
export function isDay(text: string): boolean {
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
