import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { tagOf } from '../../shared/flow/customer-tag.ts';
import type { Customer } from '../../shared/store/customers.ts';
import { unwatched, watched } from './calls.ts';
import {
  anEmail,
  auditOf,
  bytes,
  challenged,
  customerWithFactor,
  customerWithoutFactor,
  dispatched,
  entriesOf,
  factsOf,
  guess,
  present,
  start,
  times,
} from './customer.ts';
import { beforeCall, onePerPage, undisturbed } from './interleaving.ts';
import * as store from './store.ts';
import {
  budgetsOf,
  changeCustomer,
  countWrongPassword,
  deleteCustomer,
  endEverySession,
  finishErasure,
  get,
  loginKey,
  noteKey,
  putCustomer,
  readCustomer,
  readLogin,
  readLoginOf,
  switchOnEmail,
  takeCustomerOut,
} from './store.ts';

const put = (customerId: string, facts: ReturnType<typeof factsOf>, at = start + 1) => putCustomer(customerId, () => facts, 'tests', at);
const ownerOf = async (username: string) => (await get<{ customerId: string }>(loginKey(username)))?.customerId;

describe('a password that is put in', () => {
  const hashed = { passwordHash: 'a hash' };

  it('is said to be set, or kept where an older one was imported; and nothing is said where none was given', async () => {
    const [customerId, username] = [randomUUID(), anEmail()];
    const password = async (facts: object) => (await put(customerId, factsOf(username, facts))) as { password?: string };
    expect(await password({ passwordHash: 'the first' })).toMatchObject({ is: 'put', password: 'set' });
    expect(await password(hashed)).toMatchObject({ is: 'put', password: 'set' });
    expect(await password({ passwordHash: 'another', imported: { setAt: undefined } })).toMatchObject({ is: 'put', password: 'kept' });
    expect(await readLoginOf(await present(customerId))).toMatchObject(hashed);
    expect((await password({})).password).toBeUndefined();
  });

  it('that the shop keeps ends what was before it, where none is here', async () => {
    const { customerId, username, epoch } = await customerWithoutFactor();
    const after = { epoch: epoch + 1 };
    const changedAt = (at: number) => put(customerId, factsOf(username, { changedElsewhere: at }));
    expect(await changedAt(start)).toMatchObject({ is: 'put', password: 'set', after });
    expect((await entriesOf(customerId)).at(-1)).toMatchObject({ event: 'customer_changed', fields: ['password'] });
    expect(await changedAt(start - 1)).toMatchObject({ is: 'put', password: 'kept', after });
    await put(customerId, factsOf(username, hashed));
    expect(await changedAt(start + 2)).toEqual({ is: 'password_is_here' });
    expect(await readLoginOf(await present(customerId))).toMatchObject(hashed);

    const another = randomUUID();
    expect(await put(another, factsOf(anEmail(), { changedElsewhere: start }))).toMatchObject({ is: 'put', password: 'set' });
    expect(await put(another, factsOf((await present(another)).username, { changedElsewhere: start - 1 }))).toMatchObject({
      password: 'kept',
    });
  });
});

it('a customer is answered as they are then: put in, changed, left alone, or refused for a reason', async () => {
  const [customerId, username] = [randomUUID(), anEmail()];
  for (const facts of [{}, { locale: 'de' as const }, { locale: 'de' as const }, { passwordHash: 'a hash' }, { email: anEmail() }]) {
    const done = await put(customerId, factsOf(username, facts));
    if (done.is !== 'put') throw new Error(done.is);
    expect(tagOf(done.after)).toBe(tagOf(await present(customerId)));
  }
  expect((await entriesOf(customerId))[0]).toEqual({ event: 'customer_created', by: { admin: 'tests' } });
  expect(await putCustomer(customerId, () => ({ refused: 'not like this' }), 'tests', start)).toEqual({
    is: 'refused',
    why: 'not like this',
  });
});

