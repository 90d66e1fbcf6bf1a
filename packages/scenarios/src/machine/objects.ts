import { CycleCollector, type Generation } from '@memstrata/gengc';
import { ObjectHeap, type ObjectId, type RefcountEvent } from '@memstrata/refcount';
import { NoObjectAt } from '../errors.ts';
import type { EventsOf } from './events.ts';
import { classKind, type Kind, kinds, LABEL } from './object-kinds.ts';
import type { ObjectMemory } from './process-part.ts';
import type { PythonOptions } from './profile.ts';
import { type PythonRules, pythonRules } from './python-rules.ts';
import { renumber } from './renumber.ts';
import type { GenerationRow, NameRow, ObjectRow, SlotRow } from './state.ts';

/** A living object: its number in order of birth, which the heap's own reused ids are not. */
interface Living {
  readonly number: number;
  readonly kind: Kind;
  /** Where its block of memory starts, or null when it has none. */
  readonly block: number | null;
  /** What a finalizer tells, or what a value says. */
  readonly text: string | null;
  /** The interpreter itself holds it too. */
  readonly builtIn: boolean;
}

/** What a finalizer or a weak reference's callback does to the program. */
export interface ProgramHooks {
  announce(event: EventsOf<'refcount'> | EventsOf<'gengc'>): void;
  /** A label was told. */
  tell(label: string): void;
  /** A finalizer makes a name for its object. */
  save(name: string, object: number): void;
}

/**
 * The Python objects of the machine: counted by the object heap, collected by the cycle collector; an
 * instance has a block of memory.
 */
export class Objects {
  readonly rules: PythonRules;
  readonly collector: CycleCollector;
  readonly #heap: ObjectHeap;
  readonly #hooks: ProgramHooks;
  readonly #hasPlaces: boolean;
  readonly #memory: ObjectMemory;
  readonly #classes: Map<string, Kind> = new Map();
  readonly #living: Map<ObjectId, Living> = new Map();
  readonly #ids: Map<number, ObjectId> = new Map();
  /** Values that exist once: by their type and what they say, an interned string by its text alone. */
  readonly #shared: Map<string, number> = new Map();
  #born = 0;
  /** What the interpreter made before the program began is not announced. */
  #isSilent = false;
  /** The object that `create` is making. */
  #coming: Living | null = null;

  constructor(options: PythonOptions, memory: ObjectMemory, hooks: ProgramHooks) {
    const python = options.version ?? '3.13';
    this.rules = pythonRules[python];
    this.#memory = memory;
    this.#hooks = hooks;
    this.#hasPlaces = options.places ?? true;
    this.#heap = new ObjectHeap({
      python,
      onEvent: (event) => {
        if (event.type === 'created') this.#number(event.object);
        if (!this.#isSilent) hooks.announce(this.#told(event));
        if (event.type === 'deallocated') this.#release(event.object);
      },
    });
    this.collector = new CycleCollector(this.#heap, {
      onEvent: (event) =>
        hooks.announce({ ...renumber(event, (id) => this.#numberOf(id)), model: 'gengc' }),
    });
    this.collector.enabled = options.collector === 'automatic';
    if (options.thresholds) this.collector.thresholds = options.thresholds;
  }

  /** `class name:` with these slots; answers with the bytes of one instance. */
  define(name: string, slots: readonly string[]): number {
    return this.#define(name, classKind(name, slots, null, this.rules.headBytes));
  }

  /** The same with `__del__`, which tells a label and may save the object under a name. */
  defineFinalized(name: string, slots: readonly string[], saveAs: string | null): number {
    const finalize = (_: ObjectHeap, id: ObjectId): void => {
      const { number, text } = this.#living.get(id) ?? { number: 0, text: null };
      this.#hooks.tell(text ?? '');
      if (saveAs !== null) this.#hooks.save(saveAs, number);
    };
    return this.#define(name, classKind(name, [LABEL, ...slots], finalize, this.rules.headBytes));
  }

  #define(name: string, kind: Kind): number {
    this.#classes.set(name, kind);
    return kind.bytes;
  }

  /** A new instance with one reference, the caller's: its memory first, as `PyType_GenericAlloc` does. */
  create(className: string, label: string | null = null): number {
    const kind = this.#classes.get(className);
    if (!kind) throw new Error(`Validation lets no unknown class ${className} pass.`);
    return this.#create(kind, { label });
  }

