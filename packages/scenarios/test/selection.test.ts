import { expect, test } from 'vitest';
import { replay, selectionOf } from '../src/index.ts';
import { library } from '../src/library/index.ts';
import { tellMoment } from '../src/story.ts';
import { figures, select, selectionTable, toSvg, toText } from '../src/view/index.ts';

const moment = replay(library['from-name-to-page']).at(6);
const keysOf = (thing: string): readonly string[] | undefined =>
  selectionOf(moment.state, thing)?.parts.map(({ key }) => key);

test('name, object and address lead to the same layers', () => {
  const [object] = moment.state.objects;
  expect(keysOf('a')).toEqual(keysOf('#1'));
  expect(keysOf('object:1')).toEqual(keysOf('a'));
  expect(keysOf('name:a')).toEqual(keysOf('a'));
  expect(keysOf(`0x${object?.address?.toString(16)}`)).toEqual(keysOf('a'));
  expect(keysOf('a')?.map((key) => key.split(':')[0])).toEqual(
    'name object block pool arena page mapping'.split(' '),
  );
});

test('each layer lies within the next', () => {
  const places = selectionOf(moment.state, 'b')?.parts.filter(({ end }) => end !== null) ?? [];
  const address = moment.state.objects[1]?.address ?? 0;
  for (const { start, end } of places) {
    expect(start).toBeLessThanOrEqual(address);
    expect(end).toBeGreaterThan(address);
  }
});

test('a pointer of a C program is selected with its chunk and mapping', () => {
  const { state } = replay(library['from-exec-to-exit']).at(10);
  const parts = selectionOf(state, 'block')?.parts.map(({ layer, text }) => `${layer} ${text}`);
  expect(parts).toEqual(['name block', 'chunk ', 'page ', 'mapping heap rw-']);
});

test('what is not there is not selected', () => {
  expect(selectionOf(moment.state, 'nobody')).toBeNull();
  expect(selectionOf(moment.state, '#99')).toBeNull();
});

test('every part of a figure that shows the selection is marked, in text and SVG, and no other', () => {
  const selection = selectionOf(moment.state, 'a');
  if (!selection) throw new Error('a is there.');
  const keys = new Set(keysOf('a'));
  let shown = 0;
  for (const plain of figures(moment, 'en')) {
    const figure = select(plain, selection);
    const marks = [...toSvg(figure).matchAll(/data-key="([^"]+)"[^>]*data-selected/g)];
    for (const [, key] of marks) expect(keys).toContain(key);
    const signs = toText(figure)
      .split('\n')
      .filter((line) => /(^| )[>»]/.test(line));
    expect(signs).toHaveLength(marks.length);
    shown += marks.length;
  }
  expect(shown).toBe(keys.size - 1);
});

test('a story shows the selection in each of its moments', () => {
  const text = tellMoment(moment, 14, 'en', { select: 'a' });
  expect(text).toContain('Selected a');
  expect(text).toMatch(/> pool +0x[0-9a-f]+ +16,384 bytes/);
  const selection = selectionOf(moment.state, 'a');
  expect(selection && toText(selectionTable(selection, 'zh'))).toContain('选中 a');
});
