/** An address space at a glance: mappings that lie near each other as one band, named by what is in it. */
import { basename } from 'node:path';
import { count, size } from '@memstrata/scenarios/view';
import type { DrawnMapping } from './address-space-drawing.ts';
import type { Terminal } from './terminal.ts';

/** A gap from which on two mappings no longer belong to one band: 1 GiB. */
const WIDE_GAP = 2 ** 30;

const NAMES_SHOWN = 4;

interface Band {
  readonly start: number;
  readonly end: number;
  readonly mappings: readonly DrawnMapping[];
}

/** Ascending mappings in ascending bands. */
function bandsOf(mappings: readonly DrawnMapping[]): Band[] {
  const bands: { start: number; end: number; mappings: DrawnMapping[] }[] = [];
  for (const mapping of mappings) {
    const last = bands.at(-1);
    if (last && mapping.start - last.end < WIDE_GAP) {
      last.mappings.push(mapping);
      last.end = mapping.end;
    } else bands.push({ start: mapping.start, end: mapping.end, mappings: [mapping] });
  }
  return bands;
}

/**
 * One line a band from the highest address down, with the gaps between them. Neighbouring bands of
 * nothing but nameless memory, such as a JavaScript engine scatters, share a line.
 */
export function drawBands(
  mappings: readonly DrawnMapping[],
  { colors, columns }: Pick<Terminal, 'colors' | 'columns'>,
): string[] {
  const lines: string[] = [];
  let above: number | undefined;
  for (const group of groupsOf(bandsOf(mappings)).reverse()) {
    const [start, end] = [group[0]?.start ?? 0, group.at(-1)?.end ?? 0];
    if (above !== undefined)
      lines.push(colors.dim(`${'·'.repeat(16)}  ${size(above - end, 'en').padStart(9)}  gap`));
    const inside = group.flatMap((band) => band.mappings);
    const used = inside.reduce((sum, mapping) => sum + mapping.end - mapping.start, 0);
    const head = `${start.toString(16).padStart(16)}  ${size(used, 'en').padStart(9)}  `;
    const places = group.length > 1 ? `, scattered in ${group.length} places` : '';
    lines.push(head + cut(contentsOf(inside) + places, columns - head.length));
    above = start;
  }
  return lines;
}

/** Bands in groups: runs of nameless ones together, each other band alone. */
function groupsOf(bands: readonly Band[]): Band[][] {
  const groups: Band[][] = [];
  for (const band of bands) {
    const last = groups.at(-1);
    if (last && isNameless(band) && last.every(isNameless)) last.push(band);
    else groups.push([band]);
  }
  return groups;
}

const isNameless = ({ mappings }: Band): boolean =>
  mappings.every(({ kind }) => kind === 'anonymous');

const cut = (text: string, columns: number): string =>
  text.length <= columns ? text : `${text.slice(0, columns - 1)}…`;

/** The names in a band, the most bytes first, and how many more mappings there are. */
function contentsOf(mappings: readonly DrawnMapping[]): string {
  const bytes = new Map<string, number>();
  for (const { start, end, name: whole } of mappings) {
    const name = whole.includes('/') ? basename(whole) : whole;
    bytes.set(name, (bytes.get(name) ?? 0) + end - start);
  }
  const names = [...bytes].sort((left, right) => right[1] - left[1]).map(([name]) => name);
  const more = names.length - NAMES_SHOWN;
  const shown = names.slice(0, NAMES_SHOWN).join(', ');
  const rest = more > 0 ? ` and ${more} more` : '';
  return `${shown}${rest}${mappings.length > 1 ? ` (${count(mappings.length, 'mapping')})` : ''}`;
}
