/**
 * `npm run brand -- prod`: a page on this machine with every page, e-mail and SMS in every state, as `config/prod.json` has them; that of
 * the stage `local` where nobody names another. It follows the options, their pictures and our own sources. `PORT` is 3200 by default.
 */
import { watch } from 'node:fs';
import { join } from 'node:path';
import type { Options } from '../cdk/options.ts';
import { optionsFile } from '../cdk/read-options.ts';
import { followOptions } from '../local/followed-options.ts';
import { type Gallery, startGallery } from './brand/gallery.ts';

const root = join(import.meta.dirname, '..');
const sources = ['web', 'shared', 'functions', 'tools/brand'];
const [stage = 'local'] = process.argv.slice(2);
const port = Number(process.env.PORT || 3200);
const options = { file: optionsFile(stage), stage };

let gallery: Gallery | undefined;
let told = '';
function tell(fault: string): void {
  if (fault !== '') console.error(`\n${fault}\n`);
  else if (told !== '') console.log('All is well again.');
  told = fault;
  gallery?.tell(fault);
}

async function start(given: Options) {
  gallery = await startGallery(given, port);
  const watching = sources.map((folder) => watch(join(root, folder), { recursive: true }, () => anew()));
  let soon: NodeJS.Timeout | undefined;
  let starting = Promise.resolve();
  // Editors write a file in several steps, and a branch brings many files.
  const anew = () => {
    clearTimeout(soon);
    soon = setTimeout(() => {
      starting = starting.then(again).catch((error: Error) => tell(error.message));
    }, 300);
  };
  const again = async () => {
    await gallery?.stop();
    gallery = await startGallery(given, port);
    tell('');
  };
  return {
    stop: async () => {
      clearTimeout(soon);
      for (const each of watching) each.close();
      await starting;
      await gallery?.stop();
    },
  };
}

try {
  const followed = await followOptions({ ...options, start, onFault: (fault) => tell(fault), onSense: () => tell('') });
  console.log(`Every page, e-mail and SMS of the stage ${stage}: ${gallery?.url}\nIt follows config/${stage}.json and its pictures.`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void followed.stop().then(() => process.exit(0)));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
