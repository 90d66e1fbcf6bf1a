import { describe, expect, test } from 'vitest';
import {
  ask,
  memory,
  ProgramError,
  process,
  python,
  type Step,
  validateProgram,
} from '../../src/index.ts';

/** The error of a program that is none, as the author meets it. */
function refusal(program: unknown): string {
  try {
    validateProgram(program as readonly Step[]);
  } catch (error) {
    if (error instanceof ProgramError) return error.message;
    throw error;
  }
  return 'accepted';
}

const node = python.class('Node', ['other']);
const a = python.new('a', 'Node');

test('only a void function without parameters is stepped through', () => {
  const exec = process.exec({ functions: [{ name: 'main' }, { name: 'f' }] });
  const program = [exec, process.call('main'), ask.sameSteps('f', 'main')];
  expect(refusal(program)).toBe(
    'program[2].as: only a void function without parameters is stepped through, not main.',
  );
});

test.each<[string, Step]>([
  ['program[2].terms: [] is not a list of 1 to 16 values.', process.add('v', [])],
  [
    'program[2].into: "fixed" is const: nothing may store to it by its name.',
    process.add('fixed', [1]),
  ],
])('what no statement of C can say is refused: %s', (expected, step) => {
  const variables = [
    { name: 'v', type: 'int' },
    { name: 'fixed', type: 'int', storage: 'const' },
  ] as const;
  const exec = process.exec({ variables, functions: [{ name: 'main' }] });
  expect(refusal([exec, process.call('main'), step])).toBe(expected);
});

test('a dict has one entry for each key', () => {
  expect(refusal([node, a, python.dict('d', ['a', 'a'])])).toBe(
    'program[2].items: a name stands in the list twice: a dict has one entry for each key.',
  );
});

test('an argument ends at its first NUL, and has none', () => {
  const exec = process.exec({ functions: [{ name: 'main' }] }, ['./program', 'a\0b']);
  expect(refusal([exec])).toMatch(/^program\[0\]\.argv: .*without NUL\.$/);
});

