import { beforeAll, describe, expect, test } from 'vitest';
import { outcome, password } from '../authenticator/holder.ts';
import { startReadyStack, type TestStack } from '../support/stack.ts';
import { type LostDevice, lostDevice } from './lost-device.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startReadyStack();
});

let contacts = 0;

/** Changes a contact in the account, as somebody who holds the device does. */
async function change(lost: LostDevice, kind: 'email' | 'phone'): Promise<void> {
  contacts++;
  const contact = kind === 'email' ? { email: `moved-${contacts}@example.com` } : { phone: `+420603${String(contacts).padStart(6, '0')}` };
  await lost.holder.signIn();
  await lost.holder.verifyContact(contact, { code: lost.holder.nextCode() });
}

/** Changes a contact by the admin call. */
async function changeByAdmin(lost: LostDevice, kind: 'email' | 'phone'): Promise<void> {
  contacts++;
  const { customerId, username, email, phone } = lost.holder.identity;
  const contact = kind === 'email' ? { email: `given-${contacts}@example.com` } : { phone: `+420604${String(contacts).padStart(6, '0')}` };
  await stack.putCustomer(customerId, { username, email, phone, phoneVerified: true, ...contact });
}

describe.each(['email', 'phone'] as const)('%s changed', (kind) => {
  test.each([
    ['by the customer', change],
    ['by an administrator', changeByAdmin],
  ])('%s within the last 24 hours: no recovery can begin', async (_, by) => {
    const lost = await lostDevice(stack);
    await by(lost, kind);
    expect(outcome(await lost.ask())).toBe('409 contact_too_new');
    await stack.advanceClock(86_399.9);
    expect(outcome(await lost.ask())).toBe('409 contact_too_new');
    await stack.advanceClock(0.1);
    expect(outcome(await lost.ask())).toBe('202');
  });

  test('between the link and the SMS: nothing is sent', async () => {
    const lost = await lostDevice(stack);
    const { token } = await lost.begun();
    await change(lost, kind);
    const sent = stack.outbox().filter(({ channel }) => channel === 'sms').length;
    expect(outcome(await lost.sendSms(token))).toBe('409 contact_too_new');
    expect(stack.outbox().filter(({ channel }) => channel === 'sms')).toHaveLength(sent);
  });

  test('between the SMS and the last step: the factor stays on, and no attempt is burned', async () => {
    const lost = await lostDevice(stack);
    const { token, code } = await lost.allButConfirmed();
    await change(lost, kind);
    for (let times = 0; times < 6; times++) expect(outcome(await lost.confirm(token, code))).toBe('409 contact_too_new');
    expect(await lost.factorIsOn()).toBe(true);
    // Whoever was told by the e-mail can still stop it.
    expect(outcome(await lost.cancel((await cancelOf(lost)) ?? ''))).toBe('204');
  });
});

/** The link went to the address the customer had then. */
async function cancelOf(lost: LostDevice): Promise<string | undefined> {
  return lost.links().cancel;
}

test('a contact that was only verified anew is not a changed one', async () => {
  const lost = await lostDevice(stack);
  await lost.holder.verifyContact({ phone: lost.phone }, { code: lost.holder.nextCode() });
  expect(outcome(await lost.ask())).toBe('202');
});

describe('a recovery ends', () => {
  const changes: [string, (lost: LostDevice) => Promise<void>][] = [
    ['the factor was switched off', async (lost) => expect((await lost.holder.disable({ code: lost.holder.nextCode() })).status).toBe(204)],
    [
      'it was switched off and a new key was set up',
      async (lost) => {
        expect((await lost.holder.disable({ code: lost.holder.nextCode() })).status).toBe(204);
        await lost.holder.enrol();
      },
    ],
    ['a new key took the place of the old one', (lost) => lost.holder.enrol({ password, code: lost.holder.nextCode() })],
    [
      'the method became e-mail',
      async (lost) => expect((await lost.holder.switchOnEmail({ code: lost.holder.nextCode() })).status).toBe(200),
    ],
    [
      'the password was changed by an administrator',
      async ({ holder }) => {
        const { customerId, username, email, phone } = holder.identity;
        await stack.putCustomer(customerId, { username, email, phone, phoneVerified: true, password: 'another horse battery staple' });
      },
    ],
    [
      'the customer logged out everywhere',
      async (lost) => expect((await lost.holder.post('/v1/logout', { everywhere: true })).status).toBe(204),
    ],
    [
      'the customer is gone',
      async ({ holder }) => expect((await stack.admin('DELETE', `/v1/admin/customers/${holder.identity.customerId}`)).status).toBe(204),
    ],
  ];

  test.each(changes)('when meanwhile %s', async (name, happens) => {
    const lost = await lostDevice(stack);
    await lost.holder.signIn();
    const { token, cancel, code } = await lost.allButConfirmed();
    await happens(lost);
    await stack.advanceClock(60);
    expect(outcome(await lost.confirm(token, code))).toBe('410 recovery_expired');
    expect(outcome(await lost.sendSms(token))).toBe('410 recovery_expired');
    if (!name.includes('gone')) expect(await lost.factorIsOn()).toBe(!name.endsWith('switched off'));
    expect((await lost.cancel(cancel)).status).toBe(name.endsWith('gone') ? 410 : 204);
  });
});
