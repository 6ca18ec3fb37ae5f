/** What several options look like, each with the sentence that refuses a wrong value. */
import * as v from 'valibot';
import { urlLetters } from '../shared/flow/web-address.ts';

export const described = <const S extends v.GenericSchema>(schema: S, description: string) => v.pipe(schema, v.description(description));
export const text = (pattern: RegExp, rule: string) => v.pipe(v.string(), v.regex(pattern, rule));
export const address = text(/^[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+$/, 'must be one e-mail address, without a name');
export const url = (isOne: (text: string) => boolean, rule: string) => v.pipe(v.string(), v.regex(urlLetters, rule), v.check(isOne, rule));
export const whole = (least: number, most: number) => {
  const rule = `must be a whole number from ${least} to ${most}`;
  return v.pipe(v.number(), v.integer(rule), v.minValue(least, rule), v.maxValue(most, rule));
};
export const arn = (service: string, resource: string, rule: string) =>
  text(new RegExp(`^arn:aws[a-z-]*:${service}:[a-z0-9-]+:[0-9]{12}:${resource}$`), rule);

/** A day of the calendar: `2026-02-30` is none. */
export function isDay(text: string): boolean {
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Of the IANA database, by a name of its own: an offset such as +02:00 knows no summer. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
