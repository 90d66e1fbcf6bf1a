/**
 * What would go with an object: an object dominates another if every way to the other from
 * outside leads through it, so its retained size is its own and that of all it dominates.
 *
 * Lengauer and Tarjan, "A fast algorithm for finding dominators in a flowgraph", 1979, the simple
 * version: O(references · log objects) time, about 50 bytes an object and 4 a reference.
 */
import type { Garbage } from './garbage.ts';
import type { HeapSnapshot } from './heap-snapshot.ts';
import { heldOutside, isUnreachable } from './outside.ts';

/** What stands in place of a dominator. */
export const NoDominator = {
  /** No single object holds it: several do, or something outside the heap. */
  SHARED: -1,
  /** Nothing outside leads to it. */
  UNREACHABLE: -2,
} as const;

/** Dominators and retained sizes of all reachable objects. */
export interface Dominators {
  /** The nearest object that dominates each, or one of {@link NoDominator}. */
  readonly immediate: Int32Array;
  /** Own bytes and those of everything dominated; 0 for unreachable objects. */
  readonly retained: Float64Array;
}

/** Finds dominators and retained sizes, from all that is held from outside the heap. */
export function findDominators(heap: HeapSnapshot, garbage: Garbage): Dominators {
  const walk = walkFromOutside(heap, garbage);
  const dominator = new LengauerTarjan(heap, walk).run();
  const immediate = new Int32Array(heap.objectCount).fill(NoDominator.UNREACHABLE);
  const retained = new Float64Array(heap.objectCount);
  for (let number = 1; number <= walk.count; number++) {
    const above = dominator[number] as number;
    const object = walk.objectAt[number] as number;
    immediate[object] = above === 0 ? NoDominator.SHARED : (walk.objectAt[above] as number);
    retained[object] = Math.max(heap.size[object] as number, 0);
  }
  for (let number = walk.count; number > 0; number--) {
    const object = walk.objectAt[number] as number;
    const above = immediate[object] as number;
    if (above >= 0) retained[above] = (retained[above] as number) + (retained[object] as number);
  }
  return { immediate, retained };
}

/** The objects that retain most, the largest first. */
export function largestRetained(dominators: Dominators, atMost: number): readonly number[] {
  const objects = Uint32Array.from(dominators.retained.keys());
  const order = objects.sort(
    (a, b) => (dominators.retained[b] as number) - (dominators.retained[a] as number) || a - b,
  );
  return [...order.subarray(0, atMost)].filter(
    (object) => dominators.immediate[object] !== NoDominator.UNREACHABLE,
  );
}

/** A depth-first numbering from 1; 0 is a root of our own that refers to all that is held from outside. */
interface Walk {
  readonly count: number;
  readonly numberOf: Uint32Array;
  readonly objectAt: Uint32Array;
  readonly parent: Uint32Array;
  readonly isHeldOutside: Uint8Array;
}

function walkFromOutside(heap: HeapSnapshot, garbage: Garbage): Walk {
  const isHeldOutside = heldOutside(heap, garbage);
  const walker = new DepthFirst(heap, isHeldOutside);
  for (let object = 0; object < heap.objectCount; object++)
    if (isHeldOutside[object] === 1) walker.walk(object);
  const own = new Set(heap.header.ownObjects);
  for (let object = 0; object < heap.objectCount; object++) {
    if (walker.numberOf[object] !== 0 || isUnreachable(garbage, object) || own.has(object))
      continue;
    if (!isAlive(heap, garbage, object)) continue;
    isHeldOutside[object] = 1;
    walker.walk(object);
  }
  return walker;
}

class DepthFirst implements Walk {
  count = 0;
  readonly numberOf: Uint32Array;
  readonly objectAt: Uint32Array;
  readonly parent: Uint32Array;
  readonly isHeldOutside: Uint8Array;
  private readonly heap: HeapSnapshot;
  private readonly next: Uint32Array;
  private readonly path: Uint32Array;

  constructor(heap: HeapSnapshot, isHeldOutside: Uint8Array) {
    this.heap = heap;
    this.isHeldOutside = isHeldOutside;
    this.numberOf = new Uint32Array(heap.objectCount);
    this.objectAt = new Uint32Array(heap.objectCount + 1);
    this.parent = new Uint32Array(heap.objectCount + 1);
    this.next = heap.firstReferent.slice(0, heap.objectCount);
    this.path = new Uint32Array(heap.objectCount);
  }

  walk(start: number): void {
    if (this.numberOf[start] !== 0) return;
    const { firstReferent, referents } = this.heap;
    let depth = 0;
    this.path[0] = start;
    this.number(start, 0);
    while (depth >= 0) {
      const object = this.path[depth] as number;
      const at = this.next[object] as number;
      if (at === firstReferent[object + 1]) {
        depth--;
        continue;
      }
      this.next[object] = at + 1;
      const referent = referents[at] as number;
      if (this.numberOf[referent] !== 0) continue;
      this.number(referent, this.numberOf[object] as number);
      this.path[++depth] = referent;
    }
  }

  private number(object: number, parent: number): void {
    this.count++;
    this.numberOf[object] = this.count;
    this.objectAt[this.count] = object;
    this.parent[this.count] = parent;
  }
}

