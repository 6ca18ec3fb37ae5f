/**
 * Which test files begin first. A run that ends with its longest file has one core idle for as long; vitest does not know yet, in a
 * fresh clone, how long each takes, and begins with the largest files. These are short to read, and long to run.
 */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const longest = ['/store/dropped-conditions', '/store/contracts', '/security/faults-', '/model/', '/recovery/faults', 'browser.test'];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const others = await super.sort(files);
    const first = longest.flatMap((name) => others.filter(({ moduleId }) => moduleId.includes(name)));
    const all = [...new Set([...first, ...others])];
    // Those that share processes come in a row: a process is kept only for the next file.
    return all.toSorted((a, b) => Number(b.project.config.isolate) - Number(a.project.config.isolate));
  }
}
