/**
 * A random program run on the object heap and on a plain shadow graph at once. After every
 * operation the finalizers, callbacks and deaths must be the same, and from 3.13 on in the same
 * order; from time to time every count, every slot and what a collector was told are compared.
 */
import { ObjectHeap, type ObjectId, type PythonVersion } from '../../src/index.ts';
import { compare } from './compare.ts';
import { type Act, CALLED, CODE, DIED, FINALIZED, type Shadow, ShadowHeap } from './shadow.ts';
import { Told } from './told.ts';
import { type ModelTypes, modelTypes } from './types.ts';

export const ROOTS = 48;

export interface ProgramOptions {
  readonly python: PythonVersion;
  readonly seed: number;
  readonly operations: number;
  /** Without a listener and a collector the heap takes its short ways. */
  readonly watched: boolean;
}

/** The heap and the shadow differ; the message has what is needed to run the program again. */
export class Difference extends Error {
  override readonly name = 'Difference';
}

/** Before 3.13 a cascade is cut into rounds after 50 objects, which recursion does not show. */
const ORDERED: readonly PythonVersion[] = ['3.13', '3.14.5', '3.15'];
/** Every so many operations everything is compared. */
const PERIOD = 1000;

/** xorshift32: the same program for the same seed everywhere. */
function randomOf(seed: number): (below: number) => number {
  let state = Math.imul(seed + 1, 2654435761) | 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

export class RandomProgram {
  readonly options: ProgramOptions;
  readonly heap: ObjectHeap;
  readonly shadow: ShadowHeap;
  readonly told: Told | null;
  readonly roots: (ObjectId | 0)[] = new Array(ROOTS).fill(0);
  readonly random: (below: number) => number;
  readonly types: ModelTypes;
  /** True where callbacks run and deaths are compared in order. */
  readonly ordered: boolean;
  /** The row of each object of the shadow, and the serial of the object in each row. */
  readonly rows: Map<number, ObjectId> = new Map();
  readonly #serials: number[] = [];
  readonly #acts: (Act | null)[] = [];
  readonly #log: number[] = [];

  constructor(options: ProgramOptions) {
    this.options = options;
    const { python, watched } = options;
    this.ordered = ORDERED.includes(python);
    this.random = randomOf(options.seed);
    this.heap = new ObjectHeap({ python, capacity: 16 });
    this.told = watched ? new Told() : null;
    this.heap.tracking = this.told;
    if (watched)
      this.heap.onEvent = (event) => {
        if (event.type === 'deallocated') this.#hear(DIED, event.object);
        // A tuple that the heap makes for itself is none of the program's.
        else if (event.type === 'created') this.#serials[event.object] = -1;
      };
    this.shadow = new ShadowHeap(ROOTS, watched, this.heap.profile.immortality);
    this.types = modelTypes((_, self) => this.#perform(FINALIZED, self));
  }

  #hear(code: number, object: ObjectId): void {
    const serial = this.#serials[object] as number;
    if (serial >= 0) this.#log.push(code + serial);
  }

  /** A finalizer or callback runs. */
  readonly #perform = (code: number, self: ObjectId): void => {
    this.#hear(code, self);
    const act = this.#acts[this.#serials[self] as number];
    if (!act) return;
    const { heap } = this;
    if (act.name === 'resurrect') this.bind(act.root, self);
    else if (act.name === 'drop') this.bind(act.root, 0);
    else if (act.name === 'clear-slot' && heap.length(self) > 0) heap.refer(self, 0, null);
  };

  readonly callback = (_: ObjectHeap, self: ObjectId): void => this.#perform(CALLED, self);

  /** Both heaps have a new object. */
  name(object: ObjectId, shadow: Shadow): void {
    this.#serials[object] = shadow.serial;
    this.#acts[shadow.serial] = shadow.act;
    this.rows.set(shadow.serial, object);
  }

  settle(root: number, object: ObjectId | 0): void {
    const old = this.roots[root] as ObjectId | 0;
    this.roots[root] = object;
    if (old !== 0) this.heap.decref(old);
  }

  bind(root: number, object: ObjectId | 0): void {
    if (object !== 0) this.heap.incref(object);
    this.settle(root, object);
  }

  /** @throws Difference */
  run(perform: (program: RandomProgram) => void): void {
    for (let operation = 0; operation < this.options.operations; operation++) {
      perform(this);
      this.#drain();
      this.#compareLogs(operation);
      if (operation % PERIOD === PERIOD - 1) this.#compareAll(operation);
    }
    this.#compareAll(this.options.operations);
  }

  /** 3.6 and 3.7 leave postponed objects behind until the next built-in container dies. */
  #drain(): void {
    const { heap } = this;
    if (heap.postponed.length === 0) return;
    heap.decref(heap.create(this.types.tuple, 1));
  }

  #compareLogs(operation: number): void {
    const mine = this.#log;
    const plain = this.shadow.log;
    if (mine.length === 0 && plain.length === 0) return;
    if (!this.ordered) {
      mine.sort((a, b) => a - b);
      plain.sort((a, b) => a - b);
    }
    if (mine.length !== plain.length || mine.some((event, index) => event !== plain[index]))
      this.#differ(operation, `${mine.map(text)} where the shadow has ${plain.map(text)}`);
    mine.length = 0;
    plain.length = 0;
  }

  #compareAll(operation: number): void {
    const difference = compare(this);
    if (difference) this.#differ(operation, difference);
  }

  #differ(operation: number, what: string): never {
    throw new Difference(`${JSON.stringify(this.options)}, operation ${operation}: ${what}`);
  }
}

const text = (event: number): string =>
  `${['died', 'finalized', 'called'][Math.floor(event / CODE)]} ${event % CODE}`;
