import { basename, join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { nodeTests } from '../../tooling/vitest.ts';

/** The tests of one package as Stryker starts them for a mutant, the quick files first. */
const folder = process.cwd();
const { test, ...rest } = nodeTests(folder);

/** What takes seconds though nothing fails stands at the end. */
const SLOW = /\.(model|oracle)\.test|hostile|sparse|runners/;

/** What only a collector asks of the object heap is tested where the collector is. */
const OF_READERS: Readonly<Record<string, readonly string[]>> = {
  refcount: ['../gengc/test/{!(examples),conform/*,phases/*}.test.ts'],
};

/** What asks other programs, only reads what is exported, or takes a third of its package's time. */
const NEEDLESS = ['**/{capture,recorder-script,traces}.oracle.test.ts', '**/exports.test.ts'];

class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isSlow = ({ moduleId }: TestSpecification): number => (SLOW.test(moduleId) ? 1 : 0);
    return files.toSorted((a, b) => isSlow(a) - isSlow(b));
  }
}

export default defineConfig({
  ...rest,
  root: folder,
  cacheDir: join(folder, '.cache'),
  test: {
    ...test,
    include: ['test/**/*.test.ts', ...(OF_READERS[basename(folder)] ?? [])],
    exclude: NEEDLESS,
    // A fresh load of the sources for each file: a mutant of what runs on loading would not act in an old one.
    isolate: true,
    fileParallelism: false,
    sequence: { sequencer: QuickFirst },
    reporters: [],
  },
});
