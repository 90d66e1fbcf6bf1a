import { expect, test } from 'vitest';
import { Machine, memory, python } from '../../src/index.ts';
import { figures } from '../../src/view/index.ts';

const ids = (...steps: Parameters<Machine['perform']>[0][]): string[] => {
  const machine = new Machine();
  return steps.flatMap((step, index) => {
    const moment = machine.perform(step);
    return index === steps.length - 1 ? figures(moment, 'en').map(({ id }) => id) : [];
  });
};

test('the heap is drawn from the first pointer on, and stays when all is freed', () => {
  expect(ids(memory.malloc('a', 24))).toContain('heap');
  expect(ids(memory.malloc('a', 24), memory.free('a'))).toContain('heap');
});

test('a class has no chunk: a Python program draws no heap that it does not use', () => {
  expect(ids(python.class('Node', ['other']))).not.toContain('heap');
});
