import { type HeapSnapshot, SnapshotParser } from '../../src/snapshot/index.ts';

/** One object of a heap written by hand. */
export interface Row {
  readonly type: string;
  readonly refcount: number;
  readonly refers?: readonly number[];
  readonly generation?: number;
  readonly flags?: number;
  readonly size?: number;
}

/** The text of a snapshot in format 1. */
export function snapshotText(rows: readonly Row[], truth: unknown = null): string {
  const types = [...new Set(rows.map((row) => row.type))];
  const edges = rows.reduce((sum, row) => sum + (row.refers?.length ?? 0), 0);
  const lines = rows.map((row) =>
    JSON.stringify([
      types.indexOf(row.type),
      row.refcount,
      row.size ?? 64,
      row.generation ?? 0,
      row.flags ?? 3,
      row.refers ?? [],
    ]),
  );
  const head = { format: 1, python: '3.13.0', objects: rows.length, edges };
  return `${[JSON.stringify(head), JSON.stringify(types), ...lines, JSON.stringify({ truth })].join('\n')}\n`;
}

export function parse(text: string): HeapSnapshot {
  const parser = new SnapshotParser();
  parser.push(new TextEncoder().encode(text));
  return parser.finish();
}

/** Objects of one byte, each held by the one before, the first from outside. */
export const chain = (length: number): readonly Row[] =>
  Array.from({ length }, (_, index) => ({
    type: 'app.A',
    refcount: 1,
    refers: index + 1 < length ? [index + 1] : [],
    size: 1,
  }));
