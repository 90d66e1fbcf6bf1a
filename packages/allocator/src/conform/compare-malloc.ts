/**
 * A recorded heap trace and the addresses the real glibc gave, against the glibc policy.
 *
 * The trace has one operation a line behind lines that hold one number: `a id size`,
 * `c id count size`, `m id alignment size`, `r id size`, `f id`. The addresses have one line for each
 * `a`, `c`, `m` and `r`: a hexadecimal offset from the start of the heap, or `m` for a block outside
 * it; their first line names the first block, `first 2a0`.
 */
import type { Pointer } from '../allocator.ts';
import { nullPointer } from '../allocator.ts';
import { GlibcAllocator } from '../glibc/glibc.ts';
import { linesOf } from './lines.ts';
import type { Mismatch } from './mismatch.ts';
import { RecordFormatError } from './record-format-error.ts';

/** What `compareMalloc` found. */
export interface MallocComparison {
  /** Operations replayed, frees included. */
  readonly operations: number;
  /** Addresses compared, and how many of them are equal. */
  readonly compared: number;
  readonly equal: number;
  /** The first differences, at most 100; empty means that all addresses agree. */
  readonly mismatches: readonly Mismatch[];
}

const MAX_MISMATCHES = 100;

/**
 * Replays a trace on {@link GlibcAllocator} and compares every address.
 *
 * @param rep - text of the trace, in pieces of any length: lines, chunks of a stream, or one string
 * in an array.
 * @param addr - text of the recorded addresses, likewise.
 * @throws RecordFormatError when a line is not of its format, an id is unknown, or one record ends
 * before the other.
 *
 * ```ts
 * import { compareMalloc } from '@memstrata/allocator/conform';
 *
 * const found = compareMalloc(['a 0 24\na 1 24\nf 0\na 2 24\n'], ['first 2a0\n2a0\n2c0\n2a0\n']);
 * console.log(found.equal, found.compared, found.mismatches.length); // → 3 3 0
 * ```
 */
export function compareMalloc(rep: Iterable<string>, addr: Iterable<string>): MallocComparison {
  const addresses = linesOf(addr);
  readHeading(addresses.next().value);
  const replay = new Replay();
  const mismatches: Mismatch[] = [];
  const counts = { operations: 0, compared: 0, equal: 0 };
  for (const line of linesOf(rep)) {
    if (/^\d*$/.test(line)) continue; // the heading's numbers
    const index = counts.operations++;
    const answer = replay.perform(line, index);
    if (answer === null) continue;
    const expected = readAddress(addresses.next().value, counts.compared);
    counts.compared++;
    if (answer === expected) counts.equal++;
    else if (mismatches.length < MAX_MISMATCHES) {
      mismatches.push({ at: `operation ${index}: ${line}`, expected, actual: answer });
    }
  }
  if (addresses.next().done !== true) {
    throw new RecordFormatError(`address ${counts.compared}`, 'the end, as the trace ended');
  }
  return { ...counts, mismatches };
}

function readHeading(line: string | undefined): void {
  if (line === undefined || !/^first (?:[0-9a-f]+|undefined)$/.test(line)) {
    throw new RecordFormatError('first line of the addresses', '`first` and a hexadecimal offset');
  }
}

function readAddress(line: string | undefined, index: number): string {
  if (line === undefined || !/^(?:m|[0-9a-f]{1,8})$/.test(line)) {
    throw new RecordFormatError(`address ${index}`, 'a hexadecimal offset or `m`');
  }
  return line;
}

/** The live blocks of a trace, by id. */
class Replay {
  readonly #heap = new GlibcAllocator();
  readonly #blocks = new Map<number, Pointer>();

  /** The address a line's operation answers, as the record writes it; null for a free. */
  perform(line: string, index: number): string | null {
    const [operation, ...fields] = line.split(/\s+/);
    const [id, first, second] = fields.map((field) => readNumber(field, index)) as [
      number,
      number,
      number,
    ];
    const expected = operation === 'f' ? 1 : operation === 'a' || operation === 'r' ? 2 : 3;
    if (fields.length !== expected) {
      throw new RecordFormatError(`operation ${index}`, `${expected} numbers behind ${operation}`);
    }
    switch (operation) {
      case 'a':
        return this.#answer(id, this.#heap.malloc(first));
      case 'c':
        return this.#answer(id, this.#heap.calloc(first, second));
      case 'm':
        return this.#answer(id, this.#heap.alignedAlloc(first, second));
      case 'r':
        return this.#answer(id, this.#heap.realloc(this.#take(id, index), first));
      case 'f':
        this.#heap.free(this.#take(id, index));
        return null;
      default:
        throw new RecordFormatError(`operation ${index}`, 'one of a, c, m, r, f');
    }
  }

  #take(id: number, index: number): Pointer {
    const pointer = this.#blocks.get(id);
    if (pointer === undefined) {
      throw new RecordFormatError(`operation ${index}`, `the id of a live block, not ${id}`);
    }
    this.#blocks.delete(id);
    return pointer;
  }

  #answer(id: number, pointer: Pointer): string {
    this.#blocks.set(id, pointer);
    if (pointer === nullPointer) return 'null';
    return this.#heap.isMapped(pointer) ? 'm' : pointer.toString(16);
  }
}

function readNumber(field: string, index: number): number {
  if (!/^\d{1,15}$/.test(field)) throw new RecordFormatError(`operation ${index}`, 'whole numbers');
  return Number(field);
}
