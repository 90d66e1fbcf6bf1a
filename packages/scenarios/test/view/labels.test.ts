import { describe, expect, test } from 'vitest';
import { type Language, type Replay, replay, type Scenario } from '../../src/index.ts';
import { library } from '../../src/library/index.ts';
import { figures, labels, toSvg, toText } from '../../src/view/index.ts';

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

const performed = new Map<Scenario, Replay>();

/** The scenario's moments, performed once for all tests of it. */
function momentsOf(scenario: Scenario): Replay {
  const moments = performed.get(scenario) ?? replay(scenario);
  performed.set(scenario, moments);
  return moments;
}

describe.each(Object.values(library))('$id', (scenario) => {
  test.each(languages)('text and SVG of every figure carry the same labels in %s', (language) => {
    for (const moment of momentsOf(scenario))
      for (const figure of figures(moment, language)) {
        const text = toText(figure, { columns: 1000 });
        const svg = shown(toSvg(figure));
        for (const label of labels(figure)) {
          expect(text).toContain(label);
          expect(svg).toContain(label);
        }
      }
  });

  test('the accessible description of a figure is its text', () => {
    for (const moment of momentsOf(scenario))
      for (const figure of figures(moment, 'en')) {
        const [, description] = /<desc[^>]*>([\s\S]*?)<\/desc>/.exec(toSvg(figure)) ?? [];
        expect(unescaped(description ?? '')).toBe(toText(figure));
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
          expect(places.get(key) ?? place).toBe(place);
          places.set(key, place);
        }
      }
  });
});