  /** Bytes of one instance of a class. */
  instanceBytes(className: string): number {
    return this.#classes.get(className)?.bytes ?? 0;
  }

  /** What `sys.getsizeof` answers: with the collector's own words. */
  sizeOf(object: number): number {
    return this.#living.get(this.#id(object))?.kind.bytes ?? 0;
  }

  /** A new built-in container with these items. */
  container(name: 'list' | 'tuple' | 'dict', items: readonly number[]): number {
    const number = this.#create(kinds[name], { items: name === 'tuple' ? items.length : 0 });
    const id = this.#id(number);
    for (const [index, item] of items.entries())
      if (name === 'tuple') this.#heap.refer(id, index, this.#id(item));
      else this.#heap.append(id, this.#id(item));
    return number;
  }

  /** A new int or string. */
  value(name: 'int' | 'str', text: string): number {
    return this.#create(kinds[name], { label: text });
  }

  /** The small int or the `None` that exists from the start, with a reference for the caller. */
  builtIn(name: 'int' | 'None', text: string): number {
    const key = `${name} ${text}`;
    let number = this.#shared.get(key);
    if (number === undefined) {
      this.#isSilent = true;
      number = this.#create(kinds[name], { label: text, builtIn: true });
      this.#shared.set(key, number);
      this.#heap.immortalize(this.#id(number));
      this.#isSilent = false;
    }
    this.incref(number);
    return number;
  }

  /** `sys.intern`: the string in the table, or this one, which is in the table from now on; and whether it was there. */
  intern(text: string): { readonly object: number; readonly wasThere: boolean } {
    const known = this.#shared.get(text);
    const wasThere = known !== undefined && this.#ids.has(known);
    if (wasThere) this.incref(known);
    else {
      const made = this.value('str', text);
      this.#shared.set(text, made);
      if (this.rules.internedIsImmortal) this.#heap.immortalize(this.#id(made));
    }
    return { object: this.#shared.get(text) ?? 0, wasThere };
  }

  /** A weak reference; with a callback, which tells the label. Answers with a reference for the caller. */
  refWeakly(object: number, label: string | null): number {
    this.#coming = this.#next(kinds.weakref, null, label, false);
    const call = label === null ? null : (): void => this.#hooks.tell(label);
    const id = this.#heap.refWeakly(this.#id(object), call);
    this.#coming = null;
    return this.#numberOf(id);
  }

  /** What a weak reference answers. */
  dereference(object: number): number | null {
    const id = this.#heap.dereference(this.#id(object));
    return id === null ? null : this.#numberOf(id);
  }

  /** Objects of one reference that lead to `object`; answers with the first of the chain, and a reference to it. */
  chain(links: readonly Kind[], object: number): number {
    let held = object;
    for (const kind of links.toReversed()) {
      const holder = this.#create(kind, {});
      this.#heap.refer(this.#id(holder), 0, this.#id(held));
      if (held !== object) this.decref(held);
      held = holder;
    }
    return held;
  }

  append(list: number, item: number): void {
    this.#heap.append(this.#id(list), this.#id(item));
  }

  clear(list: number): void {
    this.#heap.clear(this.#id(list));
  }

  #create(kind: Kind, { items = 0, label = null, builtIn = false }: Partial<Wanted>): number {
    const hasBlock = this.#hasPlaces && kind.bytes > 0;
    const block = hasBlock ? this.#memory.malloc(kind.bytes) : null;
    this.#coming = this.#next(kind, block, label, builtIn);
    const { number } = this.#coming;
    this.#heap.create(kind.type, items);
    return number;
  }

  #next(kind: Kind, block: number | null, text: string | null, builtIn: boolean): Living {
    return { number: this.#born + 1, kind, block, text, builtIn };
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
    const index = this.#living.get(id)?.kind.slots.indexOf(slot) ?? -1;
    this.#heap.refer(id, index, to === null ? null : this.#id(to));
  }

  /** The count as the heap stores it. */
  count(object: number): number {
    return this.#heap.refcount(this.#id(object));
  }

  /** The number an immortal object shows instead of a count, or null for an ordinary object. */
  immortalCount(object: number): number | null {
    return this.#heap.isImmortal(this.#id(object)) ? this.#heap.profile.immortalRefcount : null;
  }

  /** Whether a call's argument is one reference more (up to 3.13). */
  get argumentsCounted(): boolean {
    return this.#heap.profile.argumentsCounted;
  }

