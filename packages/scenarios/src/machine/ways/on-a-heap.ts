/** The three ways that run on the object heap: counts alone, marks alone, and CPython's both. */
import { CycleCollector } from '@memstrata/gengc';
import { MarkSweep } from '@memstrata/gengc/mark-sweep';
import {
  instanceType,
  ObjectHeap,
  type ObjectId,
  type ObjectType,
  type PythonVersion,
  type RefcountEvent,
} from '@memstrata/refcount';
import { type Thing, type Touched, Way } from './way.ts';

/** Objects on a heap that counts; what of that counting is the way's own work, each way says. */
abstract class OnAHeap extends Way {
  protected readonly heap: ObjectHeap;
  /** Objects deallocated, and counts written. */
  protected counted: Touched = { objects: 0, references: 0 };
  readonly #types: Map<number, ObjectType> = new Map();

  constructor(python: PythonVersion) {
    super();
    this.heap = new ObjectHeap({ python, onEvent: (event) => this.#hear(event) });
  }

  protected create(slots: readonly string[]): Thing {
    const type = this.#types.get(slots.length) ?? instanceType('Node', slots.length);
    this.#types.set(slots.length, type);
    const object = this.heap.create(type);
    this.slots.set(object, new Map(slots.map((slot) => [slot, null])));
    return object;
  }

  protected refer(object: Thing, index: number, to: Thing | null): void {
    this.heap.refer(object as ObjectId, index, to as ObjectId | null);
  }

  protected share(object: Thing): void {
    this.heap.incref(object as ObjectId);
  }

  protected drop(object: Thing): void {
    this.heap.decref(object as ObjectId);
  }

  protected remove(object: Thing): void {
    this.heap.decref(object as ObjectId);
  }

  #hear({ type, ...event }: RefcountEvent): void {
    const { objects, references } = this.counted;
    if (type === 'increfed' || type === 'decrefed')
      this.counted = { objects, references: references + 1 };
    if (type !== 'deallocated') return;
    this.counted = { objects: objects + 1, references };
    if ('object' in event) this.slots.delete(event.object);
  }
}

/** Reference counts, and no collector. */
export class Counting extends OnAHeap {
  get touched(): Touched {
    return this.counted;
  }

  protected collect(): void {}
}

/** The textbook's collector: nothing dies before it has marked what the names lead to. */
export class MarkingAndSweeping extends OnAHeap {
  readonly #collector: MarkSweep = new MarkSweep(this.heap, {
    roots: () => [...this.names.values()].filter((each): each is ObjectId => each !== null),
  });

  get touched(): Touched {
    return this.#collector.work;
  }

  protected collect(): void {
    this.#collector.collect();
  }
}

/** CPython: counts, and the cycle collector for what they miss. */
export class CountingAndCollecting extends OnAHeap {
  readonly #collector: CycleCollector = new CycleCollector(this.heap);

  constructor(python: PythonVersion) {
    super(python);
    this.#collector.enabled = false;
  }

  get touched(): Touched {
    const { objects, references } = this.#collector.work;
    return {
      objects: this.counted.objects + objects,
      references: this.counted.references + references,
    };
  }

  protected collect(): void {
    this.#collector.collect();
  }
}