/** Reachable by the collector's decision, though no count says from where. */
const isAlive = (heap: HeapSnapshot, garbage: Garbage, object: number): boolean =>
  garbage.external[object] !== 0 || (heap.generation[object] as number) > 2;

/** All arrays are by number. Afterwards `dominator[n]` is the immediate dominator of `n`. */
class LengauerTarjan {
  private readonly heap: HeapSnapshot;
  private readonly walk: Walk;
  private readonly semi: Uint32Array;
  private readonly ancestor: Uint32Array;
  private readonly best: Uint32Array;
  private readonly dominator: Uint32Array;
  private readonly bucket: Uint32Array;
  private readonly nextInBucket: Uint32Array;
  private readonly firstReferrer: Uint32Array;
  private readonly referrers: Uint32Array;
  private readonly path: Uint32Array;

  constructor(heap: HeapSnapshot, walk: Walk) {
    this.heap = heap;
    this.walk = walk;
    const size = walk.count + 1;
    this.semi = Uint32Array.from({ length: size }, (_, number) => number);
    this.best = this.semi.slice();
    this.ancestor = new Uint32Array(size);
    this.dominator = new Uint32Array(size);
    this.bucket = new Uint32Array(size);
    this.nextInBucket = new Uint32Array(size);
    this.path = new Uint32Array(size);
    this.firstReferrer = new Uint32Array(size + 1);
    this.referrers = this.turnedRound();
  }

  run(): Uint32Array {
    const { parent } = this.walk;
    for (let number = this.walk.count; number > 0; number--) {
      this.findSemi(number);
      this.put(number, this.semi[number] as number);
      this.ancestor[number] = (parent[number] as number) + 1;
      this.emptyBucket(parent[number] as number);
    }
    for (let number = 1; number <= this.walk.count; number++) {
      const dominator = this.dominator[number] as number;
      if (dominator !== this.semi[number])
        this.dominator[number] = this.dominator[dominator] as number;
    }
    return this.dominator;
  }

  /** The smallest number from which a way leads here through larger numbers only. */
  private findSemi(number: number): void {
    let least = this.walk.parent[number] as number;
    if (this.walk.isHeldOutside[this.walk.objectAt[number] as number] === 1) least = 0;
    const end = this.firstReferrer[number + 1] as number;
    for (let at = this.firstReferrer[number] as number; at < end; at++) {
      const candidate = this.semi[this.evaluate(this.referrers[at] as number)] as number;
      if (candidate < least) least = candidate;
    }
    this.semi[number] = least;
  }

  private put(number: number, into: number): void {
    this.nextInBucket[number] = this.bucket[into] as number;
    this.bucket[into] = number;
  }

  /** Everything whose semidominator is `parent` now learns its dominator, or one that shares it. */
  private emptyBucket(parent: number): void {
    let number = this.bucket[parent] as number;
    this.bucket[parent] = 0;
    while (number !== 0) {
      const best = this.evaluate(number);
      this.dominator[number] =
        (this.semi[best] as number) < (this.semi[number] as number) ? best : parent;
      number = this.nextInBucket[number] as number;
    }
  }

  /** The number with the smallest semidominator on the linked way above; shortens that way. `ancestor` holds number + 1, 0 is unlinked. */
  private evaluate(number: number): number {
    const { ancestor, best, semi, path } = this;
    if (ancestor[number] === 0) return number;
    let depth = 0;
    let at = number;
    while (ancestor[(ancestor[at] as number) - 1] !== 0) {
      path[depth++] = at;
      at = (ancestor[at] as number) - 1;
    }
    let above = at;
    while (depth > 0) {
      const below = path[--depth] as number;
      if ((semi[best[above] as number] as number) < (semi[best[below] as number] as number))
        best[below] = best[above] as number;
      ancestor[below] = ancestor[above] as number;
      above = below;
    }
    return best[number] as number;
  }

  /** The references the other way: for each number the numbers that refer to it. */
  private turnedRound(): Uint32Array {
    const { heap, walk, firstReferrer } = this;
    let total = 0;
    for (let object = 0; object < heap.objectCount; object++) {
      if (walk.numberOf[object] === 0) continue;
      const end = heap.firstReferent[object + 1] as number;
      for (let at = heap.firstReferent[object] as number; at < end; at++) {
        const number = walk.numberOf[heap.referents[at] as number] as number;
        firstReferrer[number + 1] = (firstReferrer[number + 1] as number) + 1;
        total++;
      }
    }
    for (let number = 0; number <= walk.count; number++)
      firstReferrer[number + 1] =
        (firstReferrer[number + 1] as number) + (firstReferrer[number] as number);
    const referrers = new Uint32Array(total);
    const filled = firstReferrer.slice();
    for (let number = 1; number <= walk.count; number++) {
      const object = walk.objectAt[number] as number;
      const end = heap.firstReferent[object + 1] as number;
      for (let at = heap.firstReferent[object] as number; at < end; at++) {
        const referent = walk.numberOf[heap.referents[at] as number] as number;
        referrers[filled[referent] as number] = number;
        filled[referent] = (filled[referent] as number) + 1;
      }
    }
    return referrers;
  }
}
