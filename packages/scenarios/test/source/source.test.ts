import { expect, test } from 'vitest';
import { ask, memory, process, python } from '../../src/index.ts';
import { sourceLanguage, statement, toC, toPython } from '../../src/source/index.ts';

test('a C program is a main without parameters, its variables file-wide', () => {
  expect(toC([memory.malloc('a', 24), memory.free('a'), memory.forget('a')])).toBe(`\
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>

static void *a;

int main(void) {
    setvbuf(stdout, NULL, _IONBF, 0); /* or printf takes its buffer from the heap we watch */
    a = malloc(24);
    free(a);
    a = NULL;
    return 0;
}
`);
});

test('a Python program settles the start, then does what the steps say', () => {
  const program = [
    python.class('Node', ['other']),
    python.new('a', 'Node'),
    python.set('a', 'other', null),
    python.rememberPlace('a', 'place'),
    python.place('a', ['place']),
  ];
  expect(toPython(program)).toBe(`\
import gc
import sys

gc.disable()
gc.collect()


class Node:
    __slots__ = ("other",)

    def __init__(self):
        self.other = None

a = Node()
a.other = None
place = id(a)
print("a lies at place =", id(a) in [place])
`);
});

test('a step of the other language is refused, with its place in the program', () => {
  const c = memory.malloc('a', 1);
  const py = python.class('Node', []);
  expect(() => toC([c, py])).toThrow('program[1]: class is not an operation of a C program.');
  expect(() => toPython([py, c])).toThrow(
    'program[1]: malloc is not an operation of a Python program.',
  );
});

test('a program is Python when any step is', () => {
  expect(sourceLanguage([])).toBe('c');
  expect(sourceLanguage([memory.malloc('a', 1)])).toBe('c');
  expect(sourceLanguage([python.class('Node', [])])).toBe('python');
});

test('a question is told as the expression that it asks', () => {
  expect(statement(memory.distance('a', 'b'))).toBe('(char *)b - (char *)a');
  expect(statement(python.count('a'))).toBe('sys.getrefcount(a) - 1');
});

test('a Python program defines only the helpers its steps call', () => {
  const program = [
    python.classWithFinalizer('Node', [], 'saved'),
    python.newLabelled('a', 'Node'),
    python.weakCallback('w', 'a'),
    python.repeat(3, [python.assign('b', 'a')]),
    python.freeze(),
    python.generation('a'),
    python.threshold(),
  ];
  const source = toPython(program);
  expect(source).toContain('__slots__ = ("label", "__weakref__",)');
  expect(source).toContain('        global saved\n        told.append(self.label)\n');
  expect(source).toContain('w = weakref.ref(a, tell("w"))');
  expect(source).toContain('for _ in range(3):\n    b = a\n');
  expect(source).toContain('if hasattr(gc, "freeze"):\n    gc.freeze()\n');
  expect(source).toContain('if sys.version_info >= (3, 8):\n    print("generation of a =",');
  expect(source).toContain('print("get_threshold() =", *gc.get_threshold())');
  expect(source).not.toMatch(/functools|ctypes|keep_in|collections_since_start/);
});

/** The lines of a program's own functions and variables, without the pieces that ask the kernel. */
const ownLines = (source: string): string => source.slice(source.lastIndexOf('sbrk(0);\n') + 9);

const inProcess = (name: string): Parameters<typeof toC>[0] => [
  process.exec({
    variables: [
      { name: 'seen', type: 'int', storage: 'static' },
      { name: 'word', type: 'pointer', literal: 'hi' },
      { name: 'fixed', type: 'int', storage: 'const', value: 3 },
    ],
    functions: [
      { name, parameters: [{ name: 'n', type: 'int' }], result: 'int' },
      { name: 'main', variables: [{ name: 'sum', type: 'int' }] },
    ],
  }),
  process.call('main'),
];

test('a function whose calls do the same has one body', () => {
  const call = [process.call('twice', [2], 'sum'), process.return('n')];
  const source = toC([...inProcess('twice'), ...call, ...call, process.return('sum')]);
  expect(ownLines(source)).toContain(`\
static volatile int seen;
char *volatile word = "hi";
const int fixed = 3;

int twice(int n);

int twice(int n) {
    return n;
    return 0;
}

int main(int argc, char **argv) {
    ask_start(argc, argv);
    volatile int sum;
    sum = twice(2);
    sum = twice(2);
    return sum;
}
`);
});

test('a function whose calls differ has one body for each, in order', () => {
  const source = toC([
    ...inProcess('step'),
    process.call('step', [1]),
    process.return('n'),
    process.call('step', [2]),
    process.return(7),
  ]);
  expect(source).toContain(`\
    static int ask_calls;
    switch (++ask_calls) {
    case 1: /* step, call 1 */
        return n;
        break;
    case 2: /* step, call 2 */
        return 7;
        break;
    }
    return 0;
`);
});

test('a program carries the pieces it uses and no other', () => {
  const source = toC([...inProcess('f'), ask.segment('word')]);
  expect(source).toContain('static const char *ask_segment(');
  for (const piece of ['ask_resident', 'ask_handle', 'ask_watch', 'ask_steps', 'ask_run'])
    expect(source).not.toContain(piece);
});

test('a step is told as the call it is, a question to the kernel in words', () => {
  expect(statement(process.sbrk('p', 4096))).toBe('p = sbrk(4096);');
  expect(statement(process.thread('work'))).toBe('pthread_create(&thread, NULL, work, NULL);');
  expect(statement(ask.segment('p'))).toBe('segment of p?');
});
