import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Pointer, resizableMemory } from '../../src/index.ts';
import { Pymalloc, type PymallocVersion, pymallocGeometries } from '../../src/pymalloc/index.ts';

interface Facts {
  readonly version: string;
  readonly poolBytes: number;
  readonly arenaBytes: number;
  /** Class and block size, as printed. */
  readonly classes: readonly (readonly [number, number])[];
  readonly operations: readonly number[];
  readonly places: readonly (readonly [number, number])[];
  readonly thrash: { readonly allocated: number; readonly reclaimed: number };
}

/** What the allocator chose, where it had a choice. */
interface Choices {
  readonly version: string;
  /** Arenas of the pools that were given back, and then of those that blocks were taken from. */
  readonly freed: readonly number[];
  readonly reused: readonly number[];
  /** Size, next size, whether the next block lies where the first had been. */
  readonly same: readonly (readonly [number, number, boolean])[];
  /** Size, new size, whether the block stayed. */
  readonly resized: readonly (readonly [number, number, boolean])[];
}

const folder = join(import.meta.dirname, '../recorded/pymalloc');
const recorded = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Facts);
const choices = readFileSync(join(folder, 'choices.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Choices);
const versionOf = ({ version }: Pick<Facts, 'version'>): PymallocVersion =>
  version.split('.').slice(0, 2).join('.') as PymallocVersion;
const heapOf = (facts: Pick<Facts, 'version'>): Pymalloc =>
  new Pymalloc({ memory: resizableMemory(), geometry: pymallocGeometries[versionOf(facts)] });

/** Takes blocks until one opens a pool, as the recorded program did. */
function openPool(heap: Pymalloc): Pointer {
  for (;;) {
    const block = heap.malloc(512);
    if (block % heap.geometry.poolBytes === 48) return block;
  }
}

/** Takes blocks until one opens an arena, as the recorded program did. */
function openArena(heap: Pymalloc): Pointer {
  const before = heap.arenaCounts().allocatedTotal;
  for (;;) {
    const block = openPool(heap);
    if (heap.arenaCounts().allocatedTotal > before) return block;
  }
}

/** Four arenas full of blocks of 512 bytes and a fifth with one of them, as the recorded program made them. */
class FullArenas {
  readonly #heap: Pymalloc;
  readonly #blocks: Pointer[] = [];
  /** First block of each arena. */
  readonly #first: Pointer[] = [];

  constructor(heap: Pymalloc) {
    this.#heap = heap;
    while (this.#first.length < 5) {
      const before = heap.arenaCounts().allocatedTotal;
      const block = heap.malloc(512);
      if (heap.arenaCounts().allocatedTotal > before) this.#first.push(block);
      if (this.#first.length > 0) this.#blocks.push(block);
    }
  }

  poolOf = (block: Pointer): number => Math.floor(block / this.#heap.geometry.poolBytes);

  arenaOf = (block: Pointer): number =>
    this.#first.findLastIndex(
      (first) => first <= block && block < first + this.#heap.geometry.arenaBytes,
    );

  /** Frees the blocks of the first pool of an arena that is still there, its very first one apart. */
  givePoolBack(arena: number): void {
    const isFirst = (block: Pointer): boolean =>
      this.poolOf(block) === this.poolOf(this.#first[arena]!);
    const at = this.#blocks.find((block) => this.arenaOf(block) === arena && !isFirst(block))!;
    const gone = this.#blocks.filter((block) => this.poolOf(block) === this.poolOf(at));
    for (const block of gone) {
      this.#heap.free(block);
      this.#blocks.splice(this.#blocks.indexOf(block), 1);
    }
  }
}

test('every version with a geometry is recorded', () => {
  const versions = Object.keys(pymallocGeometries).sort();
  expect(recorded.map(versionOf).sort()).toEqual(versions);
  expect(choices.map(versionOf).sort()).toEqual(versions);
});

describe.each(recorded)('CPython $version', (facts) => {
  test('has these pools, arenas and classes', () => {
    const { poolBytes, arenaBytes, alignment, largestRequest } = heapOf(facts).geometry;
    expect([poolBytes, arenaBytes]).toEqual([facts.poolBytes, facts.arenaBytes]);
    const sizes = Array.from({ length: largestRequest / alignment }, (_, i) => (i + 1) * alignment);
    for (const [index, size] of facts.classes) expect(sizes[index]).toBe(size);
  });

  test('puts each of a thousand blocks where the interpreter put it', () => {
    const heap = heapOf(facts);
    openArena(heap);
    const blocks: Pointer[] = [];
    const pools = new Map<number, number>();
    const places = facts.operations.flatMap((operation) => {
      if (operation < 0) {
        heap.free(blocks[-1 - operation]!);
        return [];
      }
      const block = heap.malloc(512);
      blocks[operation] = block;
      const pool = Math.floor(block / facts.poolBytes);
      if (!pools.has(pool)) pools.set(pool, pools.size);
      return [[pools.get(pool), block % facts.poolBytes]];
    });
    expect(places).toEqual(facts.places);
    heap.check();
  });

  test('maps and gives back an arena whose only block comes and goes as often', () => {
    const heap = heapOf(facts);
    openArena(heap);
    let block = openArena(heap);
    const before = heap.arenaCounts();
    for (let i = 0; i < 10; i++) {
      heap.free(block);
      block = heap.malloc(512);
    }
    const after = heap.arenaCounts();
    expect({
      allocated: after.allocatedTotal - before.allocatedTotal,
      reclaimed: after.reclaimed - before.reclaimed,
    }).toEqual(facts.thrash);
  });
});

describe.each(choices)('CPython $version', (facts) => {
  test('takes new pools from the arenas the interpreter took them from', () => {
    const heap = heapOf(facts);
    const arenas = new FullArenas(heap);
    for (const arena of facts.freed) arenas.givePoolBack(arena);
    const reused: number[] = [];
    for (let last = -1; reused.length < facts.reused.length; ) {
      const block = heap.malloc(512);
      if (arenas.poolOf(block) !== last) reused.push(arenas.arenaOf(block));
      last = arenas.poolOf(block);
    }
    expect(reused).toEqual(facts.reused);
  });

  test('gives a freed block to the requests the interpreter gave it to', () => {
    for (const [size, next, isSame] of facts.same) {
      const heap = heapOf(facts);
      for (const other of [size, next]) heap.malloc(other); // an interpreter has blocks of every size
      const block = heap.malloc(size);
      heap.free(block);
      expect(heap.malloc(next) === block, `${size}, then ${next}`).toBe(isSame);
    }
  });

  test('moves the blocks that the interpreter moved when they got another size', () => {
    for (const [size, next, stays] of facts.resized) {
      const heap = heapOf(facts);
      const block = heap.malloc(size);
      expect(heap.realloc(block, next) === block, `${size} to ${next}`).toBe(stays);
    }
  });
});
