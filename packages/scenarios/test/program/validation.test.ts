import { describe, expect, test } from 'vitest';
import { memory, ProgramError, python, type Step, validateProgram } from '../../src/index.ts';

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

describe('a program', () => {
  test.each<[string, unknown]>([
    ['accepted', []],
    ['accepted', [memory.malloc('a', 0), memory.free('a'), memory.free('a')]],
    ['accepted', [memory.malloc('a', 24), memory.malloc('a', 24)]],
    ['accepted', [node, a, python.set('a', 'other', 'a'), python.set('a', 'other', null)]],
    ['accepted', [node, a, python.assign('b', 'a'), python.set('b', 'other', 'a')]],
    ['program[0].program: a program is a list of steps.', null],
    ['program[0].program: a program is a list of steps.', { length: 1 }],
    ['program[0].op: undefined is no operation.', [null]],
    ['program[0].op: "toString" is no operation.', [{ op: 'toString' }]],
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
    ['program[0].into: "int" is reserved in C or Python.', [memory.malloc('int', 1)]],
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

test('names the step and the operand in fields', () => {
  try {
    validateProgram([memory.malloc('a', 1), memory.free('b')]);
  } catch (error) {
    expect(error).toMatchObject({ code: 'ERR_PROGRAM', step: 1, operand: 'of' });
    return;
  }
  expect.unreachable();
});
