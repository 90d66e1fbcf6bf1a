/** One call of the traced program. Each allocation has an id of its own; `free` and `realloc` name it. */
import type { Bytes } from '../allocator.ts';

export type TraceOperation =
  | { readonly op: 'malloc'; readonly id: number; readonly size: Bytes }
  | { readonly op: 'calloc'; readonly id: number; readonly count: number; readonly size: Bytes }
  | {
      readonly op: 'memalign';
      readonly id: number;
      readonly alignment: Bytes;
      readonly size: Bytes;
    }
  | { readonly op: 'realloc'; readonly id: number; readonly size: Bytes }
  | { readonly op: 'free'; readonly id: number };

/** Reads one format. Lines come in order, without their line ends. */
export interface TraceParser {
  /**
   * The operation a line completes; null for headers, comments and first halves.
   * @throws TraceFormatError
   */
  line(text: string): TraceOperation | null;
  /** The last line has been given. @throws TraceFormatError when the trace stops short. */
  end(): void;
}

/** A trace line that is not of its format. */
export class TraceFormatError extends Error {
  override readonly name = 'TraceFormatError';
  readonly code = 'ERR_TRACE_FORMAT';
  /** Counted from 1. */
  readonly line: number;
  readonly expected: string;
  readonly found: string;

  constructor(line: number, expected: string, found: string) {
    super(`line ${line}: expected ${expected}, found ${abridged(found)}`);
    this.line = line;
    this.expected = expected;
    this.found = found;
  }
}

const LONGEST_QUOTE = 60;

const abridged = (text: string): string =>
  JSON.stringify(text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text);
