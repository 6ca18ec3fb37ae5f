import { describe, expect, it } from 'vitest';
import { nobodyYet, patched } from '../../shared/flow/customer-patch.ts';

const jana = {
  username: 'jana',
  email: 'jana@example.com',
  emailVerified: true,
  phone: '+420601000001',
  phoneVerified: true,
  locale: 'cs',
};

describe('a patch of a customer', () => {
  it('that names nothing leaves all as it is', () => {
    expect(patched(jana, {})).toEqual(jana);
  });

  it('changes what it names', () => {
    expect(patched(jana, { username: 'jan', locale: 'de' })).toEqual({ ...jana, username: 'jan', locale: 'de' });
    expect(patched(jana, { emailVerified: false, phoneVerified: false })).toEqual({ ...jana, emailVerified: false, phoneVerified: false });
  });

  it('takes away what it says is null; a number that is gone is not verified, whatever is said', () => {
    expect(patched(jana, { locale: null })).toEqual({ ...jana, locale: undefined });
    expect(patched(jana, { phone: null, phoneVerified: true })).toEqual({ ...jana, phone: undefined, phoneVerified: false });
  });

  it('makes a contact that is another one unverified, unless that is said too', () => {
    const [email, phone] = ['jan@example.com', '+420601000002'];
    expect(patched(jana, { email, phone })).toEqual({ ...jana, email, phone, emailVerified: false, phoneVerified: false });
    expect(patched(jana, { email, phone, emailVerified: true, phoneVerified: true })).toEqual({ ...jana, email, phone });
    expect(patched(jana, { email: jana.email, phone: jana.phone })).toEqual(jana);
  });

  it('of nobody is what it names, and nothing else', () => {
    const nothing = { username: '', email: '', emailVerified: false, phone: undefined, phoneVerified: false, locale: undefined };
    expect(patched(nobodyYet, {})).toEqual(nothing);
    const { username, email } = jana;
    const put = { username, email, emailVerified: false, phone: undefined, phoneVerified: false, locale: undefined };
    expect(patched(nobodyYet, { username, email, phone: null, locale: null })).toEqual(put);
  });
});
