/** An import without the command around it, as fast as can be. */
import { adminCaller } from '../../../tools/admin-caller.ts';
import { importFile, type Outcome } from '../../../tools/customers/import/import.ts';
import type { CustomerService } from './customer-service.ts';

type Options = { onlyNew?: boolean; signal?: AbortSignal; url?: string };

export const importedInto =
  (service: CustomerService) =>
  (path: string, { onlyNew = false, signal = new AbortController().signal, url = service.url }: Options = {}): Promise<Outcome> =>
    importFile(path, adminCaller(url, {}), { rate: 1000, onlyNew, signal, onProgress: () => {} });

export const none = { created: 0, changed: 0, left: 0, faulty: 0, keptPassword: 0 };

export const putMoreThanOnce = ({ customers }: CustomerService): string[] =>
  [...customers].filter(([, { puts }]) => puts.length > 1).map(([id]) => id);
