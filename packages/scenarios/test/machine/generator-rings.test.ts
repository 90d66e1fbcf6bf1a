import { expect, test } from 'vitest';
import { type MachineOptions, python, replay } from '../../src/index.ts';
import { observe } from '../../src/observe.ts';

/** `a.other` refers to a generator that was never started, whose local variable refers to `a`; and a ring beside it. */
const ring = [
  python.class('Node', ['other']),
  python.new('a', 'Node'),
  python.keep('g', 'generator', 'a'),
  python.set('a', 'other', 'g'),
  python.delete('g'),
  python.delete('a'),
  python.collectGeneration(2),
];
const andOneBeside = [
  ...ring.slice(0, -1),
  python.new('b', 'Node'),
  python.set('b', 'other', 'b'),
  python.delete('b'),
  python.collectGeneration(2),
];

const collected = (program: typeof ring, options: MachineOptions): unknown => {
  return observe(replay({ program, machine: options })).at(-1)?.value;
};

// What CPython 3.6.15 to 3.13.0 and 3.15.0rc1 printed, 26 November 2026: closing takes the ring apart, and what dies by its count
// is not collected; 3.6 counts what it found; in 3.12 and 3.13 closing clears nothing, and there is no frame to count.
test.each([
  ['3.6', 3, 4],
  ['3.7', 0, 1],
  ['3.8', 0, 1],
  ['3.9', 0, 1],
  ['3.10', 0, 1],
  ['3.11', 0, 1],
  ['3.12', 2, 3],
  ['3.13', 2, 3],
  ['3.15', 0, 1],
] as const)(
  '%s finds %i objects of a ring through a generator, and %i with another',
  (version, alone, beside) => {
    const options = { python: { version, places: false } };
    expect(collected(ring, options)).toBe(alone);
    expect(collected(andOneBeside, options)).toBe(beside);
  },
);
