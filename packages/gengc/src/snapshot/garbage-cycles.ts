import { Fate, type Garbage } from './garbage.ts';
import type { HeapSnapshot } from './heap-snapshot.ts';

/** Garbage cycles that consist of the same numbers of the same types. */
export interface CycleGroup {
  /** Each type in the cycle and how many objects of it, the most first. */
  readonly types: readonly (readonly [type: string, objects: number])[];
  /** How many such cycles there are. */
  readonly cycles: number;
  /** Objects and bytes of all of them together. */
  readonly objects: number;
  readonly bytes: number;
  /** An object of the first one. */
  readonly example: number;
}

/** The cycles in the garbage, and what merely hangs on them. */
export interface GarbageCycles {
  /** The groups with the most bytes first. */
  readonly groups: readonly CycleGroup[];
  readonly cycles: number;
  /** Garbage in no cycle itself: held by one. */
  readonly hanging: number;
  /** The cycle of each object, counted from 0; −1 for objects in none. */
  readonly cycleOf: Int32Array;
}

/**
 * The strongly connected components of the garbage, grouped by the types in them.
 * A component of one object is a cycle only if the object refers to itself. Linear.
 */
export function garbageCycles(heap: HeapSnapshot, garbage: Garbage): GarbageCycles {
  const finder = new ComponentFinder(heap, garbage);
  for (let object = 0; object < heap.objectCount; object++)
    if (garbage.fate[object] === Fate.GARBAGE) finder.search(object);
  return {
    groups: grouped(heap, finder.components),
    cycles: finder.components.length,
    hanging: finder.hanging,
    cycleOf: finder.componentOf,
  };
}

/** Tarjan 1972, with the recursion unrolled: heaps hold lists a million objects long. */
class ComponentFinder {
  readonly components: Uint32Array[] = [];
  readonly componentOf: Int32Array;
  hanging = 0;
  private readonly heap: HeapSnapshot;
  private readonly garbage: Garbage;
  /** The order in which objects were met, from 1; 0 is not met. */
  private readonly met: Uint32Array;
  private readonly low: Uint32Array;
  private readonly next: Uint32Array;
  private readonly path: Uint32Array;
  private readonly open: Uint32Array;
  private readonly isOpen: Uint8Array;
  private openCount = 0;
  private clock = 0;

  constructor(heap: HeapSnapshot, garbage: Garbage) {
    this.heap = heap;
    this.garbage = garbage;
    const objects = heap.objectCount;
    this.componentOf = new Int32Array(objects).fill(-1);
    this.met = new Uint32Array(objects);
    this.low = new Uint32Array(objects);
    this.next = new Uint32Array(objects);
    this.path = new Uint32Array(objects);
    this.open = new Uint32Array(objects);
    this.isOpen = new Uint8Array(objects);
  }

  /** Afterwards all that `start` reaches in the garbage has its component. */
  search(start: number): void {
    if (this.met[start] !== 0) return;
    let depth = 0;
    this.path[depth] = start;
    this.meet(start);
    while (depth >= 0) {
      const object = this.path[depth] as number;
      const deeper = this.step(object);
      if (deeper >= 0) {
        this.path[++depth] = deeper;
        this.meet(deeper);
        continue;
      }
      if (this.low[object] === this.met[object]) this.close(object);
      depth--;
      if (depth >= 0) this.lower(this.path[depth] as number, this.low[object] as number);
    }
  }

  private meet(object: number): void {
    this.met[object] = ++this.clock;
    this.low[object] = this.clock;
    this.next[object] = this.heap.firstReferent[object] as number;
    this.open[this.openCount++] = object;
    this.isOpen[object] = 1;
  }

  /** The next referent not met yet, or −1 when the object's references are used up. */
  private step(object: number): number {
    const end = this.heap.firstReferent[object + 1] as number;
    while ((this.next[object] as number) < end) {
      const at = this.next[object] as number;
      this.next[object] = at + 1;
      const referent = this.heap.referents[at] as number;
      if (this.garbage.fate[referent] !== Fate.GARBAGE) continue;
      if (this.met[referent] === 0) return referent;
      if (this.isOpen[referent] === 1) this.lower(object, this.met[referent] as number);
    }
    return -1;
  }

  private lower(object: number, bound: number): void {
    if (bound < (this.low[object] as number)) this.low[object] = bound;
  }

  /** The objects opened since `first` are one component. */
  private close(first: number): void {
    const end = this.openCount;
    let start = end;
    do {
      start--;
      this.isOpen[this.open[start] as number] = 0;
    } while (this.open[start] !== first);
    this.openCount = start;
    if (end - start === 1 && !refersToItself(this.heap, first)) {
      this.hanging++;
      return;
    }
    const members = this.open.slice(start, end);
    for (const member of members) this.componentOf[member] = this.components.length;
    this.components.push(members);
  }
}

function refersToItself(heap: HeapSnapshot, object: number): boolean {
  const end = heap.firstReferent[object + 1] as number;
  for (let at = heap.firstReferent[object] as number; at < end; at++)
    if (heap.referents[at] === object) return true;
  return false;
}

interface Group {
  types: readonly (readonly [string, number])[];
  cycles: number;
  objects: number;
  bytes: number;
  example: number;
}

function grouped(heap: HeapSnapshot, components: readonly Uint32Array[]): readonly CycleGroup[] {
  const groups = new Map<string, Group>();
  for (const members of components) {
    const types = typesOf(heap, members);
    const key = JSON.stringify(types);
    const group = groups.get(key) ?? {
      types,
      cycles: 0,
      objects: 0,
      bytes: 0,
      example: members[0] as number,
    };
    groups.set(key, group);
    group.cycles++;
    group.objects += members.length;
    for (const member of members) group.bytes += Math.max(heap.size[member] as number, 0);
  }
  return [...groups.values()].sort((a, b) => b.bytes - a.bytes);
}

function typesOf(heap: HeapSnapshot, members: Uint32Array): readonly (readonly [string, number])[] {
  const counts = new Map<number, number>();
  for (const member of members) {
    const type = heap.type[member] as number;
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return [...counts]
    .map(([type, count]) => [heap.types[type] as string, count] as const)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}
