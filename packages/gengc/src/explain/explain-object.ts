/**
 * Why an object is still there, as data: the path that holds it, or, if nothing does, the
 * collection it waits for and the numbers that keep that collection from coming.
 */
import type { ObjectId } from '@memstrata/refcount';
import type { CycleCollector } from '../cycle-collector.ts';
import type { Generation } from '../events.ts';
import { type Outlook, outlook } from '../snapshot/outlook.ts';

/** What an explanation reads of a heap; an `ObjectHeap` has it. */
export interface ExplainableHeap {
  objects(): Iterable<ObjectId>;
  isAlive(object: ObjectId): boolean;
  refcount(object: ObjectId): number;
  referents(object: ObjectId): readonly ObjectId[];
}

/** The quarter rule, in its own numbers. */
export interface QuarterNumbers {
  /** Objects that reached the oldest generation since the last full collection. */
  readonly pending: number;
  /** Objects that survived that collection. */
  readonly total: number;
  /** Would an automatic full collection be skipped now? */
  readonly skips: boolean;
}

/** Why an object is there. */
export type Explanation =
  | {
      readonly state: 'held';
      /** What is held from outside the heap comes first, the object last. */
      readonly path: readonly ObjectId[];
      /** References to the first from outside: variables, the stack, C code. */
      readonly externalRefs: number;
    }
  | {
      readonly state: 'waiting';
      /** The youngest generation whose collection finds it. */
      readonly generation: Generation;
      readonly outlook: Outlook;
      readonly quarterRule: QuarterNumbers;
    }
  /** Garbage that no collection examines: frozen or untracked, or held by something that is. */
  | { readonly state: 'never-examined' }
  | { readonly state: 'dead' };

/**
 * Explains one object. Linear in the heap.
 *
 * @example
 * ```ts
 * import { CycleCollector } from '@memstrata/gengc';
 * import { explainObject } from '@memstrata/gengc/explain';
 * import { instanceType, ObjectHeap } from '@memstrata/refcount';
 *
 * const heap = new ObjectHeap({ python: '3.12' });
 * const collector = new CycleCollector(heap);
 * const Node = instanceType('Node', 1);
 * const [a, b] = [heap.create(Node), heap.create(Node)];
 * heap.refer(a, 0, b);
 * heap.refer(b, 0, a);
 * heap.decref(b); // del b
 * console.log(explainObject(heap, collector, b)); // → { state: 'held', path: [ 16, 17 ], externalRefs: 1 }
 * heap.decref(a); // del a
 * const why = explainObject(heap, collector, b);
 * if (why.state === 'waiting') console.log(why.generation, why.outlook.allocations); // → 0 699
 * ```
 */
export function explainObject(
  heap: ExplainableHeap,
  collector: CycleCollector,
  object: ObjectId,
): Explanation {
  if (!heap.isAlive(object)) return { state: 'dead' };
  const everything = [...heap.objects()];
  const external = externalReferences(heap, everything);
  const path = pathTo(heap, everything, external, object);
  if (path) return { state: 'held', path, externalRefs: external.get(path[0] as ObjectId) ?? 0 };
  const generation = findingGeneration(heap, collector, object);
  if (generation === null) return { state: 'never-examined' };
  const { enabled, counts, thresholds, longLived } = collector;
  return {
    state: 'waiting',
    generation,
    outlook: outlook({ enabled, counts, thresholds }, generation),
    quarterRule: { ...longLived, skips: longLived.pending < Math.floor(longLived.total / 4) },
  };
}

/** The count of each candidate less the references from candidates. */
function externalReferences(
  heap: ExplainableHeap,
  candidates: readonly ObjectId[],
): Map<ObjectId, number> {
  const external = new Map(candidates.map((each) => [each, heap.refcount(each)]));
  for (const candidate of candidates)
    for (const referent of heap.referents(candidate)) {
      const left = external.get(referent);
      if (left !== undefined) external.set(referent, left - 1);
    }
  return external;
}

/** A shortest path from an externally held candidate, or `null` if none leads to the object. */
function pathTo(
  heap: ExplainableHeap,
  candidates: readonly ObjectId[],
  external: ReadonlyMap<ObjectId, number>,
  object: ObjectId,
): readonly ObjectId[] | null {
  const queue = candidates.filter((each) => external.get(each) !== 0);
  const by = new Map<ObjectId, ObjectId | null>(queue.map((each) => [each, null]));
  for (const holder of queue)
    for (const referent of heap.referents(holder)) {
      if (by.has(referent) || !external.has(referent)) continue;
      by.set(referent, holder);
      queue.push(referent);
    }
  if (!by.has(object)) return null;
  const path: ObjectId[] = [];
  for (let at: ObjectId | null = object; at !== null; at = by.get(at) ?? null) path.push(at);
  return path.reverse();
}

/** The youngest generation whose collection would find the object unreachable. */
function findingGeneration(
  heap: ExplainableHeap,
  collector: CycleCollector,
  object: ObjectId,
): Generation | null {
  const candidates: ObjectId[] = [];
  for (const generation of [0, 1, 2] as const) {
    candidates.push(...collector.generation(generation));
    if (!candidates.includes(object)) continue;
    const external = externalReferences(heap, candidates);
    if (!pathTo(heap, candidates, external, object)) return generation;
  }
  return null;
}
