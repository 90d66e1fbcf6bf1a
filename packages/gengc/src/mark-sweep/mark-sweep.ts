/**
 * The textbook's collector: mark what the roots reach, sweep the rest (McCarthy 1960; the colours
 * are Dijkstra's, 1978). It runs over the heap the cycle collector runs over, but looks at no
 * counts: it holds one reference to every object itself, so that nothing dies before a sweep.
 *
 * White: not met. Grey: met, its references not yet followed. Black: met and followed.
 * Law while marking: no black object refers to a white one.
 */
import { type ObjectId, Referents, type Tracking } from '@memstrata/refcount';
import type { CollectableHeap } from '../collectable-heap.ts';
import { CollectorAttached } from '../errors.ts';
import type { Listener } from '../events.ts';

export type Color = 'white' | 'grey' | 'black';

/** What the mark-sweep collector announces. */
export type MarkSweepEvent =
  | { readonly type: 'marking-started'; readonly objects: number }
  | { readonly type: 'greyed'; readonly object: ObjectId; readonly by: ObjectId | null }
  | { readonly type: 'blackened'; readonly object: ObjectId }
  | { readonly type: 'swept'; readonly object: ObjectId }
  | { readonly type: 'sweeping-finished'; readonly swept: number; readonly kept: number };

export interface MarkSweepOptions {
  /** What the program can reach directly: its variables, its stack. Asked at each collection. */
  readonly roots: () => Iterable<ObjectId>;
  /** Allocations after which a collection starts at the next safe point; 0 is never. @defaultValue 0 */
  readonly threshold?: number;
  readonly onEvent?: Listener<MarkSweepEvent>;
}

/** Work counted, the same on every machine. */
export interface MarkSweepWork {
  /** Objects marked or swept over. */
  readonly objects: number;
  readonly references: number;
  /** Objects and references of the longest collection. */
  readonly longestPause: number;
}

/**
 * A stop-the-world tracing collector.
 *
 * @example
 * ```ts
 * import { MarkSweep } from '@memstrata/gengc/mark-sweep';
 * import { instanceType, ObjectHeap, type ObjectId } from '@memstrata/refcount';
 *
 * const heap = new ObjectHeap();
 * const roots = new Set<ObjectId>();
 * const collector = new MarkSweep(heap, { roots: () => roots });
 * const Node = instanceType('Node', 1);
 * const [a, b] = [heap.create(Node), heap.create(Node)];
 * heap.refer(a, 0, b);
 * heap.refer(b, 0, a);
 * roots.add(a);
 * heap.decref(b); // only a refers to b now
 * console.log(collector.collect()); // → 0
 * roots.delete(a);
 * heap.decref(a);
 * console.log(collector.collect(), heap.isAlive(a)); // → 2 false
 * ```
 */
export class MarkSweep implements Tracking {
  onEvent: Listener<MarkSweepEvent> | null;
  /** Allocations after which a collection starts at the next safe point; 0 is never. */
  threshold: number;
  readonly #heap: CollectableHeap;
  readonly #roots: () => Iterable<ObjectId>;
  readonly #all: Set<ObjectId> = new Set();
  readonly #black: Set<ObjectId> = new Set();
  readonly #grey: ObjectId[] = [];
  readonly #window: Referents = new Referents();
  #allocated = 0;
  #collecting = false;
  #objects = 0;
  #references = 0;
  #longestPause = 0;

  /** @throws CollectorAttached if the heap has a collector already */
  constructor(heap: CollectableHeap, options: MarkSweepOptions) {
    if (heap.tracking) throw new CollectorAttached();
    this.#heap = heap;
    this.#roots = options.roots;
    this.threshold = options.threshold ?? 0;
    this.onEvent = options.onEvent ?? null;
    heap.tracking = this;
  }

  get work(): MarkSweepWork {
    return {
      objects: this.#objects,
      references: this.#references,
      longestPause: this.#longestPause,
    };
  }

  /** The objects that exist, oldest first. */
  objects(): Iterable<ObjectId> {
    return this.#all.values();
  }

  /** The colour of an object; between collections everything is white. */
  colorOf(object: ObjectId): Color {
    if (!this.#black.has(object)) return 'white';
    return this.#grey.includes(object) ? 'grey' : 'black';
  }

  allocating(): void {
    this.#allocated++;
  }

  track(object: ObjectId): void {
    this.#all.add(object);
    this.#heap.incref(object);
  }

  /** The heap calls this for an object that dies; a sweep has let go of it before. */
  untrack(object: ObjectId): void {
    this.#all.delete(object);
  }

  isTracked(object: ObjectId): boolean {
    return this.#all.has(object);
  }

  freed(): void {}

  safePoint(): void {
    if (this.threshold > 0 && this.#allocated >= this.threshold) this.collect();
  }

  /** Marks and sweeps; how many objects died. Does nothing inside a collection. */
  collect(): number {
    if (this.#collecting) return 0;
    this.#collecting = true;
    const before = this.#objects + this.#references;
    this.#allocated = 0;
    if (this.onEvent) this.onEvent({ type: 'marking-started', objects: this.#all.size });
    this.#mark();
    const swept = this.#sweep();
    this.#longestPause = Math.max(this.#longestPause, this.#objects + this.#references - before);
    this.#collecting = false;
    return swept;
  }

  /** Postcondition: black is what the roots reach, nothing is grey. */
  #mark(): void {
    for (const root of this.#roots()) this.#shade(root, null);
    const window = this.#window;
    for (let object = this.#grey.pop(); object !== undefined; object = this.#grey.pop()) {
      this.#objects++;
      this.#heap.visit(object, window);
      for (let at = window.start; at < window.end; at++) {
        const referent = window.ids[at] as ObjectId | 0;
        if (referent === 0) continue;
        this.#references++;
        this.#shade(referent, object);
      }
      if (this.onEvent) this.onEvent({ type: 'blackened', object });
    }
  }

  #shade(object: ObjectId, by: ObjectId | null): void {
    if (!this.#all.has(object) || this.#black.has(object)) return;
    this.#black.add(object);
    this.#grey.push(object);
    if (this.onEvent) this.onEvent({ type: 'greyed', object, by });
  }

  /** Postcondition: what was white is dead, everything else is white. */
  #sweep(): number {
    let swept = 0;
    for (const object of [...this.#all]) {
      this.#objects++;
      if (this.#black.has(object)) continue;
      this.#all.delete(object);
      this.#heap.clear(object);
      this.#heap.decref(object);
      swept++;
      if (this.onEvent) this.onEvent({ type: 'swept', object });
    }
    this.#black.clear();
    if (this.onEvent) this.onEvent({ type: 'sweeping-finished', swept, kept: this.#all.size });
    return swept;
  }
}
