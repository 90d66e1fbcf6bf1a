import { describe, expect, test } from 'vitest';
import { didYouMean, editDistance, nearest } from '../src/nearest.ts';

describe('edit distance', () => {
  test.each([
    ['', '', 0],
    ['maps', '', 4],
    ['', 'maps', 4],
    ['maps', 'maps', 0],
    ['mpas', 'maps', 2],
    ['kitten', 'sitting', 3],
  ])('from %j to %j is %i', (left, right, distance) => {
    expect(editDistance(left, right)).toBe(distance);
    expect(editDistance(right, left)).toBe(distance);
  });
});

describe('the nearest candidate', () => {
  test('has the fewest edits', () => {
    expect(nearest('confrm', ['maps', 'conform', 'verify'])).toBe('conform');
  });

  test('may be one the word begins', () => {
    expect(nearest('malloc', ['mallet', 'malloc-split'])).toBe('malloc-split');
  });

  test('is absent among none', () => {
    expect(nearest('maps', [])).toBeUndefined();
    expect(didYouMean('maps', [])).toBe('');
  });

  test('of an absurdly long word is found at once', () => {
    expect(nearest('x'.repeat(1_000_000), ['maps'])).toBe('maps');
  });
});
