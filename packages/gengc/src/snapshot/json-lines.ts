import { DanglingReference, SnapshotSyntax } from './errors.ts';
import type { CollectorState, RecordedCollection, SnapshotHeader } from './heap-snapshot.ts';

/** The first line: what is kept, and the counts the rest of the file must have. */
export interface DeclaredHeader {
  readonly header: SnapshotHeader;
  readonly objects: number;
  readonly edges: number;
}

/** The newest format this reader knows. */
const NEWEST_FORMAT = 2;

/** Checks the first line of a snapshot: `{"format": 1, "python": "3.13.0", "objects": …, "edges": …}`. */
export function readHeader(value: unknown, line: number): DeclaredHeader {
  const fields = record(value, line, 'the header');
  const format = count(fields.format, line, 'format');
  if (format < 1 || format > NEWEST_FORMAT)
    throw new SnapshotSyntax(line, `format ${format}: this reader knows 1 to ${NEWEST_FORMAT}`);
  const python = fields.python;
  if (typeof python !== 'string') throw new SnapshotSyntax(line, 'python is not a text');
  return {
    header: {
      format,
      python,
      ownObjects: fields.harness === undefined ? [] : counts(fields.harness, line, 'harness'),
      collector: fields.collector === undefined ? null : collector(fields.collector, line),
    },
    objects: count(fields.objects, line, 'objects'),
    edges: count(fields.edges, line, 'edges'),
  };
}

/** Checks a line that is a list of texts. */
export function readTexts(value: unknown, line: number, what: string): readonly string[] {
  if (!Array.isArray(value) || !value.every((text) => typeof text === 'string'))
    throw new SnapshotSyntax(line, `the ${what} are not a list of texts`);
  return value;
}

/** Checks the closing line: `{"truth": null}` or the real collection. */
export function readRecorded(
  value: unknown,
  line: number,
  objects: number,
): RecordedCollection | null {
  const truth = record(value, line, 'the closing line').truth;
  if (truth === null) return null;
  const fields = record(truth, line, 'truth');
  const garbage = fields.garbage;
  if (!Array.isArray(garbage) || !garbage.every(Number.isSafeInteger))
    throw new SnapshotSyntax(line, 'truth.garbage is not a list of integers');
  for (const object of garbage)
    if (object < -1 || object >= objects)
      throw new DanglingReference(line, 'object', object, objects);
  return {
    returned: count(fields.collect_returned, line, 'truth.collect_returned'),
    garbage: Int32Array.from(garbage),
  };
}

function collector(value: unknown, line: number): CollectorState {
  const fields = record(value, line, 'collector');
  const enabled = fields.enabled;
  if (typeof enabled !== 'boolean')
    throw new SnapshotSyntax(line, 'collector.enabled is not true or false');
  return {
    enabled,
    counts: counts(fields.counts, line, 'collector.counts'),
    thresholds: counts(fields.thresholds, line, 'collector.thresholds'),
    collections: counts(fields.collections, line, 'collector.collections'),
  };
}

type Field =
  | 'format'
  | 'python'
  | 'objects'
  | 'edges'
  | 'harness'
  | 'collector'
  | 'enabled'
  | 'counts'
  | 'thresholds'
  | 'collections'
  | 'truth'
  | 'garbage'
  | 'collect_returned';

function record(value: unknown, line: number, what: string): Partial<Record<Field, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new SnapshotSyntax(line, `${what} is not an object`);
  return { ...value };
}

function count(value: unknown, line: number, what: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
    throw new SnapshotSyntax(line, `${what} is not a whole number from 0`);
  return value;
}

function counts(value: unknown, line: number, what: string): readonly number[] {
  if (!Array.isArray(value)) throw new SnapshotSyntax(line, `${what} is not a list`);
  return value.map((item) => count(item, line, what));
}
