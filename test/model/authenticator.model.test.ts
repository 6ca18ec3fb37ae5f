/**
 * Any order of enrolments, codes, changes, recoveries, waits and faults of customers with an authenticator app, against the real
 * handlers, held against a model of the contract.
 */
import { holdsInAnyOrder } from './any-order.ts';
import { AppShop } from './authenticator/app-shop.ts';
import { close } from './authenticator/closing.ts';
import { allCommands } from './authenticator/commands.ts';
import { enrol } from './authenticator/journeys.ts';
import { goEverywhere } from './authenticator/tour.ts';
import { must } from './limits.ts';

holdsInAnyOrder({
  promise: 'whatever is done with apps, codes and recoveries, a step counts once and nobody gets in who must not',
  timeLimit: 16_000,
  shop: AppShop,
  // One with the authenticator method on, one without a factor.
  open: async (shop, nth, known) => {
    const phone = (index: number) => `+420601${String(2 * nth + index).padStart(6, '0')}`;
    const holder = await shop.admit(`apps-${nth}-with`, phone(0), known);
    await shop.admit(`apps-${nth}-without`, phone(1), known);
    await enrol(shop, holder, { of: 'nothing' });
    must(holder.factor === 'totp', 'a customer enrols an app');
  },
  tour: goEverywhere,
  close,
  commands: allCommands,
  needed: [
    'login: authenticated',
    'login: second_factor_required',
    'login/verify: authenticated',
    'login/verify: invalid_code',
    'login/verify: challenge_locked',
    'login/verify: challenge_expired',
    'login/verify: invalid_challenge',
    'login/verify: too_soon',
    'login/verify: unavailable',
    'login/recovery-code: authenticated',
    'login/recovery-code: invalid_code',
    'security/totp: done',
    'security/totp: already_enabled',
    'security/totp: unavailable',
    'security/totp/activate: done',
    'security/totp/activate: invalid_code',
    'security/totp/activate: invalid_credentials',
    'security/totp/activate: no_pending_key',
    'security/totp/reveal: done',
    'security/totp/reveal: invalid_code',
    'security/recovery-codes: done',
    'security/email: done',
    'security/disable: done',
    'security/disable: invalid_code',
    'recovery: done',
    'recovery: too_soon',
    'recovery/sms: done',
    'recovery/sms: recovery_expired',
    'recovery/sms: delivery_failed',
    'recovery/confirm: done',
    'recovery/confirm: captcha_failed',
    'recovery/confirm: invalid_code',
    'recovery/confirm: code_expired',
    'recovery/confirm: recovery_expired',
    'recovery/cancel: done',
    'security/contact: done',
    'security/contact/confirm: done',
    'security/contact/confirm: invalid_code',
    'security/contact/confirm: code_expired',
    'security/contact/confirm: too_soon',
    'told of 5',
    'a lock',
    'hiccup of kms',
    'outage of kms',
    'hiccup of dynamodb',
    'outage of dynamodb',
  ],
});
