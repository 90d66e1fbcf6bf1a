import { expect, test } from 'vitest';
import { type ObjectId, pythonVersions } from '../src/index.ts';
import { anyOperation } from './model/operations.ts';
import { Difference, RandomProgram } from './model/random-program.ts';

const OPERATIONS = 25_000;
const NONE = 0 as ObjectId;

/** 10 versions, each watched and unwatched, 2 programs of 25,000 operations each: a million in all. */
const programs = pythonVersions.flatMap((python, version) =>
  [true, false].map((watched, way) => ({ python, watched, first: version * 100 + way * 50 })),
);
const EACH = 1_000_000 / OPERATIONS / programs.length;

test.each(programs)(
  'random programs on $python do what a plain graph does (watched: $watched)',
  ({ python, watched, first }) => {
    for (let seed = first; seed < first + EACH; seed++)
      new RandomProgram({ python, seed, watched, operations: OPERATIONS }).run(anyOperation);
  },
);

test.each([true, false])('one reference too many is found (watched: %s)', (watched) => {
  const options = { python: '3.15', seed: 7, watched, operations: 2000 } as const;
  let done = 0;
  const program = new RandomProgram(options);
  const perform = (): void => {
    if (done++ === 900) program.heap.incref(program.roots.find((object) => object !== 0) || NONE);
    anyOperation(program);
  };
  expect(() => program.run(perform)).toThrow(Difference);
});
