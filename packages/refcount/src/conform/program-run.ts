/**
 * The state of one run: roots, ids, and the footprint of the oracle's harness, which is part of
 * the record. Its list of roots, the tuples of call arguments and the frames of Python functions
 * are objects of the heap here too.
 */
import { ObjectHeap } from '../object-heap.ts';
import type { ObjectId } from '../object-id.ts';
import { type ObjectType, tupleType } from '../object-type.ts';
import type { PythonVersion } from '../python-version.ts';
import type { ProgramCollector } from './program-collector.ts';
import {
  CALLER,
  FIRST_CANARY,
  FIRST_SLOT,
  type ProgramTypes,
  programTypes,
} from './program-types.ts';
import type { Program, ProgramOp } from './record-format.ts';

const ROOTS = 256;
/** Objects the harness keeps ready on every free list. */
const SPARE = 8;

export interface RunOptions {
  readonly python: PythonVersion;
  /** Attaches a collector to the heap; what it returns answers the program's `gc` calls. */
  readonly attach: (heap: ObjectHeap) => ProgramCollector;
  /** Harness objects in the oldest generation; 0 where they are frozen. @defaultValue 0 */
  readonly base?: number;
  /** Harness objects that are frozen; needed by programs that unfreeze. @defaultValue 1 */
  readonly frozen?: number;
}

export class ProgramRun {
  readonly heap: ObjectHeap;
  readonly gc: ProgramCollector;
  readonly types: ProgramTypes;
  readonly program: Program;
  readonly python: PythonVersion;
  readonly roots: ObjectId;
  readonly #frozenAtStart: number;
  /** Id of the program for each object of the heap that has one. */
  readonly #idOf: Map<ObjectId, number> = new Map();
  readonly #acts: Int32Array;
  readonly #arguments: Int32Array;
  events: string[] = [];
  enabled = true;
  #stats: ProgramCollector['stats'];

  constructor(program: Program, options: RunOptions) {
    this.program = program;
    this.python = options.python;
    this.heap = new ObjectHeap({ python: options.python, capacity: program.nids * 3 });
    this.gc = options.attach(this.heap);
    this.#acts = new Int32Array(program.nids);
    this.#arguments = new Int32Array(program.nids);
    this.types = programTypes({
      released: (canary, letter) => this.#released(canary, letter),
      finalize: (self, letter) => this.#finalize(self, letter),
    });
    this.gc.enabled = false;
    this.roots = this.heap.create(this.types.roots, ROOTS);
    this.#settle(options);
    this.#frozenAtStart = this.gc.frozenCount;
    this.gc.thresholds = program.threshold;
    this.gc.enabled = true;
    this.#stats = this.gc.stats;
    this.heap.freeLists.fill(SPARE);
  }

