/** The stack that the options of a file make: while it is served, somebody may change the file. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Options } from '../cdk/options.ts';
import { optionsOf } from '../cdk/read-options.ts';
import { region } from './intrinsics.ts';

type Stoppable = { stop(): Promise<void> };

type Followed = {
  /** `config/local.json` */
  file: string;
  /** Whose options these are; `local`, if nobody says another. */
  stage?: string;
  /** Serves the stack of these options. It has stopped the one before by then. */
  start: (options: Options) => Promise<Stoppable>;
  /** Told, in words for people, why a change was not followed. */
  onFault: (message: string) => void;
  /** The file has changed, and makes sense. */
  onSense?: () => void;
};

/** How often the file is read, in ms: editors replace files in too many ways to be told of it, and it is small. */
const interval = 300;

/**
 * Starts the stack, and starts it anew when the options have changed. Options that make no sense are told, and the stack goes on with
 * those it has. `look` looks at the file at once.
 * @throws WrongOptions, or what `start` throws, the first time.
 */
export async function followOptions({
  file,
  stage = 'local',
  start,
  onFault,
  onSense,
}: Followed): Promise<Stoppable & { look(): Promise<void> }> {
  let seen = lookAt(file);
  let served = optionsOf(stage, stage === 'local' ? region : undefined, file);
  let stack: Stoppable | undefined = await start(served);

  const follow = async () => {
    const now = lookAt(file);
    if (!now || now === seen) return;
    seen = now;
    const options = optionsOf(stage, stage === 'local' ? region : undefined, file);
    onSense?.();
    if (isDeepStrictEqual(options, served)) return;
    served = options;
    await stack?.stop();
    stack = undefined;
    stack = await start(options);
  };
  // One change after the other.
  let following = Promise.resolve();
  const look = () => {
    following = following.then(follow).catch((error: Error) => onFault(error.message));
    return following;
  };
  const timer = setInterval(look, interval);
  return {
    look,
    stop: async () => {
      clearInterval(timer);
      await following;
      await stack?.stop();
    },
  };
}

/** What is in the file, and when which picture was changed that it names. Nothing, while an editor writes it anew. */
function lookAt(file: string): string | undefined {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (text === '') return undefined;
  const pictures = picturesIn(text).map((path) => {
    const about = statSync(resolve(dirname(file), path), { throwIfNoEntry: false });
    return `${path} ${about?.mtimeMs} ${about?.size}`;
  });
  return [text, ...pictures].join('\n');
}

/** Whatever stands in `brand` may be the path of one; what cannot be read is told of elsewhere. */
function picturesIn(text: string): string[] {
  try {
    const { brand } = JSON.parse(text) as { brand?: object };
    return Object.values(brand ?? {}).filter((value): value is string => typeof value === 'string' && !value.includes('\0'));
  } catch {
    return [];
  }
}
