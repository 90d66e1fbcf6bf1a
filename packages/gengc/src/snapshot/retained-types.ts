import { type Dominators, NoDominator } from './dominators.ts';
import type { HeapSnapshot } from './heap-snapshot.ts';

/** What the objects of one type keep alive. */
export interface TypeRetention {
  readonly type: string;
  /** Reachable objects of the type. */
  readonly objects: number;
  /**
   * Bytes that go when they go, their own included: the retained sizes of those that no object of the same
   * type dominates, so nothing is counted twice. What only several of them together hold is not in it.
   */
  readonly retained: number;
}

/** What each type keeps alive, the most first. Linear in the heap, without recursion. */
export function retainedByType(
  heap: HeapSnapshot,
  dominators: Dominators,
): readonly TypeRetention[] {
  const tally = new OutermostTally(heap, dominators);
  const tree = new DominatorTree(dominators);
  for (let root = tree.firstRoot; root >= 0; root = tree.next[root] as number)
    tree.visit(root, tally);
  return heap.types
    .map((type, number) => ({
      type,
      objects: tally.objects[number] as number,
      retained: tally.retained[number] as number,
    }))
    .filter(({ objects }) => objects > 0)
    .sort((a, b) => b.retained - a.retained);
}

/** Adds up the retained sizes of objects that are inside no other of their type. */
class OutermostTally {
  readonly objects: Uint32Array;
  readonly retained: Float64Array;
  private readonly heap: HeapSnapshot;
  private readonly dominators: Dominators;
  /** For each type the objects that have been entered and not left. */
  private readonly open: Uint32Array;

  constructor(heap: HeapSnapshot, dominators: Dominators) {
    this.heap = heap;
    this.dominators = dominators;
    this.objects = new Uint32Array(heap.types.length);
    this.retained = new Float64Array(heap.types.length);
    this.open = new Uint32Array(heap.types.length);
  }

  enter(object: number): void {
    const type = this.heap.type[object] as number;
    this.objects[type] = (this.objects[type] as number) + 1;
    if (this.open[type] === 0)
      this.retained[type] =
        (this.retained[type] as number) + (this.dominators.retained[object] as number);
    this.open[type] = (this.open[type] as number) + 1;
  }

  leave(object: number): void {
    const type = this.heap.type[object] as number;
    this.open[type] = (this.open[type] as number) - 1;
  }
}

/** Who dominates whom, from above: for each object its first child and its next sibling, −1 for none. */
class DominatorTree {
  firstRoot = -1;
  readonly next: Int32Array;
  private readonly first: Int32Array;
  private readonly above: Int32Array;

  constructor({ immediate }: Dominators) {
    this.above = immediate;
    this.first = new Int32Array(immediate.length).fill(-1);
    this.next = new Int32Array(immediate.length).fill(-1);
    for (let object = immediate.length - 1; object >= 0; object--) this.put(object);
  }

  /** Everything from `root` down, each entered before and left after what it dominates. */
  visit(root: number, tally: OutermostTally): void {
    let at = root;
    tally.enter(at);
    for (;;) {
      const below = this.first[at] as number;
      if (below >= 0) {
        at = below;
      } else {
        while (at !== root && (this.next[at] as number) < 0) {
          tally.leave(at);
          at = this.above[at] as number;
        }
        tally.leave(at);
        if (at === root) return;
        at = this.next[at] as number;
      }
      tally.enter(at);
    }
  }

  private put(object: number): void {
    const above = this.above[object] as number;
    if (above === NoDominator.UNREACHABLE) return;
    if (above === NoDominator.SHARED) {
      this.next[object] = this.firstRoot;
      this.firstRoot = object;
    } else {
      this.next[object] = this.first[above] as number;
      this.first[above] = object;
    }
  }
}
