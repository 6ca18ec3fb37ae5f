/** What a program of a shop does with the package: `node journey.mjs <url> <username> <password>` */
import { keycard } from 'keycard/client';
import { accessTokens, backend, KeycardError } from 'keycard/server';

const [url, username, password] = process.argv.slice(2);
const client = keycard({ baseUrl: url, locale: 'de' });
const { status, challenge } = await client.login({ username, password });

const messages = await (await fetch(`${url}/_local/outbox`)).json();
const codes = messages.filter(({ to }) => to === username).flatMap(({ subject }) => /^\d{6}/.exec(subject ?? '')?.[0] ?? []);
const code = codes.at(-1);
const wrong = await client.verify({ challenge: challenge.token, code: code === '000000' ? '000001' : '000000' });
const right = await client.verify({ challenge: challenge.token, code });
const overview = await client.security();

const tokens = accessTokens({ issuer: url, audience: 'keycard-local', now: () => client.serverTime() });
const shop = backend({ baseUrl: url, clientId: 'nobody', clientSecret: 'nothing' });
const refused = await shop.startChallenge({ customerId: 'c1' }).catch((error) => error);

console.log(
  JSON.stringify({
    status,
    title: wrong.problem.title,
    checked: await tokens.check(right.accessToken),
    twoFactor: overview.twoFactor,
    refused: refused instanceof KeycardError && refused.code,
  }),
);
