import { expect, test } from 'vitest';
import { replay } from '../../src/index.ts';
import { library } from '../../src/library/index.ts';
import { figures, toSheet, toSvg } from '../../src/view/index.ts';

test('a sheet holds each figure as it is drawn alone, one below the other, none overlapping', () => {
  const shown = figures(replay(library.ring).at(3), 'en');
  const sheet = toSheet(shown);
  for (const figure of shown) expect(sheet).toContain(toSvg(figure).slice('<svg '.length));
  const places = [...sheet.matchAll(/<svg y="([\d.]+)"[^>]* height="([\d.]+)"/g)];
  expect(places).toHaveLength(shown.length);
  let end = 0;
  for (const [, y, height] of places) {
    expect(Number(y)).toBeGreaterThanOrEqual(end);
    end = Number(y) + Number(height);
  }
  expect(sheet).toMatch(new RegExp(`^<svg [^>]* height="${end}">`));
});

test('a sheet of nothing is an empty picture', () => {
  expect(toSheet([])).toContain('viewBox="0 0 0 0"');
});
