import { expect, test } from 'vitest';
import { objectName, referenceName } from '../../src/snapshot/reference-names.ts';
import { parse, snapshotText } from './snapshot-text.ts';

/** One object of a type that refers to objects of others, in this order. */
const heapOf = (type: string, ...referents: string[]) =>
  parse(
    snapshotText([
      { type, refcount: 1, refers: referents.map((_, index) => index + 1) },
      ...referents.map((each) => ({ type: each, refcount: 1 })),
    ]),
  );

/** How references are written behind an object of a type. */
const namesOf = (type: string, ...referents: string[]): (string | null)[] =>
  referents.map((_, at) => referenceName(heapOf(type, ...referents), 0, at));

test('items of a list or tuple are shown last to first and named by their position', () => {
  const items = ['app.A', 'app.B', 'builtins.dict'];
  expect(namesOf('builtins.list', ...items)).toEqual(['[2]', '[1]', '[0]']);
  expect(namesOf('builtins.tuple', ...items)).toEqual(['[2]', '[1]', '[0]']);
  expect(namesOf('builtins.set', ...items)).toEqual([null, null, null]);
});

test('a reference is named where the types leave one possibility', () => {
  expect(namesOf('builtins.module', 'builtins.dict', 'app.A')).toEqual(['.__dict__', null]);
  expect(namesOf('builtins.method', 'builtins.function', 'app.A')).toEqual([
    '.__func__',
    '.__self__',
  ]);
  expect(namesOf('builtins.function', 'builtins.cell', 'app.A')).toEqual(['.__closure__', null]);
  expect(namesOf('builtins.cell', 'app.A')).toEqual(['.cell_contents']);
  expect(namesOf('app.A', 'builtins.dict', 'builtins.list')).toEqual(['.__dict__', null]);
  expect(namesOf('builtins.type', 'builtins.dict')).toEqual([null]);
});

test('a recorded name is a key of a dict and an attribute of anything else', () => {
  const named = { names: ['a "b"'], referenceName: Int32Array.of(0) };
  expect(referenceName({ ...heapOf('builtins.dict', 'app.A'), ...named }, 0, 0)).toBe(
    '["a \\"b\\""]',
  );
  expect(referenceName({ ...heapOf('builtins.list', 'app.A'), ...named }, 0, 0)).toBe('.a "b"');
});

test('an object refers to its class, known by its label', () => {
  const labelled = { names: ['app.A'], label: Int32Array.of(-1, 0) };
  const heap = { ...heapOf('app.A', 'builtins.type'), ...labelled };
  expect(referenceName(heap, 0, 0)).toBe('.__class__');
  expect(referenceName({ ...heapOf('app.B', 'builtins.type'), ...labelled }, 0, 0)).toBe(null);
});

test('an object is named by its label, or else by its type', () => {
  const labels = { names: ['app'], label: Int32Array.of(0) };
  expect(objectName(heapOf('builtins.list'), 0)).toBe('list');
  expect(objectName(heapOf('app.builtins.A'), 0)).toBe('app.builtins.A');
  expect(objectName({ ...heapOf('builtins.module'), ...labels }, 0)).toBe('module app');
  expect(objectName({ ...heapOf('builtins.function'), ...labels }, 0)).toBe('function app');
  expect(objectName({ ...heapOf('builtins.type'), ...labels }, 0)).toBe('class app');
});
