import type { Garbage } from './garbage.ts';
import { type HeapSnapshot, isCandidate, typeOf } from './heap-snapshot.ts';
import { heldOutside, isUnreachable } from './outside.ts';
import { objectName, referenceName } from './reference-names.ts';

/** One object on the way from what holds to what is held. */
export interface HolderStep {
  /** Its number; −1 for the step `…` that stands for the middle of a very long way. */
  readonly object: number;
  readonly type: string;
  /** The object in words: `module app`, `dict`, `app.Node`. */
  readonly name: string;
  /** How it refers to the next: `["cache"]`, `[3]`, `.__dict__`; `[…]` where the objects of a cluster differ; `null` if unknown or last. */
  readonly reference: string | null;
  /** How many like it follow one another here, from 1; more in a linked list. */
  readonly times: number;
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
  /** How many clusters there are. */
  readonly clusterCount: number;
  /** The largest first, at most as many as asked for. */
  readonly clusters: readonly HolderCluster[];
}

/**
 * The shortest ways that lead to the objects of a type, equal ways together. A way starts at a
 * module if one leads there, otherwise at an object that is held from outside the heap: by a
 * running frame, or by C code. Linear in the heap.
 *
 * @param type with its module, as `app.Node`.
 * @param atMost clusters to describe. @defaultValue 20
 */
export function findHolders(
  heap: HeapSnapshot,
  garbage: Garbage,
  type: string,
  atMost = 20,
): Holders {
  const ways = shortestWays(heap, garbage);
  const clusters = new Map<number, Cluster>();
  const shape = new Shapes(heap, ways);
  let objects = 0;
  let unreachable = 0;
  const wanted = heap.types.indexOf(type);
  for (let object = 0; object < heap.objectCount; object++) {
    if (heap.type[object] !== wanted) continue;
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
    clusterCount: clusters.size,
    clusters: [...clusters.values()]
      .sort((a, b) => b.objects - a.objects)
      .slice(0, atMost)
      .map((cluster) => described(heap, ways, cluster)),
  };
}

interface Cluster {
  objects: number;
  bytes: number;
  readonly example: number;
}

/** For each object the reference that leads to it on a shortest way: −1 if it starts one, −2 if none does. */
interface Ways {
  readonly by: Int32Array;
  readonly holder: Int32Array;
}

/** Steps told at each end of a way. */
const LONGEST_END = 12;
const STARTS = -1;
const UNMET = -2;

/** The shortest way to one object, what holds first; a step that repeats is told once, with how often. */
function wayTo(heap: HeapSnapshot, ways: Ways, object: number): readonly HolderStep[] {
  const steps: HolderStep[] = [];
  let reference: string | null = null;
  for (let at = object; at >= 0; at = ways.holder[at] as number) {
    const name = objectName(heap, at);
    const after = steps.at(-1);
    if (after && after.name === name && positionless(after.reference) === positionless(reference))
      steps[steps.length - 1] = { ...after, object: at, times: after.times + 1 };
    else steps.push({ object: at, type: typeOf(heap, at), name, reference, times: 1 });
    const by = ways.by[at] as number;
    reference = by >= 0 ? referenceName(heap, ways.holder[at] as number, by) : null;
  }
  return shortened(steps.reverse());
}

/** Keeps both ends of a very long way; one step named `…` stands for the rest. */
function shortened(steps: readonly HolderStep[]): readonly HolderStep[] {
  const left = steps.length - 2 * LONGEST_END;
  if (left <= 1) return steps;
  const gap: HolderStep = { object: -1, type: '', name: '…', reference: null, times: left };
  return [...steps.slice(0, LONGEST_END), gap, ...steps.slice(-LONGEST_END)];
}

/** Breadth first from the modules, then from what else is held from outside, so that a way is named where it can be. */
function shortestWays(heap: HeapSnapshot, garbage: Garbage): Ways {
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

/**
 * Numbers the shapes of ways: two objects have one number if types and references on their ways
 * agree but for positions, and but for how often a step repeats, as in a linked list.
 */
class Shapes {
  private readonly heap: HeapSnapshot;
  private readonly ways: Ways;
  private readonly numbers = new Map<string, number>();
  private readonly shapeOf: Int32Array;
  /** For each shape the words of its last step. */
  private readonly lastStep: string[] = [];
  /** For each shape the one it extends, −1 for a start. */
  private readonly before: number[] = [];

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
    const holder = this.ways.holder[object] as number;
    const name = by >= 0 ? referenceName(this.heap, holder, by) : null;
    const into = holder >= 0 ? (this.ways.by[holder] as number) : -1;
    const holderName =
      into >= 0 ? referenceName(this.heap, this.ways.holder[holder] as number, into) : null;
    const step = `${general(name, holderName)} ${objectName(this.heap, object)}`;
    const repeated = this.repeated(before, step);
    if (repeated >= 0) return repeated;
    const key = `${before} ${step}`;
    const number = this.numbers.get(key) ?? this.numbers.size;
    this.numbers.set(key, number);
    this.lastStep[number] = step;
    this.before[number] = before;
    return number;
  }

  /** The shape that stays when a step, or a pair of steps such as node and dict, comes once more; −1 if none does. */
  private repeated(last: number, step: string): number {
    if (last < 0) return -1;
    if (this.lastStep[last] === step) return last;
    const second = this.before[last] as number;
    const third = second < 0 ? -1 : (this.before[second] as number);
    const isPair =
      third >= 0 && this.lastStep[second] === step && this.lastStep[third] === this.lastStep[last];
    return isPair ? second : -1;
  }
}

const positionless = (name: string | null): string | null =>
  name !== null && /^\[\d+\]$/.test(name) ? '[…]' : name;

/** A reference without its position or key; the keys of a `__dict__` are names and stay. */
const general = (name: string | null, holderName: string | null): string | null =>
  name?.startsWith('["') && holderName !== '.__dict__' ? '[…]' : positionless(name);

function described(heap: HeapSnapshot, ways: Ways, cluster: Cluster): HolderCluster {
  const exact = wayTo(heap, ways, cluster.example);
  const path =
    cluster.objects === 1
      ? exact
      : exact.map((step, index) => ({
          ...step,
          reference: general(step.reference, exact[index - 1]?.reference ?? null),
        }));
  const { objects, bytes } = cluster;
  return { objects, bytes, path, sentence: sentenceOf(path) };
}

/** A way as a chain: `module app.__dict__ → dict["cache"] → app.Node`; `(×9)` behind a step that repeats. */
function sentenceOf(path: readonly HolderStep[]): string {
  return path
    .map(
      ({ name, reference, times }) => `${name}${reference ?? ''}${times > 1 ? ` (×${times})` : ''}`,
    )
    .join(' → ');
}
