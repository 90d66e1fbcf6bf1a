import type { Figure } from './figure.ts';
import { figureStyles } from './palette.ts';
import { toSvg } from './svg.ts';

/** Between two figures, in user units. */
const GAP = 16;

/**
 * Figures one below the other as one SVG file of its own, with its style sheet.
 *
 * @example
 * ```ts
 * import { replay } from '@memstrata/scenarios';
 * import { library } from '@memstrata/scenarios/library';
 * import { figures, toSheet } from '@memstrata/scenarios/view';
 *
 * const sheet = toSheet(figures(replay(library['malloc-split']).at(0), 'en'));
 * console.log(sheet.match(/data-figure="[a-z]+"/g)); // → [ 'data-figure="heap"', 'data-figure="variables"' ]
 * ```
 */
export function toSheet(figures: readonly Figure[]): string {
  let width = 0;
  let height = 0;
  const placed = figures.map((figure) => {
    const svg = toSvg(figure);
    const [, wide = 0, high = 0] = /viewBox="0 0 (\d+(?:\.\d+)?) (\d+(?:\.\d+)?)"/.exec(svg) ?? [];
    const y = height;
    width = Math.max(width, Number(wide));
    height += Number(high) + GAP;
    return svg.replace('<svg ', `<svg y="${y}" `);
  });
  const total = Math.max(0, height - GAP);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${total}" width="${width}" height="${total}">`,
    `<style>${figureStyles}</style>`,
    ...placed,
    '</svg>',
  ].join('');
}
