import { type CollectorEvent, CycleCollector } from '@memstrata/gengc';
import {
  instanceType,
  ObjectHeap,
  type ObjectId,
  type ObjectType,
  type RefcountEvent,
} from '@memstrata/refcount';
import { NoObjectAt } from '../errors.ts';
import type { EventsOf } from './events.ts';
import type { Heap } from './heap.ts';
import type { PythonOptions } from './profile.ts';
import type { GenerationRow, NameRow, ObjectRow, SlotRow } from './state.ts';

/** What stands before an instance's slots: `PyGC_Head`, then `ob_refcnt` and `ob_type` (x86-64). */
const GC_HEAD_BYTES = 16;
const OBJECT_HEAD_BYTES = 16;
const SLOT_BYTES = 8;

/** A class of the program with the names of its slots. */
interface Class {
  readonly type: ObjectType;
  readonly slots: readonly string[];
}

/** A living object: its number in order of birth, which the heap's own reused ids are not. */
interface Living {
  readonly number: number;
  readonly class: Class;
  /** Where its block of memory starts, or null when there was no room. */
  readonly block: number | null;
}

/**
 * The Python objects of the machine: counted by the object heap, collected by the cycle collector, each
 * with a block of the machine's heap as its memory.
 */
export class Objects {
  readonly #heap: ObjectHeap;
  readonly #collector: CycleCollector;
  readonly #memory: Heap;
  readonly #classes: Map<string, Class> = new Map();
  readonly #living: Map<ObjectId, Living> = new Map();
  readonly #ids: Map<number, ObjectId> = new Map();
  #born = 0;
  /** The object that `create` is making. */
  #coming: Living | null = null;

