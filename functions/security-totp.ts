import { randomBytes, randomUUID } from 'node:crypto';
import { readFlag } from '../shared/config/flag.ts';
import { showKey } from '../shared/factors/authenticator-key.ts';
import { PENDING_KEY_LIFETIME } from '../shared/flow/budgets.ts';
import { missingContacts } from '../shared/flow/contacts.ts';
import { shopStandsForPassword } from '../shared/flow/proof.ts';
import { KEY_LENGTH } from '../shared/flow/totp.ts';
import { ok, problem, rfc3339 } from '../shared/http/answers.ts';
import { exchangeProblem } from '../shared/http/overtaken.ts';
import { endpoint } from '../shared/http/pipeline.ts';
import { startTotp } from '../shared/http/routes/security.ts';
import { signedIn } from '../shared/http/signed-in.ts';
import { hasProof, stepUp } from '../shared/http/step-up.ts';
import { sealSharedKey } from '../shared/keyring/shared-keys.ts';
import { putPendingKey } from '../shared/store/authenticator.ts';

/** Begins an enrolment: a fresh shared key that waits for its activation, in the place of any that waits already. */
export const handler = endpoint(startTotp, async (call) => {
  const { now, body } = call;
  const flagRead = readFlag(now);
  const present = await signedIn(call);
  if (!present) return problem('session_required');
  let { customer } = present;
  if (!(await flagRead).offers.includes('totp')) return problem('two_factor_unavailable');
  const missing = missingContacts(customer, 'totp');
  if (missing.length > 0) return problem('contact_incomplete', { missing });

  const confirms = body.password !== undefined || (shopStandsForPassword(present.session, now) && hasProof(body));
  if (customer.factor && !confirms) return problem('already_enabled');

  // What may fail without the customer's doing comes before their code is spent.
  const sharedKey = randomBytes(KEY_LENGTH);
  const sealed = await sealSharedKey(sharedKey, customer.customerId);

  // Who has a factor already confirms with it that another one (or another key) may take its place.
  if (customer.factor) {
    const confirmed = await stepUp(call, present, body.password, body);
    if (confirmed.is === 'not') return confirmed.problem;
    customer = confirmed.customer;
  }

  const expiresAt = now + PENDING_KEY_LIFETIME;
  const pending = await putPendingKey(customer, { id: randomUUID(), sealed, expiresAt });
  if (!pending.held) return exchangeProblem(call, customer.factor !== undefined, 'totp');
  return ok({ ...showKey(sharedKey, customer.username), expiresAt: rfc3339(expiresAt) });
});
