/** Accounts as the account page finds them. */
import type { Overview } from '../../../web/client.ts';
import { DAY, HOUR, iso, MINUTE, type Named } from './named.ts';

const session = (now: number, given: Partial<Overview['sessions'][number]> = {}): Overview['sessions'][number] => ({
  id: 'session',
  staysLoggedIn: true,
  device: 'Firefox, Windows',
  network: '192.0.2.0/24',
  startedAt: iso(now - 9 * DAY),
  lastUsedAt: iso(now - 3 * HOUR),
  expiresAt: iso(now + 21 * DAY),
  ...given,
});

type Given = { twoFactor?: Partial<Overview['twoFactor']>; contact?: Partial<Overview['contact']> } & Partial<
  Omit<Overview, 'twoFactor' | 'contact'>
>;

const overview = (now: number, { twoFactor, contact, ...given }: Given = {}): Overview => ({
  ok: true,
  username: 'jana.novakova',
  login: { at: iso(now - 5 * MINUTE), by: 'password' },
  twoFactor: { available: true, methods: ['email', 'totp'], enabled: false, recoveryCodesLeft: 0, ...twoFactor },
  contact: { email: 'j•••@example.com', emailVerified: true, phone: '+420 ••• ••56', phoneVerified: true, ...contact },
  sessions: [
    session(now, {
      id: 'this',
      current: true,
      staysLoggedIn: false,
      device: 'Safari, iPhone',
      near: { country: 'CZ', city: 'Brno' },
      startedAt: iso(now - 5 * MINUTE),
      lastUsedAt: iso(now),
    }),
    session(now),
  ],
  ...given,
});

const on = (now: number, method: 'email' | 'totp', recoveryCodesLeft: number) => ({
  enabled: true,
  method,
  since: iso(now - 40 * DAY),
  recoveryCodesLeft,
});

export const overviews = {
  plain: (now) => overview(now),
  byEmail: (now) => overview(now, { twoFactor: on(now, 'email', 10) }),
  byApp: (now) => overview(now, { twoFactor: on(now, 'totp', 8) }),
  fewCodesLeft: (now) => overview(now, { twoFactor: on(now, 'totp', 2) }),
  oneCodeLeft: (now) => overview(now, { twoFactor: on(now, 'totp', 1) }),
  noCodeLeft: (now) => overview(now, { twoFactor: on(now, 'email', 0) }),
  notAvailable: (now) => overview(now, { twoFactor: { available: false, methods: [] } }),
  onlyEmail: (now) => overview(now, { twoFactor: { methods: ['email'] } }),
  unverified: (now) => overview(now, { contact: { emailVerified: false, phoneVerified: false } }),
  undeliverable: (now) => overview(now, { contact: { emailUndeliverable: true } }),
  handedOver: (now) => overview(now, { handedOver: true, twoFactor: on(now, 'totp', 10) }),
  manySessions: (now) =>
    overview(now, {
      sessions: ['Safari, iPhone', 'Firefox, Windows', '', 'Chrome, Android'].map((device, at) =>
        session(now, { id: `${at}`, device, lastUsedAt: iso(now - at * DAY), ...(at === 0 && { current: true }) }),
      ),
    }),
  longAddress: (now) =>
    overview(now, {
      username: 'christiane.mustermann-von-hohenstein.1974@customers.example.com',
      contact: { email: 'c•••@customers-of-a-long-domain.example.com' },
    }),
} satisfies Named<Overview>;
