/** `npm run schema`: writes what follows from the definition of the options, `config/schema.json` and the table of `docs/deploy.md`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { optionsSchema, withTable } from '../cdk/options-schema.ts';

const root = join(import.meta.dirname, '..');
const page = join(root, 'docs', 'deploy.md');
writeFileSync(join(root, 'config', 'schema.json'), optionsSchema());
writeFileSync(page, withTable(readFileSync(page, 'utf8')));
