/**
 * `shared/factors` in the process of the test, as if it were a function with every variable of the stack: on a table of its own, with
 * the other services of AWS as the local stack has them.
 */
import type { AddressInfo } from 'node:net';
import { afterAll, inject } from 'vitest';
import { awsEndpoint } from '../../local/aws/endpoint.ts';
import { kms } from '../../local/aws/kms.ts';
import { ses } from '../../local/aws/ses.ts';
import { sesAccountFor } from '../../local/aws/ses-account.ts';
import { sns } from '../../local/aws/sns.ts';
import { snsAccount } from '../../local/aws/sns-account.ts';
import { Clock } from '../../local/clock.ts';
import { Faults } from '../../local/faults.ts';
import { HeldCalls } from '../../local/held-calls.ts';
import { Outbox } from '../../local/outbox.ts';
import { loadTemplate, readTemplate } from '../../local/template.ts';
import { tableNames } from '../store/table.ts';

const { template, stackName, assets } = loadTemplate(inject('assembly'));
const model = readTemplate(template, stackName, assets);
const { functions, keys } = model;
const clock = new Clock();
export const outbox = new Outbox(() => clock.now());
export const faults = new Faults();

const services = [kms(keys), ses(outbox, sesAccountFor(model)), sns(outbox, snsAccount())];
const aws = awsEndpoint({ services, callerOf: () => undefined, keys, faults, held: new HeldCalls(), clock, record: () => undefined });
await new Promise<void>((resolve) => aws.listen(0, '127.0.0.1', resolve));
afterAll(() => {
  aws.closeAllConnections();
  aws.close();
});

const given = Object.assign({}, ...functions.map(({ environment }) => environment)) as Record<string, string>;
const AWS_ENDPOINT_URL = `http://127.0.0.1:${(aws.address() as AddressInfo).port}`;
Object.assign(process.env, { ...given, ...tableNames, AWS_ENDPOINT_URL });

export const { showKey } = await import('../../shared/factors/authenticator-key.ts');
export const { freshRecoveryCodes } = await import('../../shared/factors/fresh-recovery-codes.ts');
export const { makeRecoveryCodes, recoveryCodeDigest } = await import('../../shared/factors/recovery-codes.ts');
export const { proveFactor } = await import('../../shared/factors/second-factor.ts');
export const { attempt } = await import('../../shared/factors/attempt.ts');
export const { sending } = await import('../../shared/factors/sending.ts');
export const { afterRecoveryCode } = await import('../../shared/factors/after-recovery-code.ts');
export const { afterWrongCode } = await import('../../shared/factors/after-wrong-code.ts');
export const { sealSharedKey } = await import('../../shared/keyring/shared-keys.ts');
export const { currentKey } = await import('../../shared/keyring/secret-keys.ts');
export const { codeDigest } = await import('../../shared/codes/code.ts');
