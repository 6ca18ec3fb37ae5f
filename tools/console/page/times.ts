/** Times as the team reads them: on the clock of whoever looks. */
import { duration } from '../../support-times.ts';

const whole: Intl.DateTimeFormatOptions = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' };

/** `Fri 27 Nov, 09:12`, with its year where that is another. */
export function moment(at: string, now: number): string {
  const date = new Date(at);
  const isOfThisYear = date.getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat('en-GB', { ...whole, ...(!isOfThisYear && { year: 'numeric' }) }).format(date);
}

export const day = (at: string): string =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(at));

export function ago(at: string, now: number): string {
  const passed = now - Date.parse(at);
  return passed < 60_000 ? 'just now' : `${duration(passed)} ago`;
}
