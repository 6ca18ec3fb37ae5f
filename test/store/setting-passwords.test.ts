/** What is said of links to a new password, of passwords that are set and of those that their owner ends; and what the audit log has of it. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { MINUTE, NOT_ME_LIFETIME } from '../../shared/flow/budgets.ts';
import { customerWithoutFactor, entriesOf, present, start } from './customer.ts';
import {
  addressIsDisputed,
  askForLink,
  changePassword,
  customerKey,
  endPasswordByOwner,
  get,
  put,
  readByLink,
  resetPassword,
} from './store.ts';

const linkKey = (customerId: string) => ({ ...customerKey(customerId), sk: 'PASSWORD' });
const itemOf = (customerId: string) => get<Record<string, unknown>>(linkKey(customerId));
const newest = async (customerId: string) => (await entriesOf(customerId)).at(-1);

/** With a link that was sent at the start. */
async function withLink() {
  const customer = await customerWithoutFactor({ passwordHash: 'the first' });
  const linkId = randomUUID();
  const asked = await askForLink(customer, customer.username, linkId, start);
  return { customer, linkId, asked };
}

describe('a link', () => {
  it('is for its customer as they are, and says whose it is while it leads somewhere', async () => {
    const { customer, linkId, asked } = await withLink();
    const { customerId, email } = customer;
    expect(asked).toMatchObject({ customer: { customerId, email }, link: {} });
    expect(await readByLink(customerId, linkId, start + MINUTE)).toMatchObject({ customer: { customerId, email }, link: { linkId } });
    expect(await readByLink(customerId, 'an older one', start + MINUTE)).toBeUndefined();
    expect(await readByLink(randomUUID(), linkId, start + MINUTE)).toBeUndefined();
  });

  it('used is written down as its customer’s doing, and gives the password once', async () => {
    const { customer, linkId } = await withLink();
    const { customerId } = customer;
    const seen = await readByLink(customerId, linkId, start + MINUTE);
    if (!seen) throw new Error('the link leads nowhere');
    expect(await resetPassword(seen, linkId, 'the second', start + MINUTE)).toMatchObject({ customerId });
    expect(await newest(customerId)).toEqual({ event: 'password_reset', by: { customer: customerId } });
    expect(await resetPassword(seen, linkId, 'the third', start + MINUTE)).toBeUndefined();
  });
});

it('a change in the account is written down, and raises the version of the link that it ends', async () => {
  const { customer } = await withLink();
  const { customerId } = customer;
  expect(await changePassword(customer, 'the second', { jti: 'j' }, start + MINUTE)).toBe(true);
  expect(await newest(customerId)).toEqual({ event: 'password_changed', by: { customer: customerId } });
  expect(await itemOf(customerId)).toMatchObject({ version: 2, setAt: start + MINUTE });
});

describe('an owner’s word', () => {
  const said = (more: object = {}) => ({ at: start, createdAt: 0, ...more });
  const later = start + MINUTE;

  it('says who they are, when it was said, and that their password has ended; once more, that it was said before', async () => {
    const customer = await customerWithoutFactor({ passwordHash: 'the first' });
    const { customerId, createdAt } = customer;
    const ended = await endPasswordByOwner(customerId, said({ createdAt }), later);
    expect(ended).toEqual({ is: 'ended', customer: { ...customer, passwordEndedAt: later }, saidAt: later, isDisputed: false });
    expect(await newest(customerId)).toEqual({ event: 'password_ended', by: { customer: customerId } });
    expect(await present(customerId)).toMatchObject({ passwordEndedAt: later, epoch: customer.epoch + 1 });

    const again = await endPasswordByOwner(customerId, said({ createdAt }), later + MINUTE);
    expect(again).toEqual({ is: 'said before', customer: await present(customerId), saidAt: later, isDisputed: false });
  });

  it('by an e-mail to a former address is written down as such, and says so from then on', async () => {
    const { customerId, createdAt } = await customerWithoutFactor({ passwordHash: 'the first' });
    expect(await addressIsDisputed(customerId)).toBe(false);
    const { ttl: _, ...item } = (await get<Record<string, unknown>>(customerKey(customerId))) ?? {};
    await put({ ...customerKey(customerId), ...item, emailChangedAt: start });
    const former = said({ createdAt, former: true });
    expect(await endPasswordByOwner(customerId, former, later)).toMatchObject({ is: 'ended', isDisputed: true });
    expect(await newest(customerId)).toEqual({ event: 'password_ended', by: { customer: customerId }, addressDisputed: true });
    expect(await addressIsDisputed(customerId)).toBe(true);
    expect(await endPasswordByOwner(customerId, former, later)).toMatchObject({ is: 'said before', saidAt: later, isDisputed: true });
  });

  it('disputes nothing where nobody changed the address', async () => {
    const { customerId, createdAt } = await customerWithoutFactor({ passwordHash: 'the first' });
    await endPasswordByOwner(customerId, said({ createdAt }), later);
    expect(await addressIsDisputed(customerId)).toBe(false);
  });

  it('is over a week after the e-mail, for another customer with the same id, and for nobody', async () => {
    const { customerId, createdAt } = await customerWithoutFactor();
    const over = { is: 'word over' };
    expect(await endPasswordByOwner(customerId, said({ createdAt }), start + NOT_ME_LIFETIME)).toEqual(over);
    expect(await endPasswordByOwner(customerId, said({ createdAt: createdAt + 1 }), later)).toEqual(over);
    expect(await endPasswordByOwner(randomUUID(), said(), later)).toEqual(over);
  });
});
