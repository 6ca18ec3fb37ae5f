/** The account page, in every step. */
import { auditEvents } from '../../../shared/log/audit-events.ts';
import type { Entry, KeyForApp } from '../../../web/client.ts';
import type { Notice, SecurityState } from '../../../web/security/state.ts';
import type { Task } from '../../../web/security/tasks.ts';
import { failures } from './login.ts';
import { all, type ByStep, each, HOUR, iso, MINUTE, SECOND } from './named.ts';
import { overviews } from './overviews.ts';

const notices = all<Notice>({
  switchedOff: true,
  appIsOn: true,
  emailVerified: true,
  phoneVerified: true,
  passwordChanged: true,
  othersEnded: true,
  sessionEnded: true,
});
const tasks = all<Task>({
  switchOnEmail: true,
  changeToEmail: true,
  switchOff: true,
  changeToApp: true,
  newKey: true,
  showKey: true,
  replaceCodes: true,
  password: true,
  email: true,
  phone: true,
  verifyEmail: true,
  verifyPhone: true,
});

/** A picture of as many points as a real one has. */
const qrSvg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 45 45"><path fill="#000" d="${Array.from({ length: 700 }, (_, at) => `M${((at * 7) % 37) + 4} ${((at * 11) % 37) + 4}h1v1h-1z`).join('')}"/></svg>`;
const key = (now: number): KeyForApp => ({
  ok: true,
  sharedKey: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  otpauthUri: 'otpauth://totp/Shop:jana?secret=JBSWY3DPEHPK3PXP',
  qrSvg,
  expiresAt: iso(now + 10 * MINUTE),
});
const codes = [
  '4k7mz-0qtrp',
  '8w2hn-5xjvd',
  'p9c3f-6ya1e',
  'r0t8g-2bnqk',
  'h5v7j-9mzxw',
  '3e1sd-8pcfr',
  'y6k4a-7tgbh',
  'q2w9n-1jvxm',
  'd8f3z-5rhpc',
  't7b0e-4kysa',
];

type Given = SecurityState & { at: 'recoveryCodes' };
const given = (now: number, also: Partial<Given> = {}): Given => ({
  at: 'recoveryCodes',
  overview: overviews.byApp(now),
  codes,
  why: 'replaced',
  made: now,
  ...also,
});

/** One of every event that a customer may be told of, and one that no page knows yet. */
const entries = (now: number): Entry[] =>
  [...auditEvents, 'of_tomorrow' as Entry['event']].map((event, at) => ({
    event,
    at: iso(now - at * HOUR),
    by: 'customer',
    device: at % 3 === 0 ? '' : 'Firefox, Windows',
    network: at % 2 === 0 ? '192.0.2.0/24' : '20010db8000000/56',
    ...(at % 4 === 0 && { near: { country: 'DE', city: 'Köln' } }),
    fields: ['email', 'phone'],
    method: 'totp',
    row: 30,
    left: 2,
    limits: ['emails_in_row'],
    endedOn: 'Chrome, Android',
  }));

type Confirming = SecurityState & { at: 'confirming' };
const confirming = (now: number, task: Task, given: Partial<Confirming> = {}): Confirming => ({
  at: 'confirming',
  overview: overviews.byEmail(now),
  task,
  by: 'code',
  ...given,
});
const sent = (now: number) => ({
  sent: { sentTo: 'j•••@example.com', codeExpiresAt: iso(now + 5 * MINUTE) },
  resendAt: now + 40 * SECOND,
});

type Checking = SecurityState & { at: 'checkingContact' };
const checking = (now: number, given: Partial<Checking> = {}): Checking => ({
  at: 'checkingContact',
  overview: overviews.unverified(now),
  contact: { kind: 'email', value: 'jana.novakova@example.com' },
  sent: { sentTo: 'j•••@example.com', resendAt: iso(now + 40 * SECOND), codeExpiresAt: iso(now + 10 * MINUTE) },
  busy: false,
  dead: false,
  ...given,
});