describe('a username', () => {
  it('that twenty customers want at once goes to one; of the others nothing is left', async () => {
    const username = anEmail();
    const ids = Array.from({ length: 20 }, () => randomUUID());
    const all = await Promise.all(ids.map(async (id) => ({ id, is: (await put(id, factsOf(username))).is })));

    const [winner, ...more] = all.filter(({ is }) => is === 'put');
    expect(more).toEqual([]);
    expect(await ownerOf(username)).toBe(winner?.id);
    for (const { id, is } of all.filter((each) => each !== winner)) {
      expect(is).toBe('username_taken');
      expect(await readCustomer(id)).toBeUndefined();
      expect(await auditOf(id)).toEqual([]);
    }
  });

  it('is the same in any case and with spaces around it', async () => {
    const username = anEmail();
    await put(randomUUID(), factsOf(username));
    expect(await put(randomUUID(), factsOf(`  ${username.toUpperCase()} `))).toEqual({ is: 'username_taken' });
  });

  it('that a customer moves away from is free, and the password moves along', async () => {
    const customer = await customerWithoutFactor({ passwordHash: 'a hash of the password' });
    const username = anEmail();
    expect(await put(customer.customerId, factsOf(username))).toMatchObject({ is: 'put' });

    expect(await readLoginOf(await present(customer.customerId))).toMatchObject({ passwordHash: 'a hash of the password' });
    expect(await ownerOf(customer.username)).toBeUndefined();
    expect(await put(randomUUID(), factsOf(customer.username))).toMatchObject({ is: 'put' });
  });

  it('that another has cannot be moved to: the customer stays as it was', async () => {
    const [customer, other] = [await customerWithoutFactor(), await customerWithoutFactor()];
    expect(await put(customer.customerId, factsOf(other.username))).toEqual({ is: 'username_taken' });
    expect(await present(customer.customerId)).toEqual(customer);
    expect(await ownerOf(customer.username)).toBe(customer.customerId);
  });

  it('is never left behind by a customer who moves to several at once', async () => {
    const { customerId, username } = await customerWithoutFactor();
    const wanted = [username, ...Array.from({ length: 6 }, anEmail)];
    await Promise.all(wanted.map((each) => put(customerId, factsOf(each))));

    const after = await present(customerId);
    for (const each of wanted) expect(await ownerOf(each)).toBe(each === after.username ? customerId : undefined);
  });
});

