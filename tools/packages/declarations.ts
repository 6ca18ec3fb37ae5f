/** The types of what is packed as it is written, by our own compiler: all that an entry's types lead to, and nothing beyond. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

export type Entry = {
  /** The sources, from the root; the entry first. */
  files: readonly [string, ...string[]];
  /** Written out already, by the source whose types they stand for. */
  written?: Readonly<Record<string, string>>;
  /** What its types may import from elsewhere. */
  packages: readonly string[];
};

/**
 * Each file by itself, without a look at what it imports: it takes a tenth of the time. What a type would have to be inferred for is
 * refused, so all of them are what somebody has written.
 */
const byItself = {
  noCheck: true,
  noResolve: true,
  isolatedDeclarations: true,
  declaration: true,
  emitDeclarationOnly: true,
  noEmit: false,
};

/** @returns for each entry the files of its types, the entry's own as `index.d.ts`. @throws Error where they lead elsewhere */
export function declarations(entries: readonly Entry[]): Record<string, string>[] {
  const into = mkdtempSync(join(tmpdir(), 'keycard-types-'));
  try {
    const files = entries.flatMap((entry) => entry.files.map((file) => join(root, file)));
    const compilerOptions = { ...byItself, types: [], outDir: into, rootDir: root };
    const project = join(into, 'tsconfig.json');
    writeFileSync(project, JSON.stringify({ extends: join(root, 'tsconfig.json'), include: [], files, compilerOptions }));
    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    execFileSync(process.execPath, [tsc, '-p', project], { stdio: ['ignore', 'inherit', 'inherit'] });
    return entries.map((entry) => reachedFrom(entry, into));
  } finally {
    rmSync(into, { recursive: true });
  }
}

const specifiers = /(from |import\()'([^']+)'/g;

function reachedFrom({ files: [entry], written = {}, packages }: Entry, compiled: string): Record<string, string> {
  const reached: Record<string, string> = {};
  const nameOf = (source: string) => (source === entry ? 'index' : basename(source, '.ts'));
  const textOf = (source: string) => written[source] ?? readFileSync(join(compiled, source.replace(/\.ts$/, '.d.ts')), 'utf8');
  const has = (source: string) => source in written || existsSync(join(compiled, source.replace(/\.ts$/, '.d.ts')));
  const follow = (source: string): void => {
    const name = `${nameOf(source)}.d.ts`;
    if (name in reached) return;
    // Before what it leads to, which may lead back.
    reached[name] = '';
    reached[name] = textOf(source).replaceAll(specifiers, (whole, before: string, specifier: string) => {
      const next = join(dirname(source), specifier).replaceAll('\\', '/');
      if (specifier.startsWith('.') && has(next)) {
        follow(next);
        return `${before}'./${nameOf(next)}.js'`;
      }
      if (packages.some((allowed) => specifier === allowed || specifier.startsWith(`${allowed}/`))) return whole;
      throw new Error(`the types of ${entry} lead from ${source} to ${specifier}`);
    });
  };
  follow(entry);
  return reached;
}
