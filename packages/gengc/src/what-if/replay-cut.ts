/**
 * `gc.collect()` on a piece of a real heap, phase by phase: the collector of this package runs on
 * objects that refer to each other as those of the cut do, and tells what it decides.
 */
import {
  instanceType,
  ObjectHeap,
  type ObjectId,
  type ObjectType,
  type PythonVersion,
  type RefcountEvent,
} from '@memstrata/refcount';
import { CycleCollector } from '../cycle-collector.ts';
import type { CollectorEvent } from '../events.ts';
import type { CutObject, HeapCut } from '../snapshot/heap-cut.ts';

/** What the collector does, in this order; the last three only if something is unreachable, `look-again` only after finalizers. */
export type ReplayPhase = 'copy' | 'subtract' | 'separate' | 'finalize' | 'look-again' | 'clear';

/** What happened to objects of the cut, which are named by their index in it. */
export type ReplayEvent =
  | { readonly type: 'count-copied'; readonly object: number; readonly refcount: number }
  | {
      readonly type: 'reference-subtracted';
      readonly referrer: number;
      readonly referent: number;
      readonly externalRefs: number;
    }
  | { readonly type: 'rescued'; readonly object: number; readonly by: number }
  | {
      readonly type: 'found-reachable' | 'set-aside' | 'finalized' | 'cleared' | 'deallocated';
      readonly object: number;
    };

/** What has become of an object so far. */
export type ReplayFate = 'candidate' | 'reachable' | 'set-aside' | 'finalized' | 'freed';

/** One object after a phase. */
export interface ReplayRow {
  readonly refcount: number;
  /** References that were found to come from other candidates. */
  readonly inner: number;
  readonly fate: ReplayFate;
}

/** One phase: what happened, and how it left the objects, in the order of the cut. */
export interface ReplayStep {
  readonly phase: ReplayPhase;
  readonly events: readonly ReplayEvent[];
  readonly rows: readonly ReplayRow[];
}

/** More references from outside than this are not made one by one, only counted. */
const MOST_MADE = 16;

/**
 * What a full collection does to the objects of a cut. The left-out garbage stands behind the last
 * object as one more row: it refers to itself, and to whom it refers in the heap.
 *
 * @param python whose rules. @defaultValue `'3.13'`
 *
 * @example
 * ```ts
 * import { cutAround, findGarbage, readSnapshot } from '@memstrata/gengc/snapshot';
 * import { replayCut } from '@memstrata/gengc/what-if';
 *
 * const file = `{"format": 1, "python": "3.13.0", "objects": 3, "edges": 3}
 * ["app.Node", "builtins.list"]
 * [0, 1, 48, 2, 3, [1]]
 * [1, 1, 88, 2, 3, [0]]
 * [1, 2, 56, 0, 3, [2]]
 * {"truth": null}
 * `;
 * const heap = await readSnapshot([new TextEncoder().encode(file)]);
 * const steps = replayCut(cutAround(heap, findGarbage(heap), 0));
 * console.log(steps.map(({ phase }) => phase).join(', ')); // → copy, subtract, separate, clear
 * console.log(steps.at(-1)?.rows.map(({ fate }) => fate).join(', ')); // → freed, freed
 * ```
 */
export function replayCut(cut: HeapCut, python: PythonVersion = '3.13'): readonly ReplayStep[] {
  const replay = new Replay(cut.objects, python);
  replay.collect();
  return replay.steps;
}

interface Row {
  refcount: number;
  inner: number;
  fate: ReplayFate;
}

class Replay {
  readonly steps: ReplayStep[] = [];
  readonly #objects: readonly CutObject[];
  readonly #collector: CycleCollector;
  readonly #indexOf: ReadonlyMap<ObjectId, number>;
  readonly #rows: readonly Row[];
  #phase: ReplayPhase = 'copy';
  #events: ReplayEvent[] = [];
  /** Finalizers are over, or there were none: the collector decides once more about what it set aside. */
  #decidesAgain = false;
  #hasFinalized = false;