  /** The harness's own objects are old or frozen before the program starts, and all counts 0. */
  #settle(options: RunOptions): void {
    const base = options.base ?? 0;
    const unfreezes = this.program.ops.some(([name]) => name === 'unfreeze');
    const own = base > 0 ? base : unfreezes ? (options.frozen ?? 1) : 1;
    for (let count = 1; count < own; count++) this.heap.create(this.types.object);
    this.gc.collect(2);
    if (base === 0) this.gc.freeze();
    this.gc.collect(2);
  }

  /** The collector may run inside the operation, and only there. */
  begin(): void {
    this.gc.enabled = this.enabled;
  }

  /** Up to 3.10 the harness drops a small tuple, which takes up what is still postponed. */
  line(op?: ProgramOp): string {
    if (this.heap.profile.trashcan.frames && this.heap.postponed.length > 0)
      this.heap.decref(this.heap.create(tupleType, 5));
    this.gc.enabled = false;
    const counts = this.gc.counts.join(',');
    const { stats } = this.gc;
    for (const [generation, row] of stats.entries()) this.#logCollections(generation, row);
    this.#stats = stats;
    if (op) this.#logLists(op[0], Number(op[1]));
    const line = [counts, ...this.events].join(' ');
    this.events = [];
    return line;
  }

  #logCollections(generation: number, row: ProgramCollector['stats'][number]): void {
    const before = this.#stats[generation];
    if (!before || row.collections === before.collections) return;
    if (generation > 0) this.heap.freeLists.fill(SPARE);
    const collected = row.collected - before.collected;
    const uncollectable = row.uncollectable - before.uncollectable;
    const times = row.collections - before.collections;
    this.events.push(`G${generation}:${times}:${collected}:${uncollectable}`);
  }

  #logLists(name: string, root: number): void {
    if (name === 'members') this.#logMembers();
    else if (name === 'garbage') this.#logList(12, this.gc.garbage);
    else if (name === 'referrers' || name === 'referents') {
      const object = this.root(root);
      const referrers = name === 'referrers';
      if (object === null) this.#logList(referrers ? 10 : 11, []);
      else if (referrers) this.#logList(10, this.gc.getReferrers(object));
      else this.#logList(11, this.heap.referents(object));
    }
  }

  /** Before 3.8 `gc.get_objects` had no generation: one list for all. */
  #logMembers(): void {
    const { gc } = this;
    if (this.python === '3.6' || this.python === '3.7')
      this.#logList(9, [...gc.generation(0), ...gc.generation(1), ...gc.generation(2)]);
    else
      for (const generation of [0, 1, 2] as const)
        this.#logList(generation, gc.generation(generation));
  }

  #logList(kind: number, objects: Iterable<ObjectId>): void {
    const ids = [...objects].map((object) => this.id(object)).filter((id) => id >= 0);
    this.events.push(`M${kind}:${ids.join(',')}`);
  }

  /** The program's id of an object; −1 for the harness's own. */
  id(object: ObjectId): number {
    return this.#idOf.get(object) ?? -1;
  }

  result(value: number): void {
    this.events.push(`R${value}`);
  }

  skip(): void {
    this.events.push('S');
  }

  root(index: number): ObjectId | null {
    return this.heap.slot(this.roots, index);
  }

  setRoot(index: number, object: ObjectId | null): void {
    this.heap.refer(this.roots, index, object);
  }

  /** Lends an object in a root to `use`, as a local variable would. */
  withRoot(index: number, use: (object: ObjectId) => void): void {
    const object = this.root(index);
    if (object === null) {
      this.skip();
      return;
    }
    this.heap.incref(object);
    use(object);
    this.heap.decref(object);
  }

  /** Allocates; from 3.12 a collection may run as the call returns. */
  allocate(type: ObjectType): ObjectId {
    const object = this.heap.create(type);
    this.heap.safePoint();
    return object;
  }

  /** Gives an object its id and its canaries, in the first and perhaps the last slot. */
  adopt(object: ObjectId, id: number, last: number | null): void {
    this.#idOf.set(object, id);
    this.#attach(object, FIRST_CANARY, id, this.types.canaryA);
    if (last !== null) this.#attach(object, last, id, this.types.canaryZ);
  }

  #attach(object: ObjectId, slot: number, id: number, type: ObjectType): void {
    const canary = this.canary(id, type);
    this.heap.refer(object, slot, canary);
    this.heap.decref(canary);
  }

  canary(id: number, type: ObjectType): ObjectId {
    const canary = this.heap.create(type);
    this.#canaryIds.set(canary, id);
    return canary;
  }

  readonly #canaryIds: Map<ObjectId, number> = new Map();

  name(object: ObjectId, id: number): void {
    this.#idOf.set(object, id);
  }

  remember(id: number, act: number, argument: number): void {
    this.#acts[id] = act;
    this.#arguments[id] = argument;
  }

  is(object: ObjectId, ...types: ObjectType[]): boolean {
    return types.includes(this.heap.typeOf(object));
  }

  /** A class with four slots: plain, finalized or legacy. */
  isObject(object: ObjectId): boolean {
    return this.is(object, this.types.object, this.types.finalized, this.types.legacy);
  }

  /** The heap's slot for slot `index` of the language; null if the object has none. */
  slotOf(object: ObjectId, index: number): number | null {
    if (this.isObject(object)) return FIRST_SLOT + index;
    return this.is(object, this.types.weak) && index < 2 ? FIRST_SLOT + index : null;
  }

  frozen(): number {
    const frozen = this.gc.frozenCount - this.#frozenAtStart;
    return Math.max(frozen, -1);
  }

  // ---- Python functions: each call has a frame, which holds its arguments and locals

  /**
   * Up to 3.10 a frame holds its caller's (`f_back`), so a postponed frame keeps the locals of all
   * frames below it alive.
   */
  #call(argument: ObjectId | null, body: (frame: ObjectId) => void): void {
    const { heap } = this;
    const caller = this.#frame;
    const frame = heap.create(this.types.frame);
    heap.refer(frame, 0, argument);
    if (heap.profile.trashcan.frames) heap.refer(frame, CALLER, caller);
    this.#frame = frame;
    body(frame);
    this.#frame = caller;
    heap.decref(frame);
  }

  #frame: ObjectId | null = null;

  /** Up to 3.7 a canary is an int with `__del__`, later a code object watched by a weak reference. */
  #released(canary: ObjectId, letter: 'A' | 'Z'): void {
    const id = this.#canaryIds.get(canary);
    if (!this.heap.profile.trashcan.frames) this.events.push(`${letter}${id}`);
    else
      this.#call(this.heap.profile.emptyInstancesTracked ? null : canary, () => {
        this.events.push(`${letter}${id}`);
      });
  }

  #finalize(self: ObjectId, letter: 'F' | 'L'): void {
    this.#call(self, (frame) => {
      const id = this.id(self);
      this.events.push(`${letter}${id}`);
      const act = this.#acts[id] as number;
      if (letter === 'F' || act === 1) this.#act(self, act, this.#arguments[id] as number, frame);
    });
  }

  #act(self: ObjectId, act: number, argument: number, frame: ObjectId): void {
    const { heap } = this;
    if (act === 1) this.setRoot(argument, self);
    else if (act === 2) this.setRoot(argument, null);
    else if (act === 3) heap.refer(self, FIRST_SLOT + Math.min(argument, 3), null);
    else if (act === 4) this.setRoot(argument, heap.slot(self, FIRST_SLOT));
    else if (act === 5) this.#tieInto(self, argument, frame);
  }

  #tieInto(self: ObjectId, root: number, frame: ObjectId): void {
    const object = this.root(root);
    if (object === null) return;
    this.heap.refer(frame, 1, object);
    if (this.is(object, this.types.object, this.types.finalized))
      this.heap.refer(object, FIRST_SLOT + 3, self);
  }

  /** The callback of every weak reference that has one. */
  readonly callback = (heap: ObjectHeap, weak: ObjectId): void => {
    this.#call(weak, (frame) => {
      const id = this.id(weak);
      this.events.push(`W${id}`);
      const act = this.#acts[id];
      const argument = this.#arguments[id] as number;
      if (act === 1) this.setRoot(argument, null);
      else if (act === 2) heap.refer(weak, FIRST_SLOT, null);
      else if (act === 3) this.setRoot(argument, heap.slot(weak, FIRST_SLOT));
      else if (act === 4) this.#dereference(weak, frame);
    });
  };

  #dereference(weak: ObjectId, frame: ObjectId): void {
    const referent = this.heap.dereference(weak);
    this.heap.refer(frame, 1, referent);
    this.events.push(`B${referent === null ? -1 : this.id(referent)}`);
  }
}
