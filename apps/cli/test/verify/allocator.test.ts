import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Compared } from '../../src/conform/suite.ts';
import { findTool, isFound, isOfVersion } from '../../src/tools/tool.ts';
import { corruptionOutcomes } from '../../src/verify/allocator/corruptions.ts';
import { leakOutcomes } from '../../src/verify/allocator/leak-graphs.ts';
import { invoke } from '../invoke.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const folder = temporaryFolder();
const [gcc, valgrind, ldd] = [
  await findTool('gcc', process.env),
  await findTool('valgrind', process.env),
  await findTool('ldd', process.env),
];
const hasGlibc = isFound(ldd) && isOfVersion(ldd, '2.36');

describe('verify allocator', () => {
  test.runIf(isFound(gcc) && isFound(valgrind))(
    'classifies the blocks of a random heap as memcheck does here',
    async () => {
      const paths = [gcc, valgrind].map((tool) => (isFound(tool) ? tool.path : ''));
      const bench = { gcc: paths[0] ?? '', valgrind: paths[1] ?? '', folder };
      const outcomes: Compared[] = [];
      for await (const outcome of leakOutcomes(bench, 2026, 2)) outcomes.push(outcome as Compared);
      expect(outcomes).toHaveLength(2);
      for (const { total, matched, mismatches } of outcomes) {
        expect(mismatches).toEqual([]);
        expect(matched).toBe(total);
        expect(total).toBeGreaterThan(0);
      }
    },
    120_000,
  );

  test.runIf(isFound(gcc) && hasGlibc)(
    'follows programs that damage their heap as glibc does here',
    async () => {
      const bench = { gcc: isFound(gcc) ? gcc.path : '', folder };
      const outcomes: Compared[] = [];
      for await (const outcome of corruptionOutcomes(bench, 20_261_126, 20))
        outcomes.push(outcome as Compared);
      expect(outcomes.flatMap(({ mismatches }) => mismatches)).toEqual([]);
      expect(outcomes).toHaveLength(20);
    },
    120_000,
  );

  test('without the tools says what is missing', async () => {
    const { stdout, status } = await invoke(['verify', 'allocator', '--seed', '3'], {
      environment: { PATH: '' },
    });
    expect(stdout).toBe(
      'leaks: not run, gcc is missing\ncorruptions: not run, gcc is missing\n\nverify allocator: 0 of 0 suites agree (seed 3)\n',
    );
    expect(status).toBe(1);
  });
});

test('conform leaks compares a record', async () => {
  const file = join(
    import.meta.dirname,
    '../../../../packages/allocator/test/recorded/leaks/leak-graphs.txt.gz',
  );
  expect(readFileSync(file).length).toBeGreaterThan(0);
  const { stdout, status } = await invoke(['conform', 'leaks', file]);
  expect(stdout).toMatch(/^leaks: matched (\d+) of \1\n$/);
  expect(status).toBe(0);
});
