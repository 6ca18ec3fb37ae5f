import type { Settings } from './page.ts';

/** What `functions/pages.ts` has written into the document: a block of data is nothing that the policy has to allow. */
export const settingsHere = (): Settings => JSON.parse(document.getElementById('settings')?.textContent ?? '{}');
