import { synthesize } from '../../local/synthesize.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The directory of the synthesized stack. */
    assembly: string;
  }
}

/** Synthesizes once for all test files. */
export default async function setup(project: { provide(key: 'assembly', value: string): void }): Promise<void> {
  project.provide('assembly', await synthesize());
}
