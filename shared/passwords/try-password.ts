/**
 * One try of a password, at login and wherever a change asks for it. The comparison comes first, but its result is told
 * only after the budgets' own word: a wrong one is told once its count is written, a right one once it has a place as a wrong one has. So
 * of a thousand parallel guesses only those within the budget are ever told, whichever of them is the right one.
 */
import { stopwatch } from '../config/clock.ts';
import { PASSWORD_COMPARED_WITHIN, PASSWORDS_FREE_IN_ROW, PASSWORDS_WITHOUT_WORK } from '../flow/budgets.ts';
import { type Device, isDeviceOf } from '../flow/device.ts';
import { type Budgets, firstWaitEnds, isAsBefore, type NotTried, stateOf } from '../flow/password-tries.ts';
import type { Customer } from '../store/customers.ts';
import { update } from '../store/data.ts';
import { stillIs } from '../store/expressions.ts';
import {
  budgetsOf,
  countWrongPassword,
  type From,
  type Login,
  loginKey,
  readCustomerAfterPassword,
  readLogin,
  takePlace,
} from '../store/logins.ts';
import { waitForFloor } from './floor.ts';
import { type Compared, comparePassword, hashPassword } from './hashes.ts';

/** `Not tried`: not evaluated, as far as anybody outside can tell. */
export type PasswordTry =
  | { is: 'right'; customer: Customer }
  | { is: 'wrong' }
  /** Right, and worth nothing any more: a new one has to be set. */
  | { is: 'ended'; customer: Customer }
  | NotTried;

export type TypedPassword = {
  username: string;
  password: string;
  from: From;
  /** The device of `from`, if it is what it says. */
  device?: Promise<Device | undefined> | undefined;
  /** Uses up the proof of work that came along, if it is this much. @returns how many times the plain work it was, 0 if it is not */
  workDone?: (asked: number) => Promise<number>;
};

/** Is the device one of this customer's? */
type OfDevice = (customer: Customer | undefined) => Promise<boolean>;

/** @throws when it could not be compared, or not in time: then it is counted as a wrong one */
export async function tryPassword(typed: TypedPassword, now: number): Promise<PasswordTry> {
  const { username, password, from } = typed;
  const passed = stopwatch();
  // Whoever waits for it hears of it if it cannot be opened.
  typed.device?.catch(() => undefined);
  const { login, slowestHash, deviceOwner, ...found } = await readLogin(username, from);
  const owner = login && deviceOwner?.customerId === login.customerId ? deviceOwner : undefined;
  const ofDevice: OfDevice = async (customer) => {
    const device = await typed.device;
    return !!device && !!customer && isDeviceOf(device, customer, now);
  };
  const seen = async () => budgetsOf(found, from, await ofDevice(owner));

  // What is open to everybody is compared while KMS still opens the key of the cookie.
  let work = 0;
  if (stateOf(budgetsOf(found, from, false), work, now).is !== 'open') {
    const asked = stateOf(await seen(), work, now);
    // Used up before anything is compared: a solution is good for one try.
    if (asked.is === 'asking') work = (await typed.workDone?.(asked.work)) ?? 0;
    const before = stateOf(await seen(), work, now);
    if (before.is !== 'open') return before;
  }

  const tried = await evaluate(typed, login, seen, work, ofDevice, now);
  // Who has the right one knows whose it is.
  if (tried.is !== 'right') await waitForFloor(passed, password, slowestHash);
  return tried;
}

