/** What the customer is told of. Addresses and numbers come in whole and are shown masked. */
export type Notice =
  | { kind: 'two_factor_on'; method: 'email' | 'totp' }
  | { kind: 'two_factor_off' }
  | { kind: 'shared_key_shown' }
  /** `row`: how many wrong codes in a row. */
  | { kind: 'codes_guessed'; row: number }
  /** The same at the length of a row that has ended the password. */
  | { kind: 'password_ended'; row: number }
  | { kind: 'email_changed'; oldEmail: string; newEmail: string; by: 'customer' | 'admin' }
  | { kind: 'phone_changed'; newPhone: string }
  | { kind: 'password_changed' }
  | { kind: 'recovery_codes_replaced' }
  | { kind: 'recovery_code_used'; left: number }
  /** `endedOn`: the device whose login it was. */
  | { kind: 'session_copied'; endedOn: string }
  | { kind: 'recovered' }
  | { kind: 'support_executed' }
  | { kind: 'support_rejected' }
  | { kind: 'support_superseded' };
