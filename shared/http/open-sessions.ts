/** The sessions of a customer as they are told about them. */
import type { SessionClaims } from '../flow/session.ts';
import { goesOn, type StayingSession } from '../store/staying-sessions.ts';
import { rfc3339 } from './answers.ts';
import type { Call } from './call.ts';
import type { Present } from './signed-in.ts';

/** By which a session is told and ended: the name of its family, or of the one access token that it is. It opens nothing. */
export const sessionIdOf = ({ sid, jti }: Pick<SessionClaims, 'sid' | 'jti'>): string => sid ?? jti;

/**
 * This session first, then the others that stay logged in, the last used first. One that does not stay is told to nobody but itself: there
 * is nothing of it in the table. Nor does one whose family was ended by a change that it made itself: it goes on until its token ends.
 *
 * @param staying of the customer; the index may not know of this one's family yet
 */
export function openSessions(
  { session, customer, family }: Pick<Present, 'session' | 'customer' | 'family'>,
  staying: readonly StayingSession[],
  { now, device, network, near }: Pick<Call, 'now' | 'device' | 'network' | 'near'>,
) {
  const stays = family !== undefined && goesOn(family, customer.epoch, now);
  const { startedAt, expiresAt } = stays ? family : { startedAt: session.authTime, expiresAt: session.expiresAt };
  const others = staying.filter(({ sid }) => sid !== session.sid).sort((one, other) => other.replacedAt - one.replacedAt);
  return [
    {
      id: sessionIdOf(session),
      current: true as const,
      staysLoggedIn: stays,
      device,
      network,
      ...(near && { near }),
      startedAt: rfc3339(startedAt),
      lastUsedAt: rfc3339(now),
      expiresAt: rfc3339(expiresAt),
    },
    ...others.map((other) => ({
      id: other.sid,
      staysLoggedIn: true,
      device: other.device,
      ...(other.network !== undefined && { network: other.network }),
      ...(other.near && { near: other.near }),
      startedAt: rfc3339(other.startedAt),
      lastUsedAt: rfc3339(other.replacedAt),
      expiresAt: rfc3339(other.expiresAt),
    })),
  ];
}
