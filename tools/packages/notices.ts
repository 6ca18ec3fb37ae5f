/** The licences of what is bundled: they ask for their text to go along. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

type Manifest = { name: string; version: string; license?: string; dependencies?: Record<string, string> };

const manifestIn = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

/** Of whatever the service depends on, though not all of it gets into a bundle. */
export function notices(): string {
  const found = new Map<string, string>();
  const visit = (folder: string): void => {
    for (const name of Object.keys(manifestIn(folder).dependencies ?? {})) {
      const at = installed(name, folder);
      if (!at) continue;
      const { version, license = 'no licence named' } = manifestIn(at);
      const title = `${name} ${version} (${license})`;
      if (found.has(title)) continue;
      found.set(title, textIn(at));
      visit(at);
    }
  };
  visit(root);

  const byText = Map.groupBy([...found].sort(), ([, text]) => text);
  const parts = [...byText].map(([text, titled]) => [...titled.map(([title]) => title), '', text].join('\n'));
  return `Keycard carries parts of these packages, in its Lambda functions and in keycard/server and keycard/cdk.\n\n${parts.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

/** As Node looks for it: beside whoever needs it, or further up. */
function installed(name: string, from: string): string | undefined {
  const here = join(from, 'node_modules', name);
  if (existsSync(join(here, 'package.json'))) return here;
  return from === root ? undefined : installed(name, dirname(from));
}

const noText = 'It brings no text of its licence; that of Apache-2.0 is in LICENSE.';

/** Its file, or else what its page says of it. */
function textIn(folder: string): string {
  const read = (name: string) => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim();
  const files = readdirSync(folder).filter((name) => /^(?:licen[cs]e|notice|copying)(?:\.|-|$)/i.test(name));
  if (files.length > 0) return files.map(read).join('\n\n');
  const page = existsSync(join(folder, 'README.md')) ? read('README.md') : '';
  return /^#+ *Licen[cs]e\n+([^#]+)/im.exec(page)?.[1]?.trim() ?? noText;
}
