/** An address space from the highest address down, one line a mapping, the gaps between them labelled. */
import { size } from '@memstrata/scenarios/view';
import type { MappingKind, MappingLabel } from '@memstrata/segments/proc';
import type { Terminal } from './terminal.ts';

/** What is drawn of a mapping. */
export interface DrawnMapping {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  readonly permissions: string;
  readonly label: MappingLabel;
  readonly path: string;
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
  { start, end, permissions, label, path }: DrawnMapping,
  { colors, columns }: Pick<Terminal, 'colors' | 'columns'>,
): string {
  const range = `${start.toString(16)}-${end.toString(16)}`.padStart(2 * ADDRESS + 1);
  const head = `${range}  ${size(end - start, 'en').padStart(SIZE)}  ${permissions}  `;
  const name = nameOf(label, path);
  return head + paintOf(label.kind, permissions, colors)(tail(name, columns - HEAD - 6));
}

/** What a mapping is for, and of which file; the kernel's own name where it says the same. */
function nameOf({ kind, of }: MappingLabel, path: string): string {
  if (kind === 'file') return path;
  if (path === '' || of !== undefined) return of === undefined ? kind : `${kind} of ${of}`;
  return path === `[${kind}]` ? path : `${kind} ${path}`;
}

const tail = (text: string, columns: number): string =>
  text.length <= columns ? text : `…${text.slice(text.length - columns + 1)}`;

function paintOf(kind: MappingKind, permissions: string, colors: Terminal['colors']): Paint {
  if (kind === 'heap' || kind === 'malloc-arena') return colors.green;
  if (kind === 'stack' || kind === 'thread-stack') return colors.magenta;
  if (kind === 'bss') return colors.yellow;
  if (kind === 'file') return permissions[2] === 'x' ? colors.blue : (text) => text;
  return permissions.startsWith('---') ? colors.dim : colors.cyan;
}
