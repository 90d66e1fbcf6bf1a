/** The file ends before the heap does: a line without its end, rows or the closing line missing, a cut gzip stream. */
export class SnapshotTruncated extends Error {
  readonly code = 'ERR_SNAPSHOT_TRUNCATED';
  /** The line at which the file ends, counted from 1. */
  readonly line: number;

  constructor(line: number, missing: string, options?: ErrorOptions) {
    super(`line ${line}: the snapshot ends early, ${missing}; write it again`, options);
    this.name = 'SnapshotTruncated';
    this.line = line;
  }
}

/** A line is not what the format has at that place. */
export class SnapshotSyntax extends Error {
  readonly code = 'ERR_SNAPSHOT_SYNTAX';
  /** Counted from 1. */
  readonly line: number;

  constructor(line: number, reason: string, options?: ErrorOptions) {
    super(`line ${line}: ${reason}`, options);
    this.name = 'SnapshotSyntax';
    this.line = line;
  }
}

/** A row names an object, a type or a name that the file does not contain. */
export class DanglingReference extends Error {
  readonly code = 'ERR_DANGLING_REFERENCE';
  /** Counted from 1. */
  readonly line: number;
  readonly kind: 'object' | 'type' | 'name';
  readonly index: number;
  /** How many of that kind the file has: the index must be below. */
  readonly count: number;

  constructor(line: number, kind: 'object' | 'type' | 'name', index: number, count: number) {
    super(`line ${line}: refers to ${kind} ${index}, but there are ${count} (0 to ${count - 1})`);
    this.name = 'DanglingReference';
    this.line = line;
    this.kind = kind;
    this.index = index;
    this.count = count;
  }
}

/** A count in the file is above what the reader accepts, or differs from what the file contains. */
export class SnapshotCount extends Error {
  readonly code = 'ERR_SNAPSHOT_COUNT';
  /** Counted from 1. */
  readonly line: number;
  readonly counted: 'objects' | 'edges' | 'bytes in a line';
  readonly found: number;
  /** What it must equal, or must not exceed. */
  readonly allowed: number;

  constructor(line: number, counted: SnapshotCount['counted'], found: number, allowed: number) {
    super(`line ${line}: ${found} ${counted}, where ${allowed} are declared or allowed`);
    this.name = 'SnapshotCount';
    this.line = line;
    this.counted = counted;
    this.found = found;
    this.allowed = allowed;
  }
}