describe('a program', () => {
  test.each<[string, unknown]>([
    ['accepted', []],
    ['accepted', [memory.malloc('a', 0), memory.free('a'), memory.free('a')]],
    ['accepted', [memory.malloc('a', 24), memory.malloc('a', 24)]],
    ['accepted', [node, a, python.set('a', 'other', 'a'), python.set('a', 'other', null)]],
    ['accepted', [node, a, python.assign('b', 'a'), python.set('b', 'other', 'a')]],
    ['program[0].program: a program is a list of steps.', null],
    ['program[0].program: a program is a list of steps.', { length: 1 }],
    ['program[0].op: a step is an object with an op.', [null]],
    ['program[0].op: "toString" is no operation.', [{ op: 'toString' }]],
    ['program[0].op: a step is an object with an op.', [{}]],
    ['program[0].size: this operand is missing.', [{ op: 'malloc', into: 'a' }]],
    ['program[0].bytes: is no operand of malloc.', [{ ...memory.malloc('a', 1), bytes: 2 }]],
    [
      'program[0].note: expected a text in English and in Chinese.',
      [{ ...memory.malloc('a', 1), note: 'one' }],
    ],
    [
      'program[0].steps[0].op: a step is an object with an op.',
      [{ op: 'repeat', times: 2, steps: [null] }],
    ],
    ['program[0].of: "a" is used before it is bound.', [memory.free('a')]],
    ['program[1].of: "a" is used before it is bound.', [memory.malloc('b', 1), memory.free('a')]],
    ['program[0].size: 1.5 is not a whole number from 0 to 4294901760.', [memory.malloc('a', 1.5)]],
    ['program[0].size: -1 is not a whole number from 0 to 4294901760.', [memory.malloc('a', -1)]],
    [
      'program[0].size: null is not a whole number from 0 to 4294901760.',
      [memory.malloc('a', Number.NaN)],
    ],
    [
      'program[0].size: "24" is not a whole number from 0 to 4294901760.',
      [{ op: 'malloc', into: 'a', size: '24' }],
    ],
    [
      'program[0].into: "int" is reserved in C or Python: choose another name.',
      [memory.malloc('int', 1)],
    ],
    [
      'program[0].into: "a b" is not a name: a letter, then up to 30 letters, digits or _.',
      [memory.malloc('a b', 1)],
    ],
    ['program[0].type: "Node" is used before it is bound.', [a]],
    ['program[2].slot: a has no slot "next".', [node, a, python.set('a', 'next', null)]],
    ['program[2].name: "Node" names a class, not an object.', [node, a, python.delete('Node')]],
    ['program[1].into: "Node" already names a class.', [node, python.new('Node', 'Node')]],
    [
      'program[3].of: "a" is used before it is bound.',
      [node, a, python.delete('a'), python.count('a')],
    ],
    ['program[0].slots: a name stands in the list twice.', [python.class('Twice', ['x', 'x'])]],
    ['program[2].among: [] is not a list of names.', [node, a, python.place('a', [])]],
    ['program[2].to: "a" names no list.', [node, a, { op: 'append', to: 'a', item: 'a' }]],
    ['program[2].of: "a" names no weak reference.', [node, a, python.alive('a')]],
    ['accepted', [node, a, python.weakReference('w', 'a'), python.alive('w')]],
    ['program[0].text: "x" is not a text of 2 to 30 letters.', [python.string('s', 'x')]],
    [
      'program[1].op: Node has a finalizer that tells a label.',
      [python.classWithFinalizer('Node', []), python.new('a', 'Node')],
    ],
    [
      'program[1].op: Node has no finalizer that tells a label.',
      [node, python.newLabelled('a', 'Node')],
    ],
    ['program[0].times: 0 is not a whole number from 1 to 100000.', [python.repeat(0, [])]],
    ['program[0].steps: [] is not a list of 1 to 16 steps.', [python.repeat(1, [])]],
    [
      'program[2].steps[0].name: "a" is used before it is bound.',
      [node, a, python.repeat(2, [python.delete('a')])],
    ],
    [
      'program[2].steps[0].op: "ask-count" has no place in a loop.',
      [node, a, python.repeat(2, [python.count('a')])],
    ],
    [
      'program[2].by: "wish" is not one of exception, closure, default, cache, generator, method.',
      [node, a, { op: 'keep', into: 'k', by: 'wish', of: 'a' }],
    ],
  ])('%s', (expected, program) => {
    expect(refusal(program)).toBe(expected);
  });
});

/** A process whose main has a pointer and an array, beside a function of one parameter. */
const unit = {
  variables: [
    { name: 'p', type: 'pointer' },
    { name: 'table', type: 'int', length: 4 },
  ],
  functions: [
    { name: 'twice', parameters: [{ name: 'n', type: 'int' }], result: 'int' },
    { name: 'quiet', variables: [{ name: 'own', type: 'int' }] },
    { name: 'main', variables: [{ name: 'local', type: 'int' }] },
  ],
} as const;
const start = process.exec(unit);
const main = process.call('main');

