import { smallestChunk } from 'virtual:contributed-scenario';
import { expect, test } from 'vitest';
import { confirm } from '../packages/scenarios/src/confirm.ts';
import { replay } from '../packages/scenarios/src/index.ts';

test('the scenario that CONTRIBUTING shows runs, and answers as its claims say', () => {
  const moments = replay(smallestChunk);
  const answers = Array.from({ length: moments.length }, (_, index) => moments.at(index))
    .flatMap(({ observation }) => observation ?? [])
    .map(({ value }) => value);
  expect(answers).toEqual([24, 32]);
});

test('a real compiler can be asked about it', () => {
  expect(confirm(smallestChunk).map(({ tool }) => tool)).toContain('gcc');
});
