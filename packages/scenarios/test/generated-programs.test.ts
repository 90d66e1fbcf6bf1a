/** Programs that random ones found wrong once: what is generated must compile, and agree with the machine. */
import { expect, test } from 'vitest';
import { confirm } from '../src/confirm.ts';
import { ask, memory, observe, process, python, replay, type Step } from '../src/index.ts';
import { toC } from '../src/source/index.ts';

const onHeap = (...program: Step[]) => confirm({ id: 'p', machine: {}, program });
const inProcess = (...program: Step[]) => confirm({ id: 'p', machine: {}, program });

test('a variable leads to the block it was given, not to the next one at the same address', () => {
  const [, memcheck] = onHeap(
    memory.malloc('a', 8),
    memory.free('a'),
    memory.malloc('b', 8),
    memory.forget('b'),
  );
  const told = memcheck?.expected.map(({ name, value }) => `${name} = ${value}`);
  expect(told).toContain('definitely lost blocks = 1');
  expect(told).toContain('still reachable blocks = 0');
});

test('a program without a step is one that loses nothing', () => {
  expect(onHeap().map(({ tool }) => tool)).toEqual(['gcc', 'valgrind']);
});

test('the real program is given the arguments of exec, under a stack limit too', () => {
  const exec = process.exec({ functions: [{ name: 'main' }] }, ['./program', 'one', 'two words']);
  const program = [exec, process.call('main'), ask.stackWord(0)];
  expect(inProcess(...program)[0]?.commands.at(-1)).toEqual(['./p', 'one', 'two words']);
  const limited = { id: 'p', machine: { process: { stackLimit: 1_048_576 } }, program };
  expect(confirm(limited)[0]?.commands.at(-1)).toEqual([
    'sh',
    '-c',
    'ulimit -S -s 1024 && exec "$0" "$@"',
    './p',
    'one',
    'two words',
  ]);
});

test('a function nobody calls stores NULL to its pointers; one that asks about main knows it', () => {
  const source = toC([
    process.exec({
      functions: [
        { name: 'main' },
        { name: 'asks' },
        { name: 'idle', variables: [{ name: 'p', type: 'pointer' }] },
      ],
    }),
    process.call('main'),
    process.call('asks'),
    ask.segment('main'),
    process.return(),
  ]);
  expect(source).toContain('    p = NULL;');
  expect(source.indexOf('int main(int argc, char **argv);')).toBeLessThan(source.indexOf('&main'));
});

test('the count of an immortal object is what the statement prints', () => {
  const moments = replay({
    machine: { python: { version: '3.13' } },
    program: [python.none('a'), python.count('a'), python.refcount('a', 'module')],
  });
  expect(observe(moments).map(({ value }) => value)).toEqual([4_294_967_294, 4_294_967_295]);
});

test.each([
  ['3.11', 1],
  ['3.12', 4_294_967_294],
  ['3.13', 1],
] as const)('the count of an interned string in %s is %i', (version, count) => {
  const moments = replay({
    machine: { python: { version } },
    program: [python.intern('a', 'zebra'), python.count('a')],
  });
  expect(observe(moments)[0]?.value).toBe(count);
});