  isTracked(object: number): boolean {
    return this.collector.isTracked(this.#id(object));
  }

  /** Index of the generation that lists the object, or −1. */
  generationOf(object: number): number {
    const id = this.#id(object);
    return GENERATIONS.findIndex((each) => [...this.collector.generation(each)].includes(id));
  }

  /** The count stored at an address. @throws NoObjectAt */
  countAt(address: number): number {
    for (const { number, block } of this.#living.values())
      if (this.#addressOf(block) === address) return this.count(number);
    throw new NoObjectAt(address);
  }

  /** What `id()` answers: the address of the object, behind the collector's own words. */
  addressOf(object: number): number | null {
    return this.#addressOf(this.#living.get(this.#id(object))?.block ?? null);
  }

  #addressOf(block: number | null): number | null {
    return block === null ? null : block + this.rules.headBytes;
  }

  /** `gc.collect()`: the number of unreachable objects found. */
  collect(generation: Generation = 2): number {
    const { collected, uncollectable } = this.collector.collect(generation);
    return collected + uncollectable;
  }

  /** Between two statements: from 3.12 a scheduled collection runs here. */
  safePoint(): void {
    this.collector.safePoint();
  }

  /** The memory of all living objects. */
  blocks(): readonly number[] {
    return [...this.#living.values()].flatMap(({ block }) => block ?? []);
  }

  rows(names: readonly NameRow[]): readonly ObjectRow[] {
    const held = this.#reachable(names);
    const generations = this.#generations();
    return [...this.#living]
      .map(([id, living]) => this.#row(id, living, generations.get(id) ?? null, held.has(id)))
      .sort((a, b) => a.order - b.order);
  }

  #row(id: ObjectId, living: Living, generation: number | null, reachable: boolean): ObjectRow {
    const { number, kind, block, builtIn, text } = living;
    const watches = kind === kinds.weakref ? this.#heap.dereference(id) : null;
    return {
      key: `object:${number}`,
      order: number,
      object: number,
      type: kind.type.name,
      count: this.#heap.isImmortal(id) ? null : this.#heap.refcount(id),
      builtIn,
      watches: watches === null ? null : this.#numberOf(watches),
      text,
      slots: this.#slots(id, kind),
      address: this.#addressOf(block),
      block: block === null ? null : this.#memory.keyOf(block),
      generation,
      reachable: reachable || builtIn,
    };
  }

  generationRows(): readonly GenerationRow[] {
    if (this.#born === 0) return [];
    const { counts, thresholds, enabled, longLived } = this.collector;
    return GENERATIONS.map((generation) => ({
      key: `generation:${generation}`,
      order: generation,
      generation,
      count: counts[generation],
      threshold: thresholds[generation],
      objects: [...this.collector.generation(generation)].length,
      enabled: enabled && thresholds[0] > 0,
      pending: generation === 2 ? longLived.pending : null,
      total: generation === 2 ? longLived.total : null,
    }));
  }

  #slots(id: ObjectId, kind: Kind): readonly SlotRow[] {
    const rows: SlotRow[] = [];
    for (let index = 0; index < this.#heap.length(id); index++) {
      const slot = kind.slotName(index);
      if (slot !== LABEL) rows.push({ slot, to: this.#slot(id, index) });
    }
    return rows;
  }

  #slot(id: ObjectId, index: number): number | null {
    const referent = this.#heap.slot(id, index);
    return referent === null ? null : this.#numberOf(referent);
  }

  #generations(): ReadonlyMap<ObjectId, number> {
    return new Map(
      GENERATIONS.flatMap((generation) =>
        [...this.collector.generation(generation)].map((id) => [id, generation] as const),
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
    // What nobody asked for is the tuple in which the heap holds weak references while callbacks run.
    const coming = this.#coming ?? this.#next(kinds.tuple, null, null, false);
    this.#born = coming.number;
    this.#living.set(id, coming);
    this.#ids.set(coming.number, id);
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
    const numbered = renumber(event, (id) => this.#numberOf(id));
    if (numbered.type !== 'referred') return { ...numbered, model: 'refcount' };
    const kind = this.#living.get(this.#id(numbered.referrer))?.kind;
    return { ...numbered, slotName: kind?.slotName(numbered.slot) ?? '', model: 'refcount' };
  }
}

/** What `create` may be told. */
interface Wanted {
  readonly items: number;
  readonly label: string | null;
  readonly builtIn: boolean;
}

const GENERATIONS = [0, 1, 2] as const;