describe('putting a customer', () => {
  it('twice at once makes one customer', async () => {
    const customerId = randomUUID();
    const facts = factsOf(anEmail());
    const all = await times(5, () => put(customerId, facts));
    expect(all.filter((each) => each.is === 'put' && each.before === undefined)).toHaveLength(1);
    const events = (await auditOf(customerId)).filter((event) => event === 'customer_created');
    expect(events).toHaveLength(1);
  });

  it('leaves the factor, the sessions and a login under way as they are', async () => {
    const { customerId, username } = await customerWithFactor();
    const before = await dispatched(customerId, start);
    await put(customerId, factsOf(username, { phone: '+420601123456', locale: 'cs' }));
    expect(await present(customerId)).toEqual({
      ...before,
      version: before.version + 1,
      phone: '+420601123456',
      phoneChangedAt: start + 1,
      locale: 'cs',
    });
  });

  it('lets fall away what is not given any more', async () => {
    const { customerId, username } = await customerWithoutFactor({ phone: '+420601123456', locale: 'de' });
    await put(customerId, factsOf(username));
    const after = await present(customerId);
    expect(after).not.toHaveProperty('phone');
    expect(after).not.toHaveProperty('locale');
  });

  it('with a new password ends every session; without one the password stays', async () => {
    const before = await customerWithoutFactor({ passwordHash: 'the first hash' });
    await put(before.customerId, factsOf(before.username));
    expect(await present(before.customerId)).toMatchObject({ epoch: before.epoch });
    expect(await readLoginOf(before)).toMatchObject({ passwordHash: 'the first hash' });

    await put(before.customerId, factsOf(before.username, { passwordHash: 'the second hash' }));
    expect(await present(before.customerId)).toMatchObject({ epoch: before.epoch + 1 });
    expect(await readLoginOf(before)).toMatchObject({ passwordHash: 'the second hash' });
  });

  it('with a new password keeps that one, under another name too', async () => {
    const customer = await customerWithoutFactor({ passwordHash: 'the first' });
    const hashOf = async () => (await readLoginOf(await present(customer.customerId)))?.passwordHash;
    await put(customer.customerId, factsOf(customer.username, { passwordHash: 'the second' }));
    expect(await hashOf()).toBe('the second');
    await put(customer.customerId, factsOf(anEmail(), { passwordHash: 'the third' }));
    expect(await hashOf()).toBe('the third');
    await put(customer.customerId, factsOf(anEmail()));
    expect(await hashOf()).toBe('the third');
  });

  it('with nothing new takes one read, and writes nothing', async () => {
    const customer = await customerWithoutFactor({ passwordHash: 'the first' });
    const calls = watched();
    await put(customer.customerId, factsOf(customer.username)).finally(unwatched);
    expect(calls).toEqual(['BatchGetItem']);
    expect(await present(customer.customerId)).toEqual(customer);
    expect(await auditOf(customer.customerId)).toEqual(['customer_created']);
  });

  it('with a new address ends every session, and the code sent to the older one opens no later login', async () => {
    const { customerId, username, epoch } = await customerWithFactor();
    await dispatched(customerId, start);
    await put(customerId, factsOf(username, { email: 'elsewhere@example.com' }));

    const after = await present(customerId);
    expect(after.epoch).toBe(epoch + 1);
    const challenge = await challenged(customerId, start + 2);
    expect(await guess(after, 'right', start + 3, { challenge })).toMatchObject({ is: 'refused' });
  });

  it('does not undo a factor switched on in the same moment', async () => {
    const customer = await customerWithoutFactor();
    const codes = { digests: new Set([bytes('r')]), key: 1 };
    const [on] = await Promise.all([
      switchOnEmail(customer, codes, { jti: 'j' }, start + 1),
      put(customer.customerId, factsOf(customer.username, { passwordHash: 'another hash' })),
    ]);
    expect((await present(customer.customerId)).factor).toBe(on.held ? 'email' : undefined);
  });
});

it('the audit log names the fields that a change has changed, and not what they were', async () => {
  const { customerId, username } = await customerWithoutFactor({ passwordHash: 'a hash' });
  const fieldsOf = async (facts: ReturnType<typeof factsOf>) => {
    await put(customerId, facts);
    const entry = (await entriesOf(customerId)).at(-1);
    expect(entry).toEqual({ event: 'customer_changed', by: { admin: 'tests' }, fields: expect.any(Array) });
    return [entry?.fields].flat().toSorted();
  };
  expect(await fieldsOf(factsOf(username, { phone: '+420601123456', locale: 'cs' }))).toEqual(['locale', 'phone']);
  expect(await fieldsOf(factsOf(username, { email: anEmail(), emailVerified: false, passwordHash: 'another' }))).toEqual([
    'email',
    'emailVerified',
    'locale',
    'password',
    'phone',
  ]);
});