  constructor(objects: readonly CutObject[], python: PythonVersion) {
    this.#objects = objects;
    const heap = new ObjectHeap({ python });
    this.#collector = new CycleCollector(heap);
    this.#collector.enabled = false;
    const made = build(heap, objects);
    this.#indexOf = new Map(made.map((object, index) => [object, index]));
    this.#rows = made.map((object, index) => ({
      refcount: heap.refcount(object) + this.#notMade(index),
      inner: 0,
      fate: 'candidate',
    }));
    heap.onEvent = (event) => {
      if (event.type === 'deallocated') this.#hear(event);
    };
    this.#collector.onEvent = (event) => this.#hear(event);
  }

  collect(): void {
    this.#collector.collect(2);
    this.#close();
  }

  /** References from outside that are counted without being there. */
  #notMade(index: number): number {
    return Math.max((this.#objects[index]?.outside ?? 0) - MOST_MADE, 0);
  }

  #hear(event: CollectorEvent | RefcountEvent): void {
    if (event.type === 'count-copied' && this.#phase !== 'copy') this.#decidesAgain = true;
    const phase = this.#phaseOf(event.type);
    const told = phase === null ? null : this.#told(event);
    if (phase === null || told === null || this.#isKnown(told)) return;
    if (phase !== this.#phase) this.#close();
    this.#phase = phase;
    this.#events.push(told);
    this.#note(told);
  }

  #phaseOf(type: (CollectorEvent | RefcountEvent)['type']): ReplayPhase | null {
    const phase = PHASES[type] ?? null;
    if (phase === 'finalize') this.#hasFinalized = true;
    if (!this.#decidesAgain || phase === 'finalize' || phase === 'clear') return phase;
    return phase !== null && this.#hasFinalized ? 'look-again' : null;
  }

  /** The event with indexes of the cut in place of ids; null if it is of another kind. */
  #told(event: CollectorEvent | RefcountEvent): ReplayEvent | null {
    const index = (object: ObjectId): number => this.#indexOf.get(object) ?? -1;
    switch (event.type) {
      case 'count-copied': {
        const object = index(event.object);
        return { ...event, object, refcount: event.refcount + this.#notMade(object) };
      }
      case 'reference-subtracted': {
        const referent = index(event.referent);
        const externalRefs = event.externalRefs + this.#notMade(referent);
        return { ...event, referrer: index(event.referrer), referent, externalRefs };
      }
      case 'rescued':
        return { ...event, object: index(event.object), by: index(event.by) };
      case 'found-reachable':
      case 'set-aside':
      case 'finalized':
      case 'cleared':
      case 'deallocated':
        return { type: event.type, object: index(event.object) };
      default:
        return null;
    }
  }

  /** What was rescued is reachable already when the collector comes to it. */
  #isKnown({ type, ...event }: ReplayEvent): boolean {
    if (type !== 'found-reachable' || !('object' in event)) return false;
    return this.#rows[event.object]?.fate === 'reachable';
  }

  /** Keeps the rows up to what happened. */
  #note(event: ReplayEvent): void {
    if (event.type === 'reference-subtracted') {
      const row = this.#rows[event.referent];
      if (row && !this.#decidesAgain) row.inner++;
      return;
    }
    const row = this.#rows[event.object];
    const fate = FATES[event.type];
    if (row && fate) row.fate = fate;
  }

  #close(): void {
    if (this.#events.length === 0) return;
    const rows = this.#rows.map((row) => ({ ...row }));
    this.steps.push({ phase: this.#phase, events: this.#events, rows });
    this.#events = [];
  }
}

const PHASES: Readonly<Partial<Record<(CollectorEvent | RefcountEvent)['type'], ReplayPhase>>> = {
  'count-copied': 'copy',
  'reference-subtracted': 'subtract',
  'found-reachable': 'separate',
  'set-aside': 'separate',
  rescued: 'separate',
  finalized: 'finalize',
  cleared: 'clear',
  deallocated: 'clear',
};

const FATES: Readonly<Partial<Record<ReplayEvent['type'], ReplayFate>>> = {
  'found-reachable': 'reachable',
  rescued: 'reachable',
  'set-aside': 'set-aside',
  finalized: 'finalized',
  deallocated: 'freed',
};

/** Objects that refer to each other as those of the cut do, each held from outside as often, up to a limit. */
function build(heap: ObjectHeap, objects: readonly CutObject[]): readonly ObjectId[] {
  const made = objects.map((object) => heap.create(typeOf(object)));
  for (const [index, { refers }] of objects.entries())
    for (const [slot, { to }] of refers.entries())
      heap.refer(made[index] as ObjectId, slot, made[to] as ObjectId);
  const holds = objects.flatMap(({ leftOut }, index) =>
    Array.from({ length: leftOut }, () => made[index] as ObjectId),
  );
  if (holds.length > 0) made.push(leftOutGarbage(heap, holds));
  for (const [index, object] of made.entries()) {
    const outside = Math.min(objects[index]?.outside ?? 0, MOST_MADE);
    for (let reference = 1; reference < outside; reference++) heap.incref(object);
    if (outside === 0) heap.decref(object);
  }
  return made;
}

function typeOf({ type, refers, hasFinalizer }: CutObject): ObjectType {
  return instanceType(type, refers.length, hasFinalizer ? { finalize: () => {} } : {});
}

/** One object for all garbage that was left out: nothing but itself holds it. */
function leftOutGarbage(heap: ObjectHeap, holds: readonly ObjectId[]): ObjectId {
  const rest = heap.create(instanceType('garbage left out', holds.length + 1));
  for (const [slot, object] of [rest, ...holds].entries()) heap.refer(rest, slot, object);
  return rest;
}
