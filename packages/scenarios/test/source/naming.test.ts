import { expect, test } from 'vitest';
import { readAnswers } from '../../src/confirm.ts';
import { memory, process, python, type Step } from '../../src/index.ts';
import { statement, toC, toPython } from '../../src/source/index.ts';
import { asWrittenInC, namedInC } from '../../src/source/naming.ts';

const inMain = (...steps: readonly Step[]): string =>
  toC([
    process.exec({
      variables: [
        { name: 'i', type: 'pointer', length: 2 },
        { name: 'read', type: 'pointer', literal: 'what??/' },
      ],
      functions: [{ name: 'main' }, { name: 'stack' }],
    }),
    process.call('main'),
    ...steps,
  ]);

test('a name that C has another use for gets an underscore; what is printed says the author’s', () => {
  const source = toC([memory.malloc('link', 24), memory.usableSize('link')]);
  expect(source).toContain('static void *link_;');
  expect(source).toContain('    link_ = malloc(24);');
  expect(source).toContain('printf("usable size of link = %zu\\n", malloc_usable_size(link_));');
});

test.each(['link', 'link_', 'link__', 'ask_x', 'a', 'a_', 'string', 'MAX_SIZE'])(
  'the new name of %s leads back to it',
  (name) => {
    const step = memory.malloc(name, 1);
    expect(asWrittenInC(namedInC(step))).toEqual(step);
  },
);

test('no two names become one', () => {
  const names = ['link', 'link_', 'link__', 'lin', 'linked', 'Link', 'LINK', 'LINK_'];
  const made = names.map((name) => namedInC(memory.malloc(name, 1)));
  expect(new Set(made.map((step) => ('into' in step ? step.into : ''))).size).toBe(names.length);
});

test('nm’s names are read as the author’s, without those of the program’s own pieces', () => {
  const output = '00 T link_\n00 d ask_mine_.12\n00 b ask_words\n00 T work\n';
  expect(readAnswers('nm', output).map(({ name }) => name)).toEqual([
    'nm letter of ask_mine',
    'nm letter of link',
    'nm letter of work',
  ]);
});

test('a Python program keeps a builtin it does not call, and moves those it does', () => {
  const source = toPython([
    python.classWithFinalizer('list', ['label', 'next'], 'self'),
    python.newLabelled('gc', 'list'),
    python.dict('d', ['gc']),
  ]);
  expect(source).toContain('class list:');
  expect(source).toContain('__slots__ = ("label", "label_", "next",)');
  expect(source).toContain('global self_');
  expect(source).toContain('gc_ = list("gc")');
  expect(source).toContain('d = {"gc": gc_}');
});

test('a step alone has the author’s names', () => {
  expect(statement(memory.malloc('link', 24))).toBe('link = malloc(24);');
  expect(statement(python.newLabelled('gc_', 'Node'))).toBe('gc_ = Node("gc_")');
});

test('what counts through an array is not called as the array is', () => {
  expect(inMain(process.mallocEach('i', 2, 8))).toContain(
    'for (int j = 0; j < 2; j++) i[j] = malloc(8);',
  );
});

test('a literal has no trigraph, and a thread of any name its own wrapper', () => {
  const source = inMain(process.thread('stack'), process.return());
  expect(source).toContain('read_ = "what?\\?/";');
  expect(source).toContain('ask_run(ask_stack_thread);');
});