describe('deleting a customer', () => {
  it('frees the username; the audit log stays', async () => {
    const { customerId, username } = await customerWithoutFactor();
    expect(await deleteCustomer(customerId, 'tests', start + 1)).toBe('deleted');
    expect(await readCustomer(customerId)).toBeUndefined();
    expect(await ownerOf(username)).toBeUndefined();
    expect(await auditOf(customerId)).toEqual(['customer_created', 'customer_deleted']);
    expect(await put(randomUUID(), factsOf(username))).toMatchObject({ is: 'put' });
  });

  it('is done once, however many try; those who meet it under way help to finish it', async () => {
    const { customerId } = await customerWithoutFactor();
    const all = await times(5, () => deleteCustomer(customerId, 'tests', start + 1));
    expect(all).toContain('deleted');
    expect((await auditOf(customerId)).filter((event) => event === 'customer_deleted')).toHaveLength(1);
    expect(await deleteCustomer(customerId, 'tests', start + 1)).toBe('not_found');
    expect(await deleteCustomer(randomUUID(), 'tests', start)).toBe('not_found');
  });

  it('while the customer is being moved leaves no username behind', async () => {
    const { customerId, username } = await customerWithoutFactor();
    const moved = anEmail();
    await Promise.all([put(customerId, factsOf(moved)), deleteCustomer(customerId, 'tests', start + 1)]);
    const after = await readCustomer(customerId);
    expect(await ownerOf(username)).toBe(after?.username === username ? customerId : undefined);
    expect(await ownerOf(moved)).toBe(after?.username === moved ? customerId : undefined);
  });
});

