import { Columns } from './columns.ts';
import { DanglingReference, SnapshotCount, SnapshotSyntax, SnapshotTruncated } from './errors.ts';
import type { HeapSnapshot, RecordedCollection } from './heap-snapshot.ts';
import { type DeclaredHeader, readHeader, readRecorded, readTexts } from './json-lines.ts';
import { RowScanner } from './row-scanner.ts';

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const SPACE = 0x20;
const OPEN_BRACE = 0x7b;

/** What a reader accepts before it gives up; a file beyond is refused with {@link SnapshotCount}. */
export interface SnapshotLimits {
  /** @defaultValue 2²⁷ */
  readonly objects: number;
  /** @defaultValue 2²⁹ */
  readonly references: number;
  /** Bytes in one line. @defaultValue 2²⁸ */
  readonly lineBytes: number;
}

const DEFAULT_LIMITS: SnapshotLimits = {
  objects: 2 ** 27,
  references: 2 ** 29,
  lineBytes: 2 ** 28,
};

/**
 * Reads a snapshot from bytes as they come, in pieces of any size. Keeps at most one line beside
 * the columns it fills. Decompressed bytes only: {@link readSnapshot} also takes gzip.
 */
export class SnapshotParser {
  private readonly limits: SnapshotLimits;
  private readonly row = new RowScanner();
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private line = 1;
  private rest: Uint8Array = new Uint8Array(0);
  private restLength = 0;
  private header: DeclaredHeader | null = null;
  private types: readonly string[] | null = null;
  private names: readonly string[] | null = null;
  private columns: Columns | null = null;
  private recorded: RecordedCollection | null | undefined = undefined;

  constructor(limits: Partial<SnapshotLimits> = {}) {
    this.limits = { ...DEFAULT_LIMITS, ...limits };
  }

  /** Objects read so far. */
  get objectsRead(): number {
    return this.columns?.rows ?? 0;
  }

  /** Objects the file says it has; 0 before its first line is read. */
  get objectsDeclared(): number {
    return this.header?.objects ?? 0;
  }

  /** The line being read, counted from 1. */
  get lineNumber(): number {
    return this.line;
  }

  /**
   * Reads on.
   *
   * @throws SnapshotSyntax, DanglingReference, SnapshotCount: each with the line.
   */
  push(bytes: Uint8Array): void {
    let start = 0;
    for (;;) {
      const end = bytes.indexOf(NEWLINE, start);
      if (end < 0) break;
      if (this.restLength > 0) {
        this.keep(bytes.subarray(start, end));
        const length = this.restLength;
        this.restLength = 0;
        this.readLine(this.rest, 0, length);
      } else this.readLine(bytes, start, end);
      start = end + 1;
    }
    this.keep(bytes.subarray(start));
  }

  /**
   * The heap, once all bytes were pushed.
   *
   * @throws SnapshotTruncated if rows or the closing line are missing.
   */
  finish(): HeapSnapshot {
    if (this.restLength > 0) this.readLastLine();
    const { header, types, columns, recorded } = this;
    if (!header || !types || !columns)
      throw new SnapshotTruncated(this.line, 'before its first row');
    if (recorded === undefined)
      throw new SnapshotTruncated(
        this.line,
        `after ${columns.rows} of ${header.objects} objects and without its closing line`,
      );
    return {
      header: header.header,
      objectCount: columns.rows,
      referenceCount: columns.references,
      types,
      names: this.names ?? [],
      ...trimmed(columns),
      recorded,
    };
  }

  /** A last line without a newline counts if it is whole: only the closing line can be. */
  private readLastLine(): void {
    const length = this.restLength;
    this.restLength = 0;
    const whole = this.rest[0] === OPEN_BRACE && this.columns !== null;
    if (!whole) throw new SnapshotTruncated(this.line, 'inside a line');
    try {
      this.readLine(this.rest, 0, length);
    } catch (cause) {
      if (cause instanceof SnapshotSyntax)
        throw new SnapshotTruncated(this.line, 'inside its closing line', { cause });
      throw cause;
    }
  }

