import { ElfError } from './elf-error.ts';

// Sans-I/O reading: a parser is a generator that yields the ranges it needs and is handed their
// bytes. It never learns whether they came from an array, a file or the network; a driver knows.

/** Bytes of a file: `length` of them from `offset`. */
export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

/**
 * A parser of some file: yields the ranges it needs, receives their bytes, returns a `T`.
 * It asks only for ranges inside the file size it was made with.
 */
export type RangeParser<T> = Generator<ByteRange, T, Uint8Array>;

/** A file that can be read at once, for instance with `fs.readSync`. */
export interface ByteSource {
  /** Length of the file in bytes. */
  readonly size: number;
  /** The bytes of a range inside the file; fewer only if the file has become shorter meanwhile. */
  read(offset: number, length: number): Uint8Array;
}

/** A file that answers later. A `Blob` and a `File` are such sources as they are. */
export interface BlobSource {
  readonly size: number;
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

/** A parser that is told the file's size: `parseElf`, `parseSymbols` and their like. */
export type ParserOf<T> = (fileSize: number) => RangeParser<T>;

/**
 * Runs a parser on bytes in memory or on a file read synchronously.
 * @throws ElfError as the parser does.
 *
 * @example
 * ```ts
 * import { parseElf, parseSync } from '@memstrata/segments/elf';
 *
 * let bytesRead = 0;
 * const zeros = new Uint8Array(100);
 * const source = {
 *   size: zeros.length,
 *   read(offset: number, length: number) {
 *     bytesRead += length;
 *     return zeros.subarray(offset, offset + length);
 *   },
 * };
 * try {
 *   parseSync(parseElf, source);
 * } catch {
 *   console.log(`gave up after ${bytesRead} bytes`); // → gave up after 100 bytes
 * }
 * ```
 */
export function parseSync<T>(parse: ParserOf<T>, source: Uint8Array | ByteSource): T {
  const inMemory = source instanceof Uint8Array;
  const parser = parse(inMemory ? source.length : source.size);
  let step = parser.next();
  while (!step.done) {
    const { offset, length } = step.value;
    step = parser.next(
      inMemory ? source.subarray(offset, offset + length) : source.read(offset, length),
    );
  }
  return step.value;
}

/** Runs a parser on a `Blob` or `File`. Rejects with what the parser throws. */
export async function parseBlob<T>(parse: ParserOf<T>, blob: BlobSource): Promise<T> {
  const parser = parse(blob.size);
  let step = parser.next();
  while (!step.done) {
    const { offset, length } = step.value;
    const bytes = await blob.slice(offset, offset + length).arrayBuffer();
    step = parser.next(new Uint8Array(bytes));
  }
  return step.value;
}

/** Asks for all of a range, or throws saying which part of the file is missing. */
export function* readRange(
  fileSize: number,
  offset: number,
  length: number,
  what: string,
): RangeParser<Uint8Array> {
  const missing = (available: number): ElfError =>
    new ElfError({
      code: 'ERR_ELF_TRUNCATED',
      offset,
      expected: `${length} bytes of ${what}`,
      found: `${Math.max(0, available)}`,
    });
  if (offset + length > fileSize) throw missing(fileSize - offset);
  const bytes = yield { offset, length };
  if (bytes.length < length) throw missing(bytes.length);
  return bytes;
}