describe('an erasure that broke off after the deletion', () => {
  const from = { network: '192.0.2.0/24' };

  async function deletedOnly() {
    const customer = await customerWithoutFactor();
    await countWrongPassword(customer.username, from, budgetsOf(await readLogin(customer.username, from), from, false), 0, start);
    expect((await takeCustomerOut(customer, 'tests', start + 1)).held).toBe(true);
    return customer;
  }

  const triesOf = async ({ username }: Customer) => (await readLogin(username, from)).ofNetwork;

  it('is finished by whoever deletes again, and then there is nothing more to delete', async () => {
    const customer = await deletedOnly();
    expect(await triesOf(customer)).toBeDefined();
    expect(await deleteCustomer(customer.customerId, 'tests', start + 2)).toBe('deleted');
    expect(await triesOf(customer)).toBeUndefined();
    expect(await deleteCustomer(customer.customerId, 'tests', start + 2)).toBe('not_found');
  });

  it('is finished before a customer with the same id is put in', async () => {
    const customer = await deletedOnly();
    expect(await put(customer.customerId, factsOf(anEmail()))).toMatchObject({ is: 'put', before: undefined });
    expect(await triesOf(customer)).toBeUndefined();
    expect(await get(noteKey(customer.customerId))).toBeUndefined();
  });

  it('is finished to the last item, however many there are and however few a page has', async () => {
    const customer = await deletedOnly();
    const own = await times(25, (nth) => store.put({ pk: `CUSTOMER#${customer.customerId}`, sk: `OTHER#${nth}` }));
    expect(own.every(({ held }) => held)).toBe(true);
    const budgets = [{ of: `RECOVERY#${customer.customerId}`, most: 9, keeps: 'each' as const }];
    await store.takeFrom(budgets, { id: 'an SMS', at: start });
    onePerPage();
    expect(await finishErasure(customer.customerId).finally(undisturbed)).toBe(true);
    // A sort key begins with a capital letter.
    const ofLetter = (letter: string) => store.query(`CUSTOMER#${customer.customerId}`, letter, 100);
    const left = (await Promise.all([...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map(ofLetter))).flatMap(({ items }) => items);
    expect(left).toEqual([]);
    expect(await auditOf(customer.customerId)).toEqual(['customer_created', 'customer_deleted']);
    expect(await triesOf(customer)).toBeUndefined();
    expect(await store.readBudgets(budgets)).toMatchObject([{ uses: [] }]);
  });

  it('leaves the username alone, and the budgets of its password, once it is another customer’s', async () => {
    const customer = await deletedOnly();
    await put(randomUUID(), factsOf(customer.username));
    expect(await deleteCustomer(customer.customerId, 'tests', start + 2)).toBe('deleted');
    expect(await triesOf(customer)).toMatchObject({ failures: 1 });
    expect(await ownerOf(customer.username)).toBeDefined();
  });
});

describe('a change that another comes before', () => {
  afterEach(undisturbed);

  it('is made on what the other left: the newer username is given up again, and the password moves along', async () => {
    const { customerId, username } = await customerWithoutFactor({ passwordHash: 'a hash' });
    const newer = anEmail();
    const happened = beforeCall(2, () => put(customerId, factsOf(newer, { email: username })));
    await put(customerId, factsOf(username, { locale: 'de' }));

    expect(happened()).toBe(true);
    expect(await ownerOf(newer)).toBeUndefined();
    expect(await readLoginOf(await present(customerId))).toMatchObject({ customerId, passwordHash: 'a hash' });
  });

  it('ends the sessions that began in between, too', async () => {
    const customer = await customerWithoutFactor();
    const { customerId, username, epoch } = customer;
    beforeCall(2, () => endEverySession(customer, start + 1));
    await put(customerId, factsOf(username, { passwordHash: 'a new hash' }));
    expect((await present(customerId)).epoch).toBe(epoch + 2);
  });

  it('is a deletion: then the username that was moved to goes with it', async () => {
    const { customerId } = await customerWithoutFactor();
    const newer = anEmail();
    beforeCall(2, () => put(customerId, factsOf(newer)));
    expect(await deleteCustomer(customerId, 'tests', start + 2)).toBe('deleted');
    expect(await ownerOf(newer)).toBeUndefined();
  });

  it('does not put a deletion off, where that was not to be on what was read', async () => {
    const transactions = async (customerId: string) => {
      const calls = watched();
      expect(await deleteCustomer(customerId, 'tests', start).finally(unwatched)).toBe('deleted');
      return calls.filter((call) => call === 'TransactWriteItems').length;
    };
    const [customer, other, third] = [await customerWithoutFactor(), await customerWithoutFactor(), await customerWithoutFactor()];
    const alone = await transactions(customer.customerId);
    const happened = beforeCall(3, () => changeCustomer(other.customerId, { set: { wrongInRow: 1 } }));
    expect([await transactions(other.customerId), happened()]).toEqual([alone, true]);

    await changeCustomer(third.customerId, { set: { wrongInRow: 1 } });
    expect((await takeCustomerOut(third, 'tests', start)).held).toBe(true);
    expect((await entriesOf(third.customerId)).at(-1)).toEqual({ event: 'customer_deleted', by: { admin: 'tests' } });
  });

  it('is not made, nor is the customer taken out, where it was to be on what was read', async () => {
    const customer = await customerWithoutFactor();
    const { customerId, username } = customer;
    const asked = { ifMatch: [tagOf(customer)] };
    const inBetween = () => beforeCall(2, () => put(customerId, factsOf(username, { phone: '+420601123456' })));
    const happened = inBetween();
    const changed = await putCustomer(customerId, () => factsOf(username, { locale: 'de' }), 'tests', start + 2, asked);
    expect([happened(), changed]).toEqual([true, { is: 'precondition_failed' }]);

    const now = await present(customerId);
    beforeCall(2, () => put(customerId, factsOf(username)));
    expect(await deleteCustomer(customerId, 'tests', start + 3, [tagOf(now)])).toBe('precondition_failed');
    expect(await present(customerId)).not.toHaveProperty('phone');
  });

  it('puts nobody in who was only to be created, where somebody else has put them in', async () => {
    const [customerId, username] = [randomUUID(), anEmail()];
    const happened = beforeCall(2, () => put(customerId, factsOf(username)));
    const created = putCustomer(customerId, () => factsOf(username, { locale: 'de' }), 'tests', start + 2, { ifNoneMatch: '*' });
    expect([await created, happened()]).toEqual([{ is: 'precondition_failed' }, true]);
    expect(await present(customerId)).not.toHaveProperty('locale');
  });
});