  private keep(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    const length = this.restLength + bytes.length;
    if (length > this.limits.lineBytes)
      throw new SnapshotCount(this.line, 'bytes in a line', length, this.limits.lineBytes);
    if (length > this.rest.length) {
      const larger = new Uint8Array(Math.max(length, this.rest.length * 2));
      larger.set(this.rest.subarray(0, this.restLength));
      this.rest = larger;
    }
    this.rest.set(bytes, this.restLength);
    this.restLength = length;
  }

  private readLine(bytes: Uint8Array, start: number, end: number): void {
    if (this.columns) this.readRow(this.columns, bytes, start, end);
    else this.readOpening(bytes.subarray(start, end));
    this.line++;
  }

  /** The lines before the rows: header, types and, from format 2, names. */
  private readOpening(bytes: Uint8Array): void {
    const value = this.json(bytes);
    if (!this.header) {
      this.header = readHeader(value, this.line);
      this.checkDeclared(this.header);
      if (this.header.header.format === 1) this.names = [];
    } else if (!this.types) this.types = readTexts(value, this.line, 'types');
    else this.names = readTexts(value, this.line, 'names');
    if (this.types && this.names)
      this.columns = new Columns(
        {
          objects: this.header.objects,
          references: this.header.edges,
          types: this.types.length,
          names: this.names.length,
        },
        this.row,
      );
  }

  private checkDeclared(header: DeclaredHeader): void {
    if (header.objects > this.limits.objects)
      throw new SnapshotCount(this.line, 'objects', header.objects, this.limits.objects);
    if (header.edges > this.limits.references)
      throw new SnapshotCount(this.line, 'edges', header.edges, this.limits.references);
  }

  private readRow(columns: Columns, bytes: Uint8Array, start: number, end: number): void {
    if (this.recorded !== undefined) {
      if (!isBlank(bytes, start, end))
        throw new SnapshotSyntax(this.line, 'nothing may follow the closing line');
      return;
    }
    if (bytes[start] === OPEN_BRACE) {
      this.close(columns, this.json(bytes.subarray(start, end)));
      return;
    }
    this.row.open(bytes, start, end, this.line);
    columns.add(this.line);
  }

  /** The closing line; after it all that was declared has been read. */
  private close(columns: Columns, value: unknown): void {
    const header = this.header as DeclaredHeader;
    if (columns.rows !== header.objects)
      throw new SnapshotCount(this.line, 'objects', columns.rows, header.objects);
    if (columns.references !== header.edges)
      throw new SnapshotCount(this.line, 'edges', columns.references, header.edges);
    for (const own of header.header.ownObjects)
      if (own >= columns.rows) throw new DanglingReference(1, 'object', own, columns.rows);
    this.recorded = readRecorded(value, this.line, columns.rows);
  }

  private json(bytes: Uint8Array): unknown {
    try {
      return JSON.parse(this.decoder.decode(bytes));
    } catch (cause) {
      throw new SnapshotSyntax(this.line, 'not JSON in UTF-8', { cause });
    }
  }
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte !== SPACE && byte !== RETURN) return false;
  }
  return true;
}

/** The columns without their unused ends. */
function trimmed(
  columns: Columns,
): Pick<
  HeapSnapshot,
  | 'type'
  | 'refcount'
  | 'size'
  | 'generation'
  | 'flags'
  | 'label'
  | 'weakReferent'
  | 'firstReferent'
  | 'referents'
  | 'referenceName'
> {
  const { rows, references } = columns;
  return {
    type: columns.type.subarray(0, rows),
    refcount: columns.refcount.subarray(0, rows),
    size: columns.size.subarray(0, rows),
    generation: columns.generation.subarray(0, rows),
    flags: columns.flags.subarray(0, rows),
    label: columns.label.subarray(0, rows),
    weakReferent: columns.weakReferent.subarray(0, rows),
    firstReferent: columns.firstReferent.subarray(0, rows + 1),
    referents: columns.referents.subarray(0, references),
    referenceName: columns.referenceName.subarray(0, references),
  };
}
