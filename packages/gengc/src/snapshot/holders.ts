import type { Garbage } from './garbage.ts';
import { type HeapSnapshot, isCandidate, typeOf } from './heap-snapshot.ts';
import { heldOutside, isUnreachable } from './outside.ts';
import { objectName, referenceName } from './reference-names.ts';

/** One object on the way from what holds to what is held. */
export interface HolderStep {
  readonly object: number;
  readonly type: string;
  /** The object in words: `module app`, `dict`, `app.Node`. */
  readonly name: string;
  /** How it refers to the next: `["cache"]`, `[3]`, `.__dict__`; `[…]` where the objects of a cluster differ; `null` if unknown or last. */
  readonly reference: string | null;
}

/** Objects that are held in the same way. */
export interface HolderCluster {
  readonly objects: number;
  readonly bytes: number;
  /** The way to one of them: what holds comes first, the object itself last. */
  readonly path: readonly HolderStep[];
  /** The way as a chain: `module app.__dict__ → dict["cache"] → list[…] → app.Node`. */
  readonly sentence: string;
}

/** What holds the objects of one type. */
export interface Holders {
  readonly type: string;
  readonly objects: number;
  /** Nothing but garbage holds these, if anything: they wait for a collection. */
  readonly unreachable: number;
  /** The largest cluster first. */
  readonly clusters: readonly HolderCluster[];
}

/**
 * The shortest ways that lead to the objects of a type, equal ways together. A way starts at a
 * module if one leads there, otherwise at an object that is held from outside the heap: by a
 * running frame, or by C code. Linear in the heap.
 *
 * @param type with its module, as `app.Node`.
 */
export function findHolders(heap: HeapSnapshot, garbage: Garbage, type: string): Holders {
  const ways = shortestWays(heap, garbage);
  const clusters = new Map<number, Cluster>();
  const shape = new Shapes(heap, ways);
  let objects = 0;
  let unreachable = 0;
  for (let object = 0; object < heap.objectCount; object++) {
    if (typeOf(heap, object) !== type) continue;
    objects++;
    if (ways.by[object] === UNMET) {
      unreachable++;
      continue;
    }
    const key = shape.of(object);
    const cluster = clusters.get(key) ?? { objects: 0, bytes: 0, example: object };
    clusters.set(key, cluster);
    cluster.objects++;
    cluster.bytes += Math.max(heap.size[object] as number, 0);
  }
  return {
    type,
    objects,
    unreachable,
    clusters: [...clusters.values()]
      .sort((a, b) => b.objects - a.objects)
      .map((cluster) => described(heap, ways, cluster)),
  };
}

interface Cluster {
  objects: number;
  bytes: number;
  readonly example: number;
}

/** For each object the reference that leads to it on a shortest way: −1 if it starts one, −2 if none does. */
export interface Ways {
  readonly by: Int32Array;
  readonly holder: Int32Array;
}

const STARTS = -1;
const UNMET = -2;

/** The shortest way to one object, what holds first. */
export function wayTo(heap: HeapSnapshot, ways: Ways, object: number): readonly HolderStep[] {
  const steps: HolderStep[] = [];
  let reference: string | null = null;
  for (let at = object; at >= 0; at = ways.holder[at] as number) {
    steps.push({ object: at, type: typeOf(heap, at), name: objectName(heap, at), reference });
    const by = ways.by[at] as number;
    reference = by >= 0 ? referenceName(heap, ways.holder[at] as number, by) : null;
  }
  return steps.reverse();
}

/** Breadth first from the modules, then from what else is held from outside, so that a way is named where it can be. */
export function shortestWays(heap: HeapSnapshot, garbage: Garbage): Ways {
  const module = heap.types.indexOf('builtins.module');
  const outside = heldOutside(heap, garbage);
  const search = new BreadthFirst(heap, garbage);
  search.from((object) => heap.type[object] === module);
  search.from((object) => outside[object] === 1);
  search.from((object) => isCandidate(heap, object) && garbage.external[object] !== 0);
  return search;
}

class BreadthFirst implements Ways {
  readonly by: Int32Array;
  readonly holder: Int32Array;
  private readonly heap: HeapSnapshot;
  private readonly garbage: Garbage;
  private readonly queue: Uint32Array;
  private filled = 0;
  private taken = 0;

  constructor(heap: HeapSnapshot, garbage: Garbage) {
    this.heap = heap;
    this.garbage = garbage;
    this.by = new Int32Array(heap.objectCount).fill(UNMET);
    this.holder = new Int32Array(heap.objectCount).fill(-1);
    this.queue = new Uint32Array(heap.objectCount);
  }

  /** Afterwards all that the chosen objects reach has a shortest way, or had one before. */
  from(isStart: (object: number) => boolean): void {
    for (let object = 0; object < this.heap.objectCount; object++) {
      if (this.by[object] !== UNMET || isUnreachable(this.garbage, object)) continue;
      if (isStart(object)) this.meet(object, -1, STARTS);
    }
    const { firstReferent, referents } = this.heap;
    while (this.taken < this.filled) {
      const object = this.queue[this.taken++] as number;
      const end = firstReferent[object + 1] as number;
      for (let at = firstReferent[object] as number; at < end; at++) {
        const referent = referents[at] as number;
        if (this.by[referent] === UNMET) this.meet(referent, object, at);
      }
    }
  }

  private meet(object: number, holder: number, by: number): void {
    this.by[object] = by;
    this.holder[object] = holder;
    this.queue[this.filled++] = object;
  }
}

/** Numbers the shapes of ways: two objects have one number if types and references on their ways agree but for positions. */
class Shapes {
  private readonly heap: HeapSnapshot;
  private readonly ways: Ways;
  private readonly numbers = new Map<string, number>();
  private readonly shapeOf: Int32Array;

  constructor(heap: HeapSnapshot, ways: Ways) {
    this.heap = heap;
    this.ways = ways;
    this.shapeOf = new Int32Array(heap.objectCount).fill(-1);
  }

  of(object: number): number {
    const unknown: number[] = [];
    let at = object;
    while (at >= 0 && this.shapeOf[at] === -1) {
      unknown.push(at);
      at = this.ways.holder[at] as number;
    }
    let shape = at >= 0 ? (this.shapeOf[at] as number) : -1;
    for (let each = unknown.pop(); each !== undefined; each = unknown.pop()) {
      shape = this.number(shape, each);
      this.shapeOf[each] = shape;
    }
    return shape;
  }

  private number(before: number, object: number): number {
    const by = this.ways.by[object] as number;
    const name = by >= 0 ? referenceName(this.heap, this.ways.holder[object] as number, by) : null;
    const key = `${before} ${positionless(name)} ${objectName(this.heap, object)}`;
    const number = this.numbers.get(key) ?? this.numbers.size;
    this.numbers.set(key, number);
    return number;
  }
}

const positionless = (name: string | null): string | null =>
  name !== null && /^\[\d+\]$/.test(name) ? '[…]' : name;

function described(heap: HeapSnapshot, ways: Ways, cluster: Cluster): HolderCluster {
  const exact = wayTo(heap, ways, cluster.example);
  const path =
    cluster.objects === 1
      ? exact
      : exact.map((step) => ({ ...step, reference: positionless(step.reference) }));
  const { objects, bytes } = cluster;
  return { objects, bytes, path, sentence: sentenceOf(path) };
}

/** A way as a chain: `module app.__dict__ → dict["cache"] → app.Node`. */
export function sentenceOf(path: readonly HolderStep[]): string {
  return path.map(({ name, reference }) => `${name}${reference ?? ''}`).join(' → ');
}
