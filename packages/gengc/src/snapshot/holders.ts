import type { Garbage } from './garbage.ts';
import { type HeapSnapshot, isCandidate, typeOf } from './heap-snapshot.ts';
import { heldOutside, isUnreachable } from './outside.ts';
import { objectName, referenceName } from './reference-names.ts';
import { generalName, positionless, WayShapes, type Ways } from './way-shapes.ts';

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

/** A shortest way to an object. */
export interface Way {
  /** What holds comes first, the object itself last. */
  readonly path: readonly HolderStep[];
  /** The way as a chain: `module app.__dict__ → dict["cache"] → list[…] → app.Node`. */
  readonly sentence: string;
}

/** Objects that are held in the same way, which is told by the way to one of them. */
export interface HolderCluster extends Way {
  readonly objects: number;
  readonly bytes: number;
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
  const shape = new WayShapes(heap, ways);
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

/**
 * A shortest way to each of these objects, with positions and keys, in their order; `null` to one that is
 * unreachable. Linear in the heap, however many they are.
 */
export function findWays(
  heap: HeapSnapshot,
  garbage: Garbage,
  objects: readonly number[],
): readonly (Way | null)[] {
  const ways = shortestWays(heap, garbage);
  return objects.map((object) => {
    if (ways.by[object] === UNMET) return null;
    const path = wayTo(heap, ways, object);
    return { path, sentence: sentenceOf(path) };
  });
}

interface Cluster {
  objects: number;
  bytes: number;
  readonly example: number;
}

/** Steps told at each end of a way. */
const LONGEST_END = 12;
/** A way of more steps is shortened. */
const LONGEST_WAY = 2 * LONGEST_END + 1;
const STARTS = -1;
const UNMET = -2;

/**
 * The shortest way to one object, what holds first; a step that repeats is told once, with how
 * often. Of a very long way both ends are told; one step named `…` stands for the rest.
 */
function wayTo(heap: HeapSnapshot, ways: Ways, object: number): readonly HolderStep[] {
  const way: number[] = [];
  for (let at = object; at >= 0; at = ways.holder[at] as number) way.push(at);
  way.reverse();
  const steps: HolderStep[] = [];
  let told = 0;
  while (told < way.length && steps.length <= LONGEST_WAY) tell(heap, ways, way, told++, steps);
  if (told === way.length && steps.length <= LONGEST_WAY) return steps;
  const ending: HolderStep[] = [];
  for (let size = LONGEST_END; ending.length < LONGEST_END && size < 2 * way.length; size *= 2) {
    ending.length = 0;
    for (let index = Math.max(0, way.length - size); index < way.length; index++)
      tell(heap, ways, way, index, ending);
  }
  const opening = steps.slice(0, LONGEST_END);
  const last = ending.slice(-LONGEST_END);
  const times = way.length - [...opening, ...last].reduce((sum, step) => sum + step.times, 0);
  return [...opening, { object: -1, type: '', name: '…', reference: null, times }, ...last];
}

/** Adds one object of a way to the steps told so far. */
function tell(
  heap: HeapSnapshot,
  ways: Ways,
  way: readonly number[],
  index: number,
  steps: HolderStep[],
): void {
  const object = way[index] as number;
  const following = way[index + 1];
  const reference =
    following === undefined ? null : referenceName(heap, object, ways.by[following] as number);
  const name = objectName(heap, object);
  const previous = steps.at(-1);
  if (previous?.name === name && positionless(previous.reference) === positionless(reference))
    steps[steps.length - 1] = { ...previous, times: previous.times + 1 };
  else steps.push({ object, type: typeOf(heap, object), name, reference, times: 1 });
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

function described(heap: HeapSnapshot, ways: Ways, cluster: Cluster): HolderCluster {
  const exact = wayTo(heap, ways, cluster.example);
  const path =
    cluster.objects === 1
      ? exact
      : exact.map((step, index) => ({
          ...step,
          reference: generalName(step.reference, exact[index - 1]?.reference === '.__dict__'),
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
