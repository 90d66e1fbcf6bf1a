/**
 * Recorded heaps and the class memcheck gave to each of their blocks, against the debugging layer.
 *
 * ```text
 * graph 17                 a heap begins
 * b 0 3c0 31               block 0 at this hexadecimal offset, 31 bytes; every block has another size
 * w 0 2 5 8                its word 2 (of 8 bytes) holds the address of block 5, plus 8
 * r 5 0                    the program holds the address of block 5
 * 799 (31 direct, 768 indirect) bytes in 1 blocks are definitely lost in loss record 12 of 14
 * ```
 */
import type { Bytes, Pointer } from '../allocator.ts';
import { BumpAllocator } from '../bump/bump.ts';
import { DebugHeap } from '../debug/debug-heap.ts';
import type { ClassifiedBlock } from '../debug/leaks.ts';
import { linesOf } from './lines.ts';
import type { Mismatch } from './mismatch.ts';
import { RecordFormatError } from './record-format-error.ts';

/** What `compareLeaks` found. */
export interface LeakComparison {
  readonly graphs: number;
  /** Blocks compared, and how many of them have the recorded class and indirect bytes. */
  readonly compared: number;
  readonly equal: number;
  /** The first differences, at most 100; empty means that all classes agree. */
  readonly mismatches: readonly Mismatch[];
}

const MAX_MISMATCHES = 100;

/** A word or variable that holds an address inside or at the end of a block. */
interface Reference {
  readonly target: number;
  readonly delta: Bytes;
}

interface Graph {
  readonly seed: string;
  /** In the order of addresses, once complete. */
  readonly blocks: { readonly id: number; readonly offset: Bytes; readonly size: Bytes }[];
  readonly words: (Reference & { readonly block: number; readonly word: number })[];
  readonly roots: Reference[];
  /** What memcheck said, by size. */
  readonly said: Map<Bytes, string>;
}

/**
 * Builds each recorded heap on the debugging layer, blocks in the recorded order of addresses, and
 * compares the class of every block, and of the definitely lost ones the bytes lost with them.
 *
 * @param text - of the record, in pieces of any length
 * @throws RecordFormatError when a line is not of the format, or memcheck is silent on a block.
 *
 * ```ts
 * import { compareLeaks } from '@memstrata/allocator/conform';
 *
 * const found = compareLeaks(['graph 1\nb 0 0 24\n24 bytes in 1 blocks are definitely lost in loss record 1 of 1\n']);
 * console.log(found.equal, found.compared); // → 1 1
 * ```
 */
export function compareLeaks(text: Iterable<string>): LeakComparison {
  const mismatches: Mismatch[] = [];
  const counts = { graphs: 0, compared: 0, equal: 0 };
  for (const graph of graphsOf(text)) {
    counts.graphs++;
    for (const block of classify(graph)) {
      const at = `graph ${graph.seed}, block of ${block.size}`;
      const expected = graph.said.get(block.size);
      if (expected === undefined) throw new RecordFormatError(at, 'a loss record of that size');
      const actual = classText(block.kind, block.indirectBytes);
      counts.compared++;
      if (actual === expected) counts.equal++;
      else if (mismatches.length < MAX_MISMATCHES) mismatches.push({ at, expected, actual });
    }
  }
  return { ...counts, mismatches };
}

const classText = (kind: string, indirectBytes: Bytes): string =>
  indirectBytes > 0 ? `${kind}, ${indirectBytes} indirect` : kind;

const LOSS =
  /^([\d,]+)(?: \(([\d,]+) direct, ([\d,]+) indirect\))? bytes in 1 blocks are (definitely lost|indirectly lost|possibly lost|still reachable) in loss record/;

const numberOf = (text: string | undefined): number => Number((text ?? '0').replaceAll(',', ''));

function* graphsOf(text: Iterable<string>): Generator<Graph> {
  let graph: Graph | null = null;
  for (const line of linesOf(text)) {
    if (line === '') continue;
    const seed = /^graph (\d+)$/.exec(line)?.[1];
    if (seed !== undefined) {
      if (graph) yield graph;
      graph = { seed, blocks: [], words: [], roots: [], said: new Map() };
    } else if (graph) addLine(graph, line);
    else throw new RecordFormatError(line.slice(0, 40), '`graph` and a seed first');
  }
  if (graph) yield graph;
}

function addLine(graph: Graph, line: string): void {
  const loss = LOSS.exec(line);
  if (loss) {
    const [, total, direct, indirect, kind = ''] = loss;
    graph.said.set(numberOf(direct ?? total), classText(kind, numberOf(indirect)));
    return;
  }
  const [letter, ...fields] = line.split(' ');
  const [a = 0, b = 0, c = 0, d = 0] = fields.map((field, i) =>
    letter === 'b' && i === 1 ? Number.parseInt(field, 16) : Number(field),
  );
  const shape = `${letter}${fields.length}`;
  if (shape === 'b3') graph.blocks.push({ id: a, offset: b, size: c });
  else if (shape === 'w4') graph.words.push({ block: a, word: b, target: c, delta: d });
  else if (shape === 'r2') graph.roots.push({ target: a, delta: b });
  else throw new RecordFormatError(line.slice(0, 40), 'a block, word, root or loss record');
}

function classify({ blocks, words, roots }: Graph): readonly ClassifiedBlock[] {
  const heap = new DebugHeap(new BumpAllocator());
  const pointers = new Map<number, Pointer>();
  for (const { id, size } of blocks.toSorted((x, y) => x.offset - y.offset))
    pointers.set(id, heap.calloc(1, size));
  const addressOf = ({ target, delta }: Reference): number => pointerOf(pointers, target) + delta;
  for (const word of words)
    heap.store(pointerOf(pointers, word.block) + 8 * word.word, 'u64', BigInt(addressOf(word)));
  return heap.leaks(roots.map(addressOf), { wordBytes: 8 }).blocks;
}

function pointerOf(pointers: ReadonlyMap<number, Pointer>, id: number): Pointer {
  const pointer = pointers.get(id);
  if (pointer === undefined) throw new RecordFormatError(`block ${id}`, 'a block of the graph');
  return pointer;
}
