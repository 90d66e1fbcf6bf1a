/**
 * Recorded programs that damage their heap or free what they should not, against the glibc model: every
 * address until glibc notices, and its words when it does.
 *
 * ```text
 * == 17 tcache 7                       a program begins, with so many blocks to a list of the tcache
 * a 4 24                               malloc; also c (calloc), r (realloc), m (memalign, with the alignment behind)
 * = 2c0                                what it answered, from the start of the heap; or null, or outside
 * f 4 8                                free, of so many bytes behind where the block starts
 * w 2b8 31                             the word there is overwritten; both hexadecimal
 * heap 5597de05d000 arena 7f72c771ec60 key 6d41f163470504e4
 * free(): invalid size                 what glibc said, and aborted; or killed, where another signal ended it
 * ```
 */
import { asPointer, type Pointer } from '../allocator.ts';
import { DoubleFree, HeapCorruption, InvalidFree } from '../errors.ts';
import { GlibcAllocator } from '../glibc/glibc.ts';
import type { GlibcOptions, ProcessAddresses } from '../glibc/tunables.ts';
import { resizableMemory } from '../linear-memory.ts';
import { linesOf } from './lines.ts';
import type { Mismatch } from './mismatch.ts';
import { RecordFormatError } from './record-format-error.ts';

/** What `compareCorruptions` found. */
export interface CorruptionComparison {
  /** Programs compared, and how many of them the model follows to their end. */
  readonly compared: number;
  readonly equal: number;
  /** The first difference of each other program. */
  readonly mismatches: readonly Mismatch[];
}

/** Enough for all blocks of a program at once; what is mapped lies at its end. */
const MEMORY_BYTES = 2 ** 26;

/** A call or a damage, and what was said of it: an answer, glibc's line, or nothing. */
interface Act {
  readonly call: string;
  said: string;
}

interface Program {
  readonly seed: string;
  readonly acts: Act[];
  readonly tcacheCount: number;
  addresses: ProcessAddresses;
}

/**
 * Performs each recorded program on the model of glibc and compares what is said, up to glibc's abort.
 * Where a signal ended the process instead, because it followed what it read to where no memory is, the
 * model must have found a fault as well, in words of its own.
 *
 * @param text - of the record, in pieces of any length
 * @throws RecordFormatError when a line is not of the format.
 *
 * ```ts
 * import { compareCorruptions } from '@memstrata/allocator/conform';
 *
 * const program = ['a 0 24', '= 2a0', 'f 0 0', 'f 0 0', 'free(): double free detected in tcache 2'];
 * const found = compareCorruptions([`== 1 tcache 7\n${program.join('\n')}\n`]);
 * console.log(found.equal, found.compared); // → 1 1
 * ```
 */
export function compareCorruptions(text: Iterable<string>): CorruptionComparison {
  const mismatches: Mismatch[] = [];
  let compared = 0;
  for (const program of programsOf(text)) {
    compared++;
    const mismatch = firstDifference(program);
    if (mismatch) mismatches.push(mismatch);
  }
  return { compared, equal: compared - mismatches.length, mismatches };
}

function* programsOf(text: Iterable<string>): Generator<Program> {
  let program: Program | undefined;
  for (const line of linesOf(text)) {
    if (line === '') continue;
    const begun = /^== (\d+) tcache (\d+)$/.exec(line);
    if (begun) {
      if (program) yield program;
      const [, seed = '', tcacheCount] = begun;
      program = { seed, acts: [], tcacheCount: Number(tcacheCount), addresses: {} };
    } else if (program) addLine(program, line);
    else throw new RecordFormatError(line.slice(0, 40), '`==`, a seed and its tcache first');
  }
  if (program) yield program;
}

const CALL = /^(?:[acr] \d+ \d+|m \d+ \d+ \d+|f \d+ \d+|w [\da-f]+ [\da-f]+)$/;
const ADDRESSES = /^heap ([\da-f]+) arena ([\da-f]+) key ([\da-f]{1,16})$/;

