import type { Notice } from '../../shared/words/notice.ts';

/** Every kind that there is. */
export const notices: Notice[] = [
  { kind: 'two_factor_on', method: 'email' },
  { kind: 'two_factor_on', method: 'totp' },
  { kind: 'two_factor_off' },
  { kind: 'codes_guessed', row: 5, device: 'Firefox, Linux', network: '192.0.2.0/24' },
  { kind: 'codes_guessed', row: 20, device: '', network: '' },
  { kind: 'password_ended', row: 30, device: 'Firefox, Linux', network: '192.0.2.0/24' },
  { kind: 'email_changed', oldEmail: 'jana.novak@example.com', newEmail: 'karel@example.org', by: 'customer' },
  { kind: 'phone_changed', newPhone: '+420601123456' },
  { kind: 'password_changed' },
  { kind: 'recovery_codes_replaced' },
  { kind: 'recovery_code_used', left: 9 },
  { kind: 'recovery_code_used', left: 0 },
  { kind: 'session_copied', endedOn: 'Firefox, Windows', device: 'Safari, iPhone', network: '192.0.2.0/24' },
  { kind: 'session_copied', endedOn: '', device: '', network: '' },
  { kind: 'recovered' },
  { kind: 'support_executed' },
  { kind: 'support_rejected' },
  { kind: 'support_superseded' },
];
