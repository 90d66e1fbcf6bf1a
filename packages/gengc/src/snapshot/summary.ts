import { Fate, type Garbage } from './garbage.ts';
import { type HeapSnapshot, NoGeneration } from './heap-snapshot.ts';

/** The objects of one type, and how many of them nothing reaches any more. */
export interface TypeSummary {
  readonly type: string;
  readonly objects: number;
  /** `sys.getsizeof`, summed. */
  readonly bytes: number;
  /** Unreachable, the ones that a finalizer would free included. */
  readonly unreachable: number;
  readonly unreachableBytes: number;
}

/** The objects of one generation. */
export interface GenerationSummary {
  /** 0 to 2, 3 where the interpreter does not tell, 4 for frozen, −1 for untracked. */
  readonly generation: number;
  readonly objects: number;
  readonly bytes: number;
  readonly unreachable: number;
}

/** A heap at a glance. */
export interface HeapSummary {
  readonly objects: number;
  readonly bytes: number;
  readonly references: number;
  readonly unreachable: number;
  readonly unreachableBytes: number;
  /** Most bytes first. */
  readonly types: readonly TypeSummary[];
  /** Untracked first, then 0 to 4; generations without objects are left out. */
  readonly generations: readonly GenerationSummary[];
}

/** Counts the heap by type and by generation, without the objects of the program that wrote it. Linear in its objects. */
export function summarize(heap: HeapSnapshot, garbage: Garbage): HeapSummary {
  const types = heap.types.map(emptyTally);
  const generations = Array.from({ length: 6 }, emptyTally);
  const all = emptyTally();
  const own = new Set(heap.header.ownObjects);
  for (let object = 0; object < heap.objectCount; object++) {
    if (own.has(object)) continue;
    const bytes = Math.max(heap.size[object] as number, 0);
    const fate = garbage.fate[object];
    const isUnreachable = fate === Fate.GARBAGE || fate === Fate.FREED_BY_FINALIZER;
    const generation = (heap.generation[object] as number) - NoGeneration.UNTRACKED;
    add(types[heap.type[object] as number] as Tally, bytes, isUnreachable);
    add(generations[generation] as Tally, bytes, isUnreachable);
    add(all, bytes, isUnreachable);
  }
  return {
    ...all,
    references: heap.referenceCount,
    types: types
      .map((tally, index) => ({ type: heap.types[index] as string, ...tally }))
      .filter((each) => each.objects > 0)
      .sort((a, b) => b.bytes - a.bytes),
    generations: generations
      .map(({ objects, bytes, unreachable }, index) => ({
        generation: index + NoGeneration.UNTRACKED,
        objects,
        bytes,
        unreachable,
      }))
      .filter((each) => each.objects > 0),
  };
}

interface Tally {
  objects: number;
  bytes: number;
  unreachable: number;
  unreachableBytes: number;
}

const emptyTally = (): Tally => ({ objects: 0, bytes: 0, unreachable: 0, unreachableBytes: 0 });

function add(tally: Tally, bytes: number, isUnreachable: boolean): void {
  tally.objects++;
  tally.bytes += bytes;
  if (!isUnreachable) return;
  tally.unreachable++;
  tally.unreachableBytes += bytes;
}

/** How the objects of one type changed between two snapshots. */
export interface TypeChange {
  readonly type: string;
  readonly objects: readonly [before: number, after: number];
  readonly bytes: readonly [before: number, after: number];
  readonly unreachable: readonly [before: number, after: number];
}

/**
 * What changed from one summary to another, type by type, the largest growth in bytes first.
 * Types without a change are left out. A snapshot keeps no addresses, so single objects are not
 * followed from one to the other.
 */
export function difference(before: HeapSummary, after: HeapSummary): readonly TypeChange[] {
  const earlier = new Map(before.types.map((each) => [each.type, each]));
  const later = new Map(after.types.map((each) => [each.type, each]));
  const growth = (change: TypeChange): number => change.bytes[1] - change.bytes[0];
  return [...new Set([...earlier.keys(), ...later.keys()])]
    .map((type) => changeOf(type, earlier.get(type), later.get(type)))
    .filter(({ objects, bytes, unreachable }) =>
      [objects, bytes, unreachable].some(([from, to]) => from !== to),
    )
    .sort((a, b) => growth(b) - growth(a));
}

const changeOf = (
  type: string,
  before: TypeSummary | undefined,
  after: TypeSummary | undefined,
): TypeChange => ({
  type,
  objects: [before?.objects ?? 0, after?.objects ?? 0],
  bytes: [before?.bytes ?? 0, after?.bytes ?? 0],
  unreachable: [before?.unreachable ?? 0, after?.unreachable ?? 0],
});
