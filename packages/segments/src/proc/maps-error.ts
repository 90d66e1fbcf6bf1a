/** What a {@link MapsError} says: which line, what had to stand there and what does. */
export interface MapsErrorDetails {
  /** Line of the text, from 1. */
  readonly line: number;
  /** Column of the line, from 1. */
  readonly column: number;
  readonly expected: string;
  readonly found: string;
}

/**
 * A text is not what the kernel writes to `/proc/PID/maps` or `smaps`. Nothing else is thrown for
 * bad input.
 *
 * @example
 * ```ts
 * import { MapsError, parseMaps } from '@memstrata/segments/proc';
 *
 * try {
 *   parseMaps('00400000-00401000 rw?p 00000000 00:00 0 \n');
 * } catch (error) {
 *   if (error instanceof MapsError) console.log(error.message);
 *   // → line 1, column 19: expected permissions such as rw-p, found "rw?p 000"
 * }
 * ```
 */
export class MapsError extends Error {
  override readonly name = 'MapsError';
  readonly code = 'ERR_MAPS_FORMAT';
  readonly line: number;
  readonly column: number;
  readonly expected: string;
  readonly found: string;

  constructor({ line, column, expected, found }: MapsErrorDetails) {
    super(`line ${line}, column ${column}: expected ${expected}, found ${found}`);
    this.line = line;
    this.column = column;
    this.expected = expected;
    this.found = found;
  }
}
