/**
 * Where a call came from that a shop's server may have made in the customer's place. Its own address and software say nothing of the
 * customer, and would only frighten who reads them.
 */
import type { Locale } from '../words/locale.ts';
import type { Near } from '../words/whence.ts';
import type { SealedChallenge } from './challenge-token.ts';

type Place = { device: string; network: string; near: Near | undefined; locale: Locale };

/** As a call of which it is not known. */
export const fromNowhere = <C extends Place>(call: C): C => ({ ...call, device: '', network: '', near: undefined });

/** A code of a login that a client began comes from the customer's browser, or from the shop's server: nobody can tell. */
export const asFarAsKnown = <C extends Place>(call: C, { clientId, locale }: Pick<SealedChallenge, 'clientId' | 'locale'>): C =>
  clientId === undefined ? call : { ...fromNowhere(call), ...(locale && { locale }) };