export const securityStates: ByStep<SecurityState> = {
  loading: { plain: () => ({ at: 'loading' }) },
  unreadable: { plain: () => ({ at: 'unreadable', failure: { code: 'unavailable' } }) },
  overview: {
    ...each(Object.keys(overviews) as (keyof typeof overviews)[], (name, now) => ({ at: 'overview', overview: overviews[name](now) })),
    ...each(notices, (notice, now) => ({ at: 'overview', overview: overviews.byApp(now), notice })),
    failed: (now) => ({ at: 'overview', overview: overviews.plain(now), failure: { code: 'unavailable' } }),
    ending: (now) => ({ at: 'overview', overview: overviews.manySessions(now), ending: '1' }),
    notEnded: (now) => ({ at: 'overview', overview: overviews.manySessions(now), about: 'sessions', failure: { code: 'unavailable' } }),
    activity: (now) => ({ at: 'overview', overview: { ...overviews.byApp(now), entries: entries(now) }, pages: 9 }),
    activityUnread: (now) => ({ at: 'overview', overview: { ...overviews.byApp(now), entries: 'unread' } }),
    noActivity: (now) => ({ at: 'overview', overview: { ...overviews.byApp(now), entries: [] } }),
  },
  confirming: {
    ...each(tasks, (task, now) => confirming(now, task)),
    first: (now) => confirming(now, 'switchOnEmail', { overview: overviews.plain(now) }),
    byApp: (now) => confirming(now, 'switchOff', { overview: overviews.byApp(now) }),
    byRecoveryCode: (now) => confirming(now, 'switchOff', { by: 'recoveryCode' }),
    sent: (now) => confirming(now, 'switchOff', sent(now)),
    sending: (now) => confirming(now, 'switchOff', { busy: 'sending' }),
    submitting: (now) => confirming(now, 'switchOff', { ...sent(now), busy: 'submitting' }),
    passwordShown: (now) => confirming(now, 'password', { shown: true }),
    onTheWay: (now) => confirming(now, 'verifyEmail', { overview: overviews.unverified(now), goal: 'app' }),
    freeOnTheWay: (now) =>
      confirming(now, 'verifyPhone', { overview: { ...overviews.unverified(now), provedUntil: iso(now + 9 * MINUTE) }, goal: 'app' }),
    typed: (now) => confirming(now, 'email', { overview: overviews.unverified(now), typed: 'jana.novakova@example.com' }),
    ...each(
      failures.map((failed) => `failed-${failed}` as const),
      (name, now) =>
        confirming(now, 'password', { ...sent(now), failure: { code: name.slice('failed-'.length) as (typeof failures)[number] } }),
    ),
  },
  checkingContact: {
    email: (now) => checking(now),
    phone: (now) =>
      checking(now, {
        contact: { kind: 'phone', value: '+420601123456' },
        sent: { ...checking(now).sent, sentTo: '+420 ••• ••56' },
        goal: 'app',
      }),
    busy: (now) => checking(now, { busy: true }),
    wrong: (now) => checking(now, { failure: { code: 'invalid_code', attemptsLeft: 2 } }),
    dead: (now) => checking(now, { dead: true, failure: { code: 'challenge_locked' } }),
    expired: (now) => checking(now, { dead: true, failure: { code: 'code_expired' } }),
  },
  starting: { plain: (now) => ({ at: 'starting', overview: overviews.plain(now) }) },
  enrolling: {
    plain: (now) => ({ at: 'enrolling', overview: overviews.plain(now), key: key(now), busy: false }),
    copied: (now) => ({ at: 'enrolling', overview: overviews.plain(now), key: key(now), busy: false, copied: true }),
    notCopied: (now) => ({ at: 'enrolling', overview: overviews.plain(now), key: key(now), busy: false, copied: false }),
    busy: (now) => ({ at: 'enrolling', overview: overviews.plain(now), key: key(now), busy: true }),
    wrong: (now) => ({ at: 'enrolling', overview: overviews.plain(now), key: key(now), busy: false, failure: { code: 'app_code_wrong' } }),
  },
  keyVoid: { plain: (now) => ({ at: 'keyVoid', overview: overviews.plain(now) }) },
  keyShown: { plain: (now) => ({ at: 'keyShown', overview: overviews.byApp(now), key: key(now) }) },
  recoveryCodes: {
    switchedOn: (now) => given(now, { why: 'switchedOn' }),
    replaced: (now) => given(now),
    copied: (now) => given(now, { copied: true }),
    notCopied: (now) => given(now, { copied: false }),
    leaving: (now) => given(now, { leaving: true }),
    longAddress: (now) => given(now, { overview: overviews.longAddress(now) }),
  },
};
