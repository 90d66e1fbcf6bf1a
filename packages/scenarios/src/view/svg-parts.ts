/** What the drawings of figures are made of: lines of text, areas with their patterns, measures. */
import type { Role } from './figure.ts';
import { color, type Pattern, roles, type Scheme, schemes } from './palette.ts';
import { textWidth } from './width.ts';

/** Widths and heights in user units; the picture scales with its container. */
export const WIDTH = 720;
export const LINE = 20;
export const CHARACTER = 7.3;

export const light: Scheme = schemes.light;

/** The inside of a figure, below its title. */
export interface Drawing {
  readonly body: string;
  readonly width: number;
  readonly height: number;
}

export const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

export const round = (value: number): number => Math.round(value * 10) / 10;

export function line(
  x: number,
  y: number,
  text: string,
  attributes = '',
  ink: string = color('ink', light.ink),
): string {
  return `<text x="${round(x)}" y="${round(y)}" fill="${ink}" ${attributes} xml:space="preserve">${escaped(text)}</text>`;
}

const strokes: Readonly<Record<Pattern, string>> = {
  solid: '',
  empty: '',
  dots: '<circle cx="4" cy="4" r="1"/>',
  hatch: '<path d="M-1 1L1 -1M0 8L8 0M7 9L9 7" fill="none"/>',
  crosshatch: '<path d="M0 8L8 0M0 0L8 8" fill="none"/>',
};

/** A pattern for each role that has one, drawn in the edge colour. */
export function patterns(id: string): string {
  const edge = color('edge', light.edge);
  const made = roles
    .filter((role) => strokes[light.roles[role].pattern] !== '')
    .map(
      (role) =>
        `<pattern id="${id}-${role}" width="8" height="8" patternUnits="userSpaceOnUse" fill="${edge}" stroke="${edge}" stroke-width="0.7" stroke-opacity="0.45">${strokes[light.roles[role].pattern]}</pattern>`,
    );
  const arrow = `<marker id="${id}-arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8Z" fill="${edge}"/></marker>`;
  return `<defs>${made.join('')}${arrow}</defs>`;
}

/** A filled area with its edge, its pattern, and a wide rim when the step changed it. */
export function area(
  id: string,
  x: number,
  y: number,
  width: number,
  height: number,
  role: Role,
  changed: boolean,
): string {
  const look = light.roles[role];
  const edge = color('edge', light.edge);
  const place = `x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"`;
  const dashed = look.pattern === 'empty' ? ' stroke-dasharray="4 3"' : '';
  const parts = [
    `<rect ${place} fill="${color(role, look.fill)}" stroke="${edge}"${dashed}/>`,
    strokes[look.pattern] === '' ? '' : `<rect ${place} fill="url(#${id}-${role})"/>`,
  ];
  if (changed && width > 6)
    parts.push(
      `<rect x="${round(x + 2)}" y="${round(y + 2)}" width="${round(width - 4)}" height="${round(height - 4)}" fill="none" stroke="${color('changed', light.changed)}" stroke-width="3"/>`,
    );
  return parts.join('');
}

/** The largest text width among some lines, in user units. */
export const widest = (texts: readonly string[]): number =>
  Math.max(0, ...texts.map((text) => textWidth(text) * CHARACTER));