describe('a program in a process', () => {
  test.each<[string, unknown]>([
    ['accepted', [start, main, process.call('twice', [2], 'local'), process.return('n')]],
    ['accepted', [start, ask.stackWord(0), main, process.exit(0), ask.mappings()]],
    ['program[0].op: exit needs a process: begin the program with exec.', [process.exit(0)]],
    ['program[1].op: a process begins with exec, once.', [start, start]],
    [
      'program[1].function: the first function called is main, and nobody calls it again.',
      [start, process.call('quiet')],
    ],
    [
      'program[2].function: the first function called is main, and nobody calls it again.',
      [start, main, main],
    ],
    ['program[2].arguments: twice has 1 parameters.', [start, main, process.call('twice')]],
    ['program[2].into: quiet answers nothing.', [start, main, process.call('quiet', [], 'local')]],
    [
      'program[3].value: twice answers a value.',
      [start, main, process.call('twice', [1]), process.return()],
    ],
    [
      'program[3].value: quiet answers nothing.',
      [start, main, process.call('quiet'), process.return(1)],
    ],
    ['program[2].into: "own" is used before it is bound.', [start, main, process.add('own', [1])]],
    [
      'program[3].into: "local" is used before it is bound.',
      [start, main, process.call('quiet'), process.add('local', [1])],
    ],
    ['program[2].into: "table" is an array.', [start, main, process.add('table', [1])]],
    ['program[2].terms: "table" is an array.', [start, main, process.add('local', ['table'])]],
    [
      'program[2].of: "table" is an array: point at it and ask for a byte.',
      [start, main, ask.value('table')],
    ],
    [
      'program[2].through: "local" names a variable, not a pointer.',
      [start, main, process.store('local', 0, 1)],
    ],
    [
      'program[2].into: "other" is not declared in the unit of exec.',
      [start, main, memory.malloc('other', 1)],
    ],
    [
      'program[3].op: the process has ended.',
      [start, main, process.return(0), process.add('p', [1])],
    ],
    ['program[2].op: the process has not ended yet.', [start, main, ask.mappings()]],
    [
      'program[2].intent: "execute" is not one of read, write.',
      [start, main, { ...ask.access('p', 0, 'read'), intent: 'execute' }],
    ],
    ['program[2].arguments: twice has 1 parameters.', [start, main, process.recurse('twice')]],
  ])('%s', (expected, program) => {
    expect(refusal(program)).toBe(expected);
  });

  const of = (variables: unknown, functions: unknown = [{ name: 'main' }]): unknown => [
    { op: 'exec', argv: [], unit: { variables, functions } },
  ];
  test.each<[string, unknown]>([
    ['a unit is an object with functions.', [{ op: 'exec', argv: [], unit: null }]],
    ['there is no function main.', of([], [])],
    ['"x" is declared twice.', of([{ name: 'x', type: 'int' }], [{ name: 'x' }, { name: 'main' }])],
    [
      '"class" is reserved in C or Python: choose another name.',
      of([{ name: 'class', type: 'int' }]),
    ],
    ['the type of x is "float", not char, int, long, pointer.', of([{ name: 'x', type: 'float' }])],
    ['the value of x does not fit.', of([{ name: 'x', type: 'char', value: 128 }])],
    [
      'the length of x is not a whole number from 1 to 67108864.',
      of([{ name: 'x', type: 'int', length: 0 }]),
    ],
    [
      'the storage of x is "register", not static or const.',
      of([{ name: 'x', type: 'int', storage: 'register' }]),
    ],
    [
      'x is a pointer: it has no value, and is not const.',
      of([{ name: 'x', type: 'pointer', value: 1 }]),
    ],
    [
      'the literal of x is not 1 to 200 plain characters for a pointer.',
      of([{ name: 'x', type: 'pointer', literal: 'a"b' }]),
    ],
    [
      'x is automatic: give it its value by a step.',
      of([], [{ name: 'main', variables: [{ name: 'x', type: 'int', value: 1 }] }]),
    ],
    [
      'x is const in a function, which is automatic: make it static.',
      of([], [{ name: 'main', variables: [{ name: 'x', type: 'int', storage: 'const' }] }]),
    ],
    [
      'main has no parameters here: ask for the words of the stack instead.',
      of([], [{ name: 'main', parameters: [{ name: 'x', type: 'int' }] }]),
    ],
  ])('whose unit is refused: %s', (expected, program) => {
    expect(refusal(program)).toBe(`program[0].unit: ${expected}`);
  });
});

test('names the step and the operand in fields', () => {
  try {
    validateProgram([memory.malloc('a', 1), memory.free('b')]);
  } catch (error) {
    expect(error).toMatchObject({ code: 'ERR_PROGRAM', step: 1, operand: 'of' });
    return;
  }
  expect.unreachable();
});
