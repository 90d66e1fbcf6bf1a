/** Values of every type handed to every other: the generated program compiles, and agrees with the machine. */
import { expect, test } from 'vitest';
import { confirm } from '../../src/confirm.ts';
import { ask, process, type Step } from '../../src/index.ts';
import { disagreements, has } from './tools.ts';

const TYPES = ['char', 'int', 'long', 'pointer'] as const;
const NUMBERS = [0, 1, -1, 127, 128, 300, 2 ** 31 - 1, 1 - 2 ** 31];

const functions = [
  { name: 'main' },
  ...TYPES.flatMap((type) => [
    { name: `gives_${type}`, result: type, variables: [{ name: `own_${type}`, type }] } as const,
    { name: `takes_${type}`, parameters: [{ name: `given_${type}`, type }] },
  ]),
  { name: 'outer' },
  { name: 'inner' },
  { name: 'again', parameters: [{ name: 'depth', type: 'int' }] },
] as const;
const variables = TYPES.flatMap((type) => [
  { name: `to_${type}`, type },
  { name: `from_${type}`, type },
]);

/** One type's variable from another's, by a sum, an argument and a result. */
const handed = (from: string, to: string): readonly Step[] => [
  process.add(`to_${to}`, [`from_${from}`]),
  ask.value(`to_${to}`),
  process.add(`to_${to}`, [`from_${from}`, `from_${to}`, -1]),
  ask.value(`to_${to}`),
  process.call(`takes_${to}`, [`from_${from}`]),
  ask.value(`given_${to}`),
  process.return(),
  process.call(`gives_${from}`, [], `to_${to}`),
  process.return(`from_${to}`),
  ask.value(`to_${to}`),
];

const numbers = (to: string): readonly Step[] =>
  NUMBERS.flatMap((number) => [
    process.add(`to_${to}`, [number]),
    ask.value(`to_${to}`),
    process.add(`to_${to}`, [number, number]),
    ask.value(`to_${to}`),
    process.call(`takes_${to}`, [number]),
    ask.value(`given_${to}`),
    process.return(),
    process.call(`gives_${to}`, [], 'to_long'),
    process.return(number),
    ask.value('to_long'),
  ]);

const inMain = (...steps: readonly Step[]): readonly Step[] => [
  process.exec({ variables, functions }),
  process.call('main'),
  ...steps,
];

const compiled = (program: readonly Step[]): unknown =>
  confirm({ id: 'p', machine: {}, program }).flatMap(disagreements);

test.skipIf(!has('gcc'))('values of every type', () => {
  const filled = TYPES.map((type) => process.add(`from_${type}`, [100]));
  const pairs = TYPES.flatMap((from) => TYPES.flatMap((to) => handed(from, to)));
  expect(compiled(inMain(...filled, ...pairs, ...TYPES.flatMap(numbers)))).toEqual([]);
});

test.skipIf(!has('gcc'))(
  'a function inside itself, a thread in a thread, a main that returns nothing',
  () => {
    const program = inMain(
      process.call('again', [1]),
      process.call('again', [2]),
      ask.value('depth'),
      process.return(),
      ask.value('depth'),
      process.return(),
      process.thread('outer'),
      process.thread('inner'),
      process.return(),
      process.return(),
      process.return(),
    );
    expect(compiled(program)).toEqual([]);
  },
);

test.skipIf(!has('gcc'))(
  'pages are counted however many there are; what nobody stored may be asked',
  () => {
    const pages = 70_000 * 4096;
    const program = inMain(
      process.mmap('to_pointer', pages),
      process.add('from_pointer', ['to_pointer', pages - 1]),
      process.store('from_pointer', 0, 1),
      ask.resident('to_pointer', pages),
      process.call('gives_int', []),
      ask.value('own_int', { notClaimed: { en: 'what was there', zh: '原来的内容' } }),
      process.return('own_int'),
    );
    expect(compiled(program)).toEqual([]);
  },
);
