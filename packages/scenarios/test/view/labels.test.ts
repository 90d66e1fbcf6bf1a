import { describe, expect, test } from 'vitest';
import type { Language } from '../../src/index.ts';
import { library } from '../../src/library/index.ts';
import { figures, labels, toSvg, toText } from '../../src/view/index.ts';
import { momentsOf } from '../performed.ts';

// Thousands of comparisons: an assertion is made of those that fail, because each takes longer than what it compares.
const languages: readonly Language[] = ['en', 'zh'];

const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

/** What an SVG shows: the texts of its elements, as a reader of the picture sees them. */
const shown = (svg: string): string =>
  [...svg.replace(/<desc[\s\S]*?<\/desc>|<title[\s\S]*?<\/title>/g, '').matchAll(/>([^<]+)</g)]
    .map(([, text]) => text)
    .map((text) => unescaped(text ?? ''))
    .join('\n');

describe.each(Object.values(library))('$id', (scenario) => {
  test.each(languages)('text and SVG of every figure carry the same labels in %s', (language) => {
    for (const moment of momentsOf(scenario))
      for (const figure of figures(moment, language)) {
        const text = toText(figure, { columns: 1000 });
        const svg = shown(toSvg(figure));
        for (const label of labels(figure)) {
          if (!text.includes(label)) expect(text).toContain(label);
          if (!svg.includes(label)) expect(svg).toContain(label);
        }
      }
  });

  test('the accessible description of a figure is its text', () => {
    for (const moment of momentsOf(scenario))
      for (const figure of figures(moment, 'en')) {
        const [, description] = /<desc[^>]*>([\s\S]*?)<\/desc>/.exec(toSvg(figure)) ?? [];
        const told = unescaped(description ?? '');
        const text = toText(figure);
        if (told !== text) expect(told).toBe(text);
      }
  });

  test('a thing keeps its place from moment to moment', () => {
    const places = new Map<string, string>();
    for (const moment of momentsOf(scenario))
      for (const figure of figures(moment, 'en')) {
        const found =
          figure.kind === 'graph'
            ? figure.nodes.map(({ key, column, row }) => [key, `${column} ${row}`] as const)
            : figure.kind === 'strip'
              ? figure.cells.map(({ key, start }) => [key, `${figure.start} ${start}`] as const)
              : [];
        for (const [key, place] of found) {
          const before = places.get(key) ?? place;
          if (before !== place) expect(place, key).toBe(before);
          places.set(key, place);
        }
      }
  });
});
