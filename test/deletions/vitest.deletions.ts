import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import {
  BaseSequencer,
  type Reporter,
  type TestCase,
  type TestModule,
  type TestSpecification,
} from 'vitest/node';
import { manifestOf } from '../../tooling/vitest.ts';

/**
 * The tests of several packages in one process, the likeliest to fail first: what real tools said, then the
 * scenarios, then everything else. The first failure ends the run.
 */
const root = join(import.meta.dirname, '..', '..');
const subject = process.env['MEMSTRATA_DELETIONS'] ?? '';

/** Whose tests may notice, nearest first: nobody else reads the package. */
const READERS: Readonly<Record<string, readonly string[]>> = {
  segments: ['segments', 'scenarios'],
  allocator: ['allocator', 'scenarios'],
  refcount: ['refcount', 'gengc', 'scenarios'],
  gengc: ['gengc', 'scenarios'],
};

/** Quick ones first; what takes seconds stands at the end of its kind. */
const ORDER: readonly RegExp[] = [
  /(misuse|settings|heap-image|vmops|exec|frames|free-lists|weak-references|callbacks|pymalloc)\.oracle/,
  /cpython-test-gc|compare-counts\.oracle|recorded-programs\.oracle/,
  /(observe|fresh|maps|elf|logs|leaks|program)\.oracle/,
  /scenarios\/test\/golden/,
  /(malloc|traces|snapshot|script)\.oracle/,
  /\.oracle/,
  /\/contract\.test/,
];

/** What runs no rule of a model, asks other programs, or asks for what the golden texts say too. */
const NEEDLESS = [
  '**/examples.test.ts',
  '**/exports.test.ts',
  '**/rc/**',
  '**/{capture,recorder-script}.oracle.test.ts',
  '**/node_modules/**',
];

/** Of the scenarios only what says all they show. */
const testsOf = (name: string): readonly string[] =>
  name === 'scenarios'
    ? ['packages/scenarios/test/golden.test.ts', 'packages/scenarios/test/machine/**/*.test.ts']
    : [`packages/${name}/test/**/*.test.ts`];

const rank = (file: string): number => {
  const place = ORDER.findIndex((pattern) => pattern.test(file));
  if (place >= 0) return place;
  return ORDER.length + (file.includes('/scenarios/') ? 1 : 0);
};

class LikeliestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((a, b) => rank(a.moduleId) - rank(b.moduleId));
  }
}

/**
 * Tells the first failure at once, and at the end how many tests passed. `bail` alone would still load every
 * file that is left, so whoever started the run ends it when it has been told.
 */
class FirstFailure implements Reporter {
  #passed = 0;
  #hasFailed = false;

  onTestCaseResult(test: TestCase): void {
    if (test.result().state === 'passed') this.#passed++;
    if (test.result().state === 'failed') this.#tell(test.module, test.fullName);
  }

  onTestModuleEnd(module: TestModule): void {
    if (!module.ok()) this.#tell(module, 'the file cannot be loaded');
  }

  onTestRunEnd(): void {
    if (!this.#hasFailed) this.#write({ passed: this.#passed });
  }

  #tell(module: TestModule, test: string): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    this.#write({ file: module.relativeModuleId, test });
  }

  #write(report: object): void {
    writeFileSync(join(root, 'report.json'), JSON.stringify(report));
  }
}

const aliases = ['segments', 'allocator', 'refcount', 'gengc', 'scenarios'].flatMap((name) => {
  const folder = join(root, 'packages', name);
  const { name: full, exports = {} } = manifestOf(folder);
  return Object.entries(exports).flatMap(([path, target]) =>
    typeof target === 'object' && target.source
      ? [
          {
            find: new RegExp(`^${full}${path.slice(1)}$`),
            replacement: join(folder, target.source),
          },
        ]
      : [],
  );
});

export default defineConfig({
  root,
  cacheDir: join(root, '.cache'),
  resolve: { alias: aliases },
  oxc: { target: 'node20' },
  test: {
    name: 'deletions',
    include: (READERS[subject] ?? []).flatMap(testsOf),
    exclude: NEEDLESS,
    isolate: false,
    fileParallelism: false,
    bail: 1,
    pool: 'threads',
    experimental: { fsModuleCache: true, fsModuleCachePath: join(root, '.cache', 'modules') },
    sequence: { sequencer: LikeliestFirst },
    reporters: [new FirstFailure()],
    testTimeout: 120_000,
  },
});
