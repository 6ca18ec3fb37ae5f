/** The keyring in the clear: contracts are about the table, and know each version of each key without KMS. */
import { createSecretKey, type KeyObject } from 'node:crypto';
import { vi } from 'vitest';
import { versionAt } from '../../../shared/flow/key-schedule.ts';

const key = (purpose: string, version: number): KeyObject => createSecretKey(Buffer.alloc(32, `${purpose} ${version}`));

export const knownKeys = {
  currentKey: async (purpose: string, now: number) => ({ version: versionAt(now), key: key(purpose, versionAt(now)) }),
  keyOfVersion: async (purpose: string, version: number) => ({ version, key: key(purpose, version) }),
};

vi.doMock('../../../shared/keyring/secret-keys.ts', () => knownKeys);
