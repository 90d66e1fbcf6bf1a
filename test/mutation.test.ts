import { describe, expect, test } from 'vitest';
import { draw, interval, stratified } from './mutation/sample.mjs';

const keys = Array.from({ length: 1000 }, (_, index) => `src/file.ts:${index}`);

describe('a drawn sample', () => {
  test('is the same for the same seed, in whatever order the keys come', () => {
    const drawn = draw(keys, { size: 100, seed: '7' });
    expect(draw(keys.toReversed(), { size: 100, seed: '7' })).toEqual(drawn);
    expect(draw(keys, { size: 100, seed: '8' })).not.toEqual(drawn);
  });

  test('has no key twice, and of a small package every key', () => {
    expect(new Set(draw(keys, { size: 300, seed: '1' })).size).toBe(300);
    expect(draw(keys, { size: 2000, seed: '1' }).toSorted()).toEqual(keys.toSorted());
  });

  test('grows by additions only', () => {
    const small = draw(keys, { size: 50, seed: '3' });
    expect(draw(keys, { size: 60, seed: '3' }).slice(0, 50)).toEqual(small);
  });

  test('takes every key equally often', () => {
    const times = new Map<string, number>();
    for (let seed = 0; seed < 200; seed++)
      for (const key of draw(keys.slice(0, 20), { size: 5, seed: `${seed}` }))
        times.set(key, (times.get(key) ?? 0) + 1);
    expect(times.size).toBe(20);
    // 200 draws at 1 in 4: 50, give or take four standard deviations of 6.1.
    for (const count of times.values()) expect(Math.abs(count - 50)).toBeLessThan(25);
  });
});

describe('what a sample says of the whole', () => {
  test("is Wilson's interval: a published value, and room at the edges", () => {
    // 8 of 10: Brown, Cai and DasGupta 2001, formula (4).
    const [low, high] = interval(8, 10);
    expect([low!.toFixed(4), high!.toFixed(4)]).toEqual(['0.4902', '0.9433']);
    expect(interval(10, 10)[0]).toBeLessThan(1);
    expect(interval(0, 10)[1]).toBeGreaterThan(0);
  });

  test('weighs each package by its mutants', () => {
    const { score, bounds } = stratified([
      { size: 900, part: 90, whole: 100 },
      { size: 100, part: 50, whole: 100 },
    ]);
    expect(score).toBeCloseTo(0.86, 10);
    expect(bounds[0]).toBeLessThan(score);
    expect(bounds[1]).toBeGreaterThan(score);
  });

  test('has the interval of a plain sample where there is one package', () => {
    const { bounds } = stratified([{ size: 5, part: 80, whole: 101 }]);
    const half = 1.96 * Math.sqrt(((80 / 101) * (21 / 101)) / 100);
    expect(bounds[1]! - 80 / 101).toBeCloseTo(half, 10);
  });
});