function addLine(program: Program, line: string): void {
  const found = ADDRESSES.exec(line);
  if (found) program.addresses = addressesOf(found, program.tcacheCount > 0);
  else if (CALL.test(line)) program.acts.push({ call: line, said: '' });
  else {
    const act = program.acts.at(-1);
    if (act?.said !== '') throw new RecordFormatError(line.slice(0, 40), 'a call');
    act.said = line;
  }
}

/** Where nothing is ever cached, what the program read in the place of the key is none. */
function addressesOf(
  [, heap = '', arena = '', key = '']: readonly string[],
  isCached: boolean,
): ProcessAddresses {
  const hex = (digits: string): number => Number.parseInt(digits, 16);
  const word = key.padStart(16, '0');
  return {
    heapAddress: hex(heap),
    arenaAddress: hex(arena),
    ...(isCached && { tcacheKey: [hex(word.slice(0, 8)), hex(word.slice(8))] }),
  };
}

function firstDifference({ seed, acts, addresses, tcacheCount }: Program): Mismatch | undefined {
  const twin = new Twin({ ...addresses, tcacheCount });
  for (const { call, said } of acts) {
    const actual = twin.perform(call, said);
    const agrees = said === 'killed' ? actual !== '' && !actual.startsWith('= ') : actual === said;
    if (!agrees) return { at: `program ${seed}, ${call}`, expected: said, actual };
  }
  return undefined;
}

/** The program on the model. */
class Twin {
  readonly #heap: GlibcAllocator;
  readonly #blocks = new Map<number, Pointer>();

  constructor(options: GlibcOptions) {
    this.#heap = new GlibcAllocator({ ...options, memory: resizableMemory(MEMORY_BYTES) });
  }

  /** What the program would have said of the call; `said` tells whether a mapped block was meant. */
  perform(call: string, said: string): string {
    const [kind = '', first = '', second = '', third] = call.split(' ');
    if (kind === 'w') return this.#overwrite(call, first, second);
    try {
      return this.#call(kind, Number(first), Number(second), Number(third), said);
    } catch (error) {
      if (isMisuse(error)) return error.report ?? error.message;
      throw error;
    }
  }

  #call(kind: string, id: number, bytes: number, alignment: number, said: string): string {
    const heap = this.#heap;
    const block = this.#blocks.get(id) ?? asPointer(0);
    if (kind === 'f') {
      heap.free(asPointer(block + bytes));
      return '';
    }
    if (kind === 'a') return this.#answer(id, heap.malloc(bytes), said);
    if (kind === 'c') return this.#answer(id, heap.calloc(bytes, 1), said);
    if (kind === 'm') {
      if (!Number.isInteger(Math.log2(alignment)))
        throw new RecordFormatError(`m ${id} ${bytes} ${alignment}`, 'a power of two at its end');
      return this.#answer(id, heap.alignedAlloc(alignment, bytes), said);
    }
    return this.#answer(id, heap.realloc(block, bytes), said);
  }

  #answer(id: number, block: Pointer, said: string): string {
    this.#blocks.set(id, block);
    if (block === 0) return '= null';
    // Whether a block is mapped stands in its header, which may be damaged: asked only where one was meant.
    if (said === '= outside' && this.#heap.isMapped(block)) return said;
    return `= ${block.toString(16)}`;
  }

  #overwrite(call: string, offset: string, value: string): string {
    const { buffer, size } = this.#heap.memory;
    const at = Number.parseInt(offset, 16);
    if (at + 8 > size) throw new RecordFormatError(call, 'a word of the heap');
    new DataView(buffer).setBigUint64(at, BigInt(`0x${value}`), true);
    return '';
  }
}

const isMisuse = (error: unknown): error is DoubleFree | InvalidFree | HeapCorruption =>
  error instanceof DoubleFree || error instanceof InvalidFree || error instanceof HeapCorruption;