/** `seen`: the budgets as they were read, which let it be evaluated for this work. */
async function evaluate(
  typed: TypedPassword,
  login: Login | undefined,
  seen: () => Promise<Budgets>,
  work: number,
  ofDevice: OfDevice,
  now: number,
): Promise<PasswordTry> {
  const { username, password } = typed;
  const tellWrong = async () => toldOnceCounted(typed, await seen(), work, ofDevice, login?.customerId, now);
  let compared: Compared;
  try {
    compared = await comparedInTime(password, login?.passwordHash);
  } catch (error) {
    const told = await tellWrong();
    if (told.is !== 'wrong') return told;
    throw error;
  }
  if (compared === 'wrong' || !login) return tellWrong();

  const { standing, ...told } = await toldOnceInPlace(typed, seen, work, ofDevice, login.customerId, now);
  if ((told.is === 'right' || told.is === 'ended') && standing?.passwordHash !== login.passwordHash) {
    // Another password was set while this one was compared, and this one may have ended before; or another login has hashed it anew.
    const isOwn = standing?.customerId === login.customerId;
    if ((await comparedInTime(password, isOwn ? standing?.passwordHash : undefined)) === 'wrong') return tellWrong();
    return told;
  }
  if (told.is === 'right' && compared === 'outdated') {
    await update(loginKey(username), { set: { passwordHash: await hashPassword(password) } }, stillIs('passwordHash', login.passwordHash));
  }
  return told;
}

class NotComparedInTime extends Error {
  override name = 'NotComparedInTime';
}

/** What goes on behind is not stopped, and its result is not looked at. */
async function comparedInTime(password: string, hash: string | undefined): Promise<Compared> {
  let timer: NodeJS.Timeout | undefined;
  const cutOff = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NotComparedInTime('a password was not compared in time')), PASSWORD_COMPARED_WITHIN);
  });
  try {
    return await Promise.race([comparePassword(password, hash), cutOff]);
  } finally {
    clearTimeout(timer);
  }
}

/** Whoever has lost so many races to others who were counted meets a wait, whatever they have read. */
const MOST_RACES = PASSWORDS_FREE_IN_ROW + PASSWORDS_WITHOUT_WORK;

/** A wrong password is told once it is counted, on whatever the others who came first have left; who always comes second has to wait. */
async function toldOnceCounted(
  { username, from }: TypedPassword,
  seen: Budgets,
  work: number,
  ofDevice: OfDevice,
  customerId: string | undefined,
  now: number,
): Promise<{ is: 'wrong' } | NotTried> {
  let budgets = seen;
  for (let turn = 0; turn < MOST_RACES; turn++) {
    const counted = await countWrongPassword(username, from, budgets, work, now, customerId);
    if (counted.is === 'counted') return { is: 'wrong' };
    if (counted.is !== 'overtaken') return counted;
    const { customer, ...found } = await readCustomerAfterPassword(customerId ?? '', username, from);
    budgets = budgetsOf(found, from, await ofDevice(customer));
  }
  return { is: 'waiting', until: firstWaitEnds(now) };
}

/**
 * A right password is told once it has its place, on whatever the others who came first have left. If nobody came first it needs no write;
 * else it goes the way of a wrong one, the write that is refused included: no sooner there, and to the outside the same. `standing`: the
 * password as it stands by then.
 */
async function toldOnceInPlace(
  { username, from }: TypedPassword,
  seen: () => Promise<Budgets>,
  work: number,
  ofDevice: OfDevice,
  customerId: string,
  now: number,
): Promise<PasswordTry & { standing?: Login | undefined }> {
  const readAgain = async () => {
    const { customer, login, alone, ...found } = await readCustomerAfterPassword(customerId, username, from);
    return { customer, standing: login, alone, budgets: budgetsOf(found, from, await ofDevice(customer)) };
  };
  let { customer, standing, alone, budgets } = await readAgain();
  const before = await seen();
  const state = stateOf(budgets, work, now);
  if (state.is !== 'open') {
    await countWrongPassword(username, from, before, work, now, customerId);
    return state;
  }
  let place = await takePlace(username, from, before, work, alone && isAsBefore(before, budgets, state.by), now);
  for (let turn = 1; place.is === 'overtaken' && turn < MOST_RACES; turn++) {
    place = await takePlace(username, from, budgets, work, false, now);
    if (place.is === 'overtaken') ({ customer, standing, alone, budgets } = await readAgain());
  }
  if (place.is === 'overtaken') return { is: 'waiting', until: firstWaitEnds(now) };
  if (place.is !== 'taken') return place;
  if (!customer) return { is: 'wrong' };
  return { is: customer.passwordEndedAt === undefined ? 'right' : 'ended', customer, standing };
}
