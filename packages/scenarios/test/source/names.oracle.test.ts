/** Programs whose names the generated program has another use for, compiled and run: they agree with the machine. */
import { pythonVersions } from '@memstrata/refcount';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { confirm } from '../../src/confirm.ts';
import { ask, type MachineOptions, memory, process, python, type Step } from '../../src/index.ts';
import { isIdentifier, isReserved } from '../../src/program/identifier.ts';
import { toC, toPython } from '../../src/source/index.ts';
import { disagreements, has, printed } from './tools.ts';

/** Names of every kind: what is declared, what is built in, macros, what the generated program says itself. */
const NASTY =
  `link abs read y0 index environ stdin errno signal malloc free printf NULL size_t puts time wait
  floor pow isalpha exit brk etext end argc argv i j st_atime bool asm linux EOF PROT_READ R_386_NONE ask_calls
  ask_run ask_work_thread work thread stack gc sys print id zip open list type object self label told tell int range
  keep_in_closure match len str super ValueError Exception any x y text`.split(/\s+/);

/** The words that a generated program is made of are the likeliest to meet a name. */
const wordsOf = (source: string): readonly string[] => source.match(/\b[A-Za-z]\w*/g) ?? [];

const plain = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,30}$/);

/** Different names that validation accepts, `count` of them. */
function names(made: readonly string[], count: number): fc.Arbitrary<readonly string[]> {
  const known = [...new Set([...NASTY, ...made])].flatMap((name) => [
    name,
    `${name}_`,
    `${name}__`,
  ]);
  const accepted = known.filter((name) => isIdentifier(name) && !isReserved(name));
  const one = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...accepted) }, plain);
  return fc.uniqueArray(
    one.filter((name) => !isReserved(name)),
    { minLength: count, maxLength: count },
  );
}

/** Each name as one thing that a program declares. */
function inProcess(all: readonly string[]): readonly Step[] {
  const [pointer = '', array = '', idle = '', twin = '', ...others] = all;
  const third = Math.floor(others.length / 4);
  const part = (index: number) => others.slice(index * third, (index + 1) * third);
  const [globals, functions, parameters, locals] = [0, 1, 2, 3].map(part) as [
    string[],
    string[],
    string[],
    string[],
  ];
  const unit = {
    variables: [
      { name: pointer, type: 'pointer', literal: 'what??/ %d "??'.replaceAll('"', "'") },
      { name: array, type: 'pointer', length: 4 },
      ...globals.map((name, value) => ({ name, type: 'int', value }) as const),
    ],
    functions: [
      { name: 'main' },
      { name: idle },
      { name: twin },
      ...functions.map((name, index) => ({
        name,
        result: 'long' as const,
        parameters: [{ name: parameters[index] ?? '', type: 'int' as const }],
        variables: [{ name: locals[index] ?? '', type: 'long' as const }],
      })),
    ],
  } as const;
  return [
    process.exec(unit),
    process.call('main'),
    ask.byte(pointer, 6),
    process.mallocEach(array, 4, 24),
    process.freeEach(array, 4),
    process.thread(idle),
    process.return(),
    ask.sameSteps(idle, twin),
    memory.malloc(pointer, 40),
    memory.usableSize(pointer),
    ask.access(pointer, 8, 'write'),
    memory.free(pointer),
    ...functions.flatMap((name, index) => [
      process.call(name, [globals[index] ?? 0], globals[index] ?? null),
      process.add(locals[index] ?? '', [parameters[index] ?? '', 1]),
      ask.value(locals[index] ?? ''),
      process.return(locals[index] ?? ''),
      ask.value(globals[index] ?? ''),
      ask.segment(name),
    ]),
    process.exit(0),
  ];
}

/** One block at a time: the heap of the model is a small one. */
const onHeap = (all: readonly string[]): readonly Step[] =>
  all.flatMap((name, index) => [
    memory.malloc(name, 24 + index),
    memory.usableSize(name),
    memory.distance(name, name),
    memory.free(name),
    memory.forget(name),
  ]);

function inPython(all: readonly string[]): readonly Step[] {
  const [plainClass = '', telling = '', saved = '', place = '', noted = '', crowd = '', ...others] =
    all;
  const slots = others.slice(0, 8);
  const objects = others.slice(8);
  const [a = '', b = '', c = '', d = '', e = '', f = '', ...lists] = objects;
  return [
    python.class(plainClass, slots),
    python.classWithFinalizer(telling, slots, saved),
    python.new(a, plainClass),
    ...slots.map((slot) => python.set(a, slot, a)),
    python.count(a),
    python.refcount(a, 'function'),
    python.generation(a),
    python.newLabelled(b, telling),
    python.weakCallback(c, a),
    python.alive(c),
    python.keep(d, 'closure', a),
    python.keep(e, 'exception', a),
    python.intern(f, 'zebra'),
    python.rememberPlace(a, place),
    python.countAt(place),
    python.place(a, [place]),
    python.rememberCount(a, noted),
    ...lists.flatMap((name) => [python.list(name, [a]), python.count(a)]),
    python.gain(a, noted),
    python.dict(f, lists),
    python.repeat(2, [python.assign(f, b)]),
    python.delete(f),
    python.delete(b),
    python.told(),
    python.collections(),
    python.crowd(crowd, plainClass, 10),
    python.arenas(crowd, { notClaimed: { en: 'few', zh: '少' } }),
    ...[a, d, e, ...lists].map((name) => python.delete(name)),
    python.collect({ notClaimed: { en: 'many', zh: '多' } }),
    python.told(),
  ];
}

const agree = (program: readonly Step[], machine: MachineOptions = {}): void => {
  for (const run of confirm({ id: 'p', machine, program }))
    if (run.tool !== 'valgrind') expect(disagreements(run), run.source).toEqual([]);
};

const some = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => `n${i}`);

describe.skipIf(!has('gcc') || !has('nm'))('in C', () => {
  test('a process', () => {
    const made = wordsOf(toC(inProcess(some(100))));
    fc.assert(
      fc.property(names(made, 164), (all) => agree(inProcess(all))),
      { numRuns: 4, endOnFailure: true },
    );
  });

  test('a heap', () => {
    const made = wordsOf(toC(onHeap(some(2))));
    fc.assert(
      fc.property(names(made, 80), (all) => agree(onHeap(all))),
      { numRuns: 4, endOnFailure: true },
    );
  });
});

/** The interpreter at hand is held against its own rules. */
const version = pythonVersions.find((known) =>
  printed(['python3', '--version'], '.').startsWith(`Python ${known}.`),
);

describe.skipIf(version === undefined)('in Python', () => {
  test('objects', () => {
    const machine = version === undefined ? {} : { python: { version } };
    const made = wordsOf(toPython(inPython(some(60))));
    fc.assert(
      fc.property(names(made, 60), (all) => agree(inPython(all), machine)),
      { numRuns: 3, endOnFailure: true },
    );
  });
});
