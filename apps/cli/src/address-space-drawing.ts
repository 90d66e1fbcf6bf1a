/** An address space from the highest address down, one line a mapping, the gaps between them labelled. */
import { size } from '@memstrata/scenarios/view';
import type { Terminal } from './terminal.ts';

/** What is drawn of a mapping. */
export interface DrawnMapping {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  /** As maps writes them: `r-xp`. */
  readonly permissions: string;
  /** What it is for: `heap`, `file`, `anonymous`, … */
  readonly kind: string;
  /** How the drawing calls it. */
  readonly name: string;
}

type Paint = (text: string) => string;

const ADDRESS = 12;
const SIZE = 9;
/** `start-end`, the size, permissions, and the blanks between them. */
const HEAD = 2 * ADDRESS + 1 + 2 + SIZE + 2;

/** The lines of the drawing; names are cut on their left to fit `columns`. */
export function drawAddressSpace(
  mappings: readonly DrawnMapping[],
  terminal: Pick<Terminal, 'colors' | 'columns'>,
): string[] {
  const lines: string[] = [];
  let above: DrawnMapping | undefined;
  for (const mapping of [...mappings].reverse()) {
    if (above && above.start > mapping.end)
      lines.push(gapLine(above.start - mapping.end, terminal));
    lines.push(mappingLine(mapping, terminal));
    above = mapping;
  }
  return lines;
}

function gapLine(bytes: number, { colors }: Pick<Terminal, 'colors'>): string {
  return colors.dim(`${'·'.repeat(2 * ADDRESS + 1)}  ${size(bytes, 'en').padStart(SIZE)}  gap`);
}

function mappingLine(
  { start, end, permissions, kind, name }: DrawnMapping,
  { colors, columns }: Pick<Terminal, 'colors' | 'columns'>,
): string {
  const range = `${start.toString(16)}-${end.toString(16)}`.padStart(2 * ADDRESS + 1);
  const head = `${range}  ${size(end - start, 'en').padStart(SIZE)}  ${permissions.padEnd(4)}  `;
  return head + paintOf(kind, permissions, colors)(tail(name, columns - HEAD - 6));
}

/** The end of a text that is too long for so many columns: of a path the part that tells most. */
export const tail = (text: string, columns: number): string =>
  text.length <= columns ? text : `…${text.slice(text.length - columns + 1)}`;

/** Heaps, stacks, zeroed data, code, guards; the rest plain. */
function paintOf(kind: string, permissions: string, colors: Terminal['colors']): Paint {
  if (permissions.startsWith('---')) return colors.dim;
  if (kind === 'heap' || kind === 'malloc-arena') return colors.green;
  if (kind === 'stack' || kind === 'thread-stack') return colors.magenta;
  if (kind === 'bss') return colors.yellow;
  return permissions[2] === 'x' ? colors.blue : (text) => text;
}
