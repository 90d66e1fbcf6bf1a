import { expect, test } from 'vitest';
import { chapters, library } from '../../src/library/index.ts';

test('the chapters hold every scenario of the library once, in its order', () => {
  expect(chapters.flatMap(({ scenarios }) => scenarios)).toEqual(Object.values(library));
});

test('no chapter is empty', () => {
  for (const { title, scenarios } of chapters)
    expect(scenarios.length, title.en).toBeGreaterThan(0);
});