  constructor(
    options: PythonOptions,
    memory: Heap,
    announce: (event: EventsOf<'refcount'> | EventsOf<'gengc'>) => void,
  ) {
    const python = options.version ?? '3.13';
    this.#memory = memory;
    this.#heap = new ObjectHeap({
      python,
      onEvent: (event) => {
        if (event.type === 'created') this.#number(event.object);
        announce(this.#told(event));
        if (event.type === 'deallocated') this.#release(event.object);
      },
    });
    this.#collector = new CycleCollector(this.#heap, {
      onEvent: (event) => announce({ ...this.#renumber(event), model: 'gengc' }),
    });
    this.#collector.enabled = options.collector === 'automatic';
    if (options.thresholds) this.#collector.thresholds = options.thresholds;
  }
  /** `class name:` with these slots; answers with the bytes of one instance. */
  define(name: string, slots: readonly string[]): number {
    this.#classes.set(name, { type: instanceType(name, slots.length), slots });
    return instanceBytes(slots);
  }

  /** A new instance with one reference, the caller's: its memory first, as `PyType_GenericAlloc` does. */
  create(className: string): number {
    const made = this.#classes.get(className);
    if (!made) throw new Error(`Validation lets no unknown class ${className} pass.`);
    const block = this.#memory.malloc(instanceBytes(made.slots));
    const number = ++this.#born;
    this.#coming = { number, class: made, block };
    this.#heap.create(made.type);
    return number;
  }

  incref(object: number): void {
    this.#heap.incref(this.#id(object));
  }

  decref(object: number): void {
    this.#heap.decref(this.#id(object));
  }

  /** Stores a reference in a slot by the slot's name. */
  refer(object: number, slot: string, to: number | null): void {
    const id = this.#id(object);
    const index = this.#living.get(id)?.class.slots.indexOf(slot) ?? -1;
    this.#heap.refer(id, index, to === null ? null : this.#id(to));
  }

  /** The count as the heap stores it. */
  count(object: number): number {
    return this.#heap.refcount(this.#id(object));
  }

  /** The count stored at an address. @throws NoObjectAt */
  countAt(address: number): number {
    for (const { number, block } of this.#living.values())
      if (addressOf(block) === address) return this.count(number);
    throw new NoObjectAt(address);
  }

  /** What `id()` answers: the address of the object, behind the collector's own words. */
  addressOf(object: number): number | null {
    return addressOf(this.#living.get(this.#id(object))?.block ?? null);
  }

  /** `gc.collect()`: the number of unreachable objects found. */
  collect(): number {
    return this.#collector.collect().collected;
  }

  /** Between two statements: from 3.12 a scheduled collection runs here. */
  safePoint(): void {
    this.#collector.safePoint();
  }

  /** The memory of all living objects. */
  blocks(): readonly number[] {
    return [...this.#living.values()].flatMap(({ block }) => block ?? []);
  }

  rows(names: readonly NameRow[]): readonly ObjectRow[] {
    const held = this.#reachable(names);
    const generations = this.#generations();
    return [...this.#living]
      .map(([id, { number, class: made, block }]) => ({
        key: `object:${number}`,
        order: number,
        object: number,
        type: made.type.name,
        count: this.#heap.refcount(id),
        slots: made.slots.map((slot, index): SlotRow => ({ slot, to: this.#slot(id, index) })),
        address: addressOf(block),
        chunk: block === null ? null : this.#memory.chunkKey(block),
        generation: generations.get(id) ?? null,
        reachable: held.has(id),
      }))
      .sort((a, b) => a.order - b.order);
  }

  generationRows(): readonly GenerationRow[] {
    if (this.#born === 0) return [];
    return GENERATIONS.map((generation) => ({
      key: `generation:${generation}`,
      order: generation,
      generation,
      count: this.#collector.counts[generation],
      threshold: this.#collector.thresholds[generation],
      objects: [...this.#collector.generation(generation)].length,
    }));
  }

  #slot(id: ObjectId, index: number): number | null {
    const referent = this.#heap.slot(id, index);
    return referent === null ? null : this.#numberOf(referent);
  }

  #generations(): ReadonlyMap<ObjectId, number> {
    return new Map(
      GENERATIONS.flatMap((generation) =>
        [...this.#collector.generation(generation)].map((id) => [id, generation] as const),
      ),
    );
  }

  /** The objects that some name leads to. */
  #reachable(names: readonly NameRow[]): ReadonlySet<ObjectId> {
    const found = new Set<ObjectId>();
    const open = names.flatMap(({ kind, value }) =>
      kind === 'object' && value !== null ? this.#id(value) : [],
    );
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (found.has(id)) continue;
      found.add(id);
      open.push(...this.#heap.referents(id));
    }
    return found;
  }

  /** The heap's id of a living object. */
  #id(object: number): ObjectId {
    const id = this.#ids.get(object);
    if (id === undefined) throw new Error(`Object ${object} is not alive.`);
    return id;
  }

  #numberOf(id: ObjectId): number {
    return this.#living.get(id)?.number ?? 0;
  }

  #number(id: ObjectId): void {
    if (!this.#coming) throw new Error('An object was created by nobody.');
    this.#living.set(id, this.#coming);
    this.#ids.set(this.#coming.number, id);
    this.#coming = null;
  }

  /** The object is gone: its memory goes back. */
  #release(id: ObjectId): void {
    const gone = this.#living.get(id);
    if (!gone) return;
    this.#living.delete(id);
    this.#ids.delete(gone.number);
    this.#memory.free(gone.block);
  }

  /** The event as it is announced: a slot is told by its name too. */
  #told(event: RefcountEvent): EventsOf<'refcount'> {
    const numbered = this.#renumber(event);
    if (numbered.type !== 'referred') return { ...numbered, model: 'refcount' };
    const slots = this.#living.get(this.#id(numbered.referrer))?.class.slots;
    return { ...numbered, slotName: slots?.[numbered.slot] ?? '', model: 'refcount' };
  }

  /** The event with the objects' numbers in place of the heap's ids. */
  #renumber<E extends RefcountEvent | CollectorEvent>(event: E): E {
    const copy = { ...event };
    for (const field of OBJECT_FIELDS) {
      const id: unknown = Reflect.get(event, field);
      if (typeof id === 'number') Reflect.set(copy, field, this.#numberOf(id as ObjectId));
    }
    if (event.type === 'collection-started')
      Reflect.set(
        copy,
        'candidates',
        event.candidates.map((id) => this.#numberOf(id)),
      );
    return copy;
  }
}

/** Fields of events that name an object. */
const OBJECT_FIELDS = ['object', 'referrer', 'referent', 'weakReference', 'by'] as const;

const instanceBytes = (slots: readonly string[]): number =>
  GC_HEAD_BYTES + OBJECT_HEAD_BYTES + slots.length * SLOT_BYTES;

const GENERATIONS = [0, 1, 2] as const;

const addressOf = (block: number | null): number | null =>
  block === null ? null : block + GC_HEAD_BYTES;
