/**
 * When an automatic collection comes, from the collector's counters alone: an allocation starts
 * one if count 0 exceeds threshold 0, and it takes the oldest generation whose count exceeds its
 * threshold. Counts 1 and 2 count collections of the next younger generation.
 *
 * Source: CPython 3.12, Modules/gcmodule.c, gc_collect_generations.
 */
import { Fate, findGarbage } from './garbage.ts';
import type { CollectorState, HeapSnapshot } from './heap-snapshot.ts';

/** Why the collection of a generation has not come yet, in numbers. */
export interface Outlook {
  readonly generation: 0 | 1 | 2;
  readonly enabled: boolean;
  /** `gc.get_count()[generation]` */
  readonly count: number;
  /** `gc.get_threshold()[generation]`; the count must exceed it. */
  readonly threshold: number;
  /** Automatic collections until this one, itself included; `null` if none will come. */
  readonly collections: number | null;
  /** Net allocations of collector-managed objects until then, if the generation is not skipped; `null` if never. */
  readonly allocations: number | null;
}

/** Thresholds, counts and the switch, as far as they decide when. */
export type Counters = Pick<CollectorState, 'enabled' | 'counts' | 'thresholds'>;

/** How far away the next automatic collection of a generation (or of an older one) is. Exact as long as no allocation is freed in between. */
export function outlook(state: Counters, generation: 0 | 1 | 2): Outlook {
  const [count0 = 0] = state.counts;
  const [threshold0 = 0] = state.thresholds;
  const base = {
    generation,
    enabled: state.enabled,
    count: state.counts[generation] ?? 0,
    threshold: state.thresholds[generation] ?? 0,
  };
  if (!state.enabled || threshold0 === 0) return { ...base, collections: null, allocations: null };
  const collections = collectionsUntil(state, generation);
  const first = Math.max(threshold0 + 1 - count0, 1);
  return { ...base, collections, allocations: first + (collections - 1) * (threshold0 + 1) };
}

/** The automatic collection that comes first. */
export interface NextCollection {
  /** The generation it takes, unless the quarter rule makes it skip the oldest. */
  readonly generation: 0 | 1 | 2;
  /** Net allocations of collector-managed objects until then. */
  readonly allocations: number;
}

/**
 * Which automatic collection comes first, and when; `null` if none will come. It takes the oldest
 * generation whose count exceeds its threshold.
 */
export function nextCollection(state: Counters): NextCollection | null {
  const { allocations } = outlook(state, 0);
  if (allocations === null) return null;
  const isDue = (generation: 1 | 2): boolean =>
    (state.counts[generation] ?? 0) > (state.thresholds[generation] ?? 0);
  return { generation: isDue(2) ? 2 : isDue(1) ? 1 : 0, allocations };
}

/** The how-manieth automatic collection from now takes the generation or an older one. */
function collectionsUntil(state: Counters, generation: 0 | 1 | 2): number {
  if (generation === 0) return 1;
  const [, count1 = 0, count2 = 0] = state.counts;
  const [, threshold1 = 0, threshold2 = 0] = state.thresholds;
  const first = Math.max(threshold1 + 1 - count1, 0) + 1;
  const missing = Math.max(threshold2 + 1 - count2, 0);
  const full = missing === 0 ? 1 : first + (missing - 1) * (threshold1 + 2) + 1;
  return generation === 2 ? full : Math.min(first, full);
}

/** What is known of the rule that skips a full collection while less than a quarter is new. */
export interface QuarterRule {
  /** Objects in the oldest generation. */
  readonly oldObjects: number;
  /** Whether a full collection has run: before the first the rule never skips. `null` if not recorded. */
  readonly hasRun: boolean | null;
  /** How many of the old objects must have arrived since the last full collection, if none of them died: a fifth, which is a quarter of the rest. */
  readonly newObjectsNeeded: number;
}

/** Garbage that one generation's collection would be the first to find. */
export interface Waiting {
  /** The youngest generation whose collection finds it. */
  readonly generation: 0 | 1 | 2;
  readonly objects: number;
  readonly bytes: number;
  /** `null` if the file tells no counters (format 1). */
  readonly outlook: Outlook | null;
  /** For generation 2 only, elsewhere `null`. */
  readonly quarterRule: QuarterRule | null;
}

/**
 * The garbage that is there, by the collection that it waits for, and why that one has not come.
 *
 * @param counters in place of the recorded ones, to ask what other thresholds would do.
 */
export function findWaiting(
  heap: HeapSnapshot,
  counters: Counters | null = heap.header.collector,
): readonly Waiting[] {
  const seen = new Uint8Array(heap.objectCount);
  const waiting: Waiting[] = [];
  for (const generation of [0, 1, 2] as const) {
    const { fate } = findGarbage(heap, generation);
    let objects = 0;
    let bytes = 0;
    for (let object = 0; object < fate.length; object++) {
      if (fate[object] !== Fate.GARBAGE || seen[object] === 1) continue;
      seen[object] = 1;
      objects++;
      bytes += Math.max(heap.size[object] as number, 0);
    }
    waiting.push({
      generation,
      objects,
      bytes,
      outlook: counters ? outlook(counters, generation) : null,
      quarterRule: generation === 2 ? quarterRule(heap) : null,
    });
  }
  return waiting;
}

function quarterRule(heap: HeapSnapshot): QuarterRule {
  const oldObjects = heap.generation.reduce((sum, each) => sum + (each === 2 ? 1 : 0), 0);
  const fullCollections = heap.header.collector?.collections[2];
  return {
    oldObjects,
    hasRun: fullCollections === undefined ? null : fullCollections > 0,
    newObjectsNeeded: Math.ceil(oldObjects / 5),
  };
}
