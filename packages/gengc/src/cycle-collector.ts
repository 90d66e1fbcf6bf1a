/**
 * CPython's generational cycle collector: when to collect, what is unreachable, and in which order
 * things die. This file is the contents page; the phases are in `phases/`.
 *
 * Laws, checked by {@link CycleCollector.check}: the lists are well linked; no object is marked
 * between collections.
 */
import type { ObjectId, PythonVersion, Tracking } from '@memstrata/refcount';
import { checkCollector } from './check.ts';
import type { CollectableHeap } from './collectable-heap.ts';
import { CollectorAttached, InvalidGeneration } from './errors.ts';
import type { Collection, CollectorEvent, Generation, Listener } from './events.ts';
import { deduceUnreachable } from './phases/deduce-unreachable.ts';
import { deleteGarbage } from './phases/delete-garbage.ts';
import { discardGarbage } from './phases/discard-garbage.ts';
import { runFinalizers } from './phases/finalizers.ts';
import { spareLegacy } from './phases/legacy-finalizers.ts';
import { promote } from './phases/promotion.ts';
import { spareResurrected } from './phases/resurrection.ts';
import { CollectionState, REACHED } from './phases/state.ts';
import { keepUncollectable } from './phases/uncollectable.ts';
import { untrackNeedless } from './phases/untrack.ts';
import { clearPlainWeakReferences, handleWeakReferences } from './phases/weak-references.ts';
import { type CollectorProfile, collectorProfiles } from './profiles.ts';
import { type CollectorCallback, type GenerationStats, Statistics } from './statistics.ts';
import {
  GENERATION_0,
  GENERATION_1,
  GENERATION_2,
  HEAD_OF,
  PERMANENT,
  UNREACHABLE,
} from './tracked-list.ts';

export interface CycleCollectorOptions {
  /** Whose rules. @defaultValue the heap's version, else `'3.13'` */
  readonly python?: PythonVersion;
  /** Objects to make room for at once. @defaultValue 1024 */
  readonly capacity?: number;
  readonly onEvent?: Listener<CollectorEvent>;
}

/**
 * The collector of one heap.
 *
 * @example
 * ```ts
 * import { CycleCollector } from '@memstrata/gengc';
 * import { instanceType, ObjectHeap } from '@memstrata/refcount';
 *
 * const heap = new ObjectHeap();
 * const collector = new CycleCollector(heap);
 * const Node = instanceType('Node', 1);
 * const [a, b] = [heap.create(Node), heap.create(Node)];
 * heap.refer(a, 0, b);
 * heap.refer(b, 0, a);
 * heap.decref(a); // del a
 * heap.decref(b); // del b
 * console.log(heap.refcount(a), heap.refcount(b)); // → 1 1
 * console.log(collector.collect().collected); // → 2
 * console.log(heap.isAlive(a)); // → false
 * ```
 */
export class CycleCollector implements Tracking {
  declare readonly profile: CollectorProfile;
  /** `gc.enable()`, `gc.disable()`: may a collection start by itself? Counting goes on either way. */
  enabled = true;
  /** `gc.get_threshold()`, `gc.set_threshold()`; a first threshold of 0 switches the trigger off. */
  get thresholds(): readonly [number, number, number] {
    return this.#thresholds;
  }

  set thresholds(thresholds: readonly [number, number, number]) {
    this.#thresholds = thresholds;
    this.threshold = thresholds[0];
  }

  readonly #heap: CollectableHeap;
  /** @internal What the phases share. Declared, not defined: see `Columns` of the object heap. */
  declare readonly state: CollectionState;
  readonly #statistics: Statistics;
  /** Allocations of tracked objects that no deallocation made up for: `gc.get_count()[0]`. */
  private allocated = 0;
  /** Collections of generation 0 since one of 1, of 1 since one of 2. */
  readonly #collected: [number, number] = [0, 0];
  #thresholds: readonly [number, number, number];
  /** The first of the thresholds, beside the count that is held against it. */
  private threshold: number;
  #collecting = false;
  #scheduled = false;

  /** @throws CollectorAttached if the heap has a collector already */
  constructor(
    heap: CollectableHeap & { readonly python?: PythonVersion },
    options: CycleCollectorOptions = {},
  ) {
    if (heap.tracking) throw new CollectorAttached();
    this.profile = collectorProfiles[options.python ?? heap.python ?? '3.13'];
    this.#thresholds = this.profile.thresholds;
    this.threshold = this.#thresholds[0];
    this.#heap = heap;
    this.state = new CollectionState(
      heap,
      this.profile,
      options.capacity ?? 1024,
      options.onEvent ?? null,
    );
    this.#statistics = new Statistics(this.profile);
    heap.tracking = this;
  }

  /** Hears what happened, after it happened. */
  get onEvent(): Listener<CollectorEvent> | null {
    return this.state.onEvent;
  }

  set onEvent(listener: Listener<CollectorEvent> | null) {
    this.state.onEvent = listener;
  }

  /** `gc.get_count()`: net allocations, collections of generation 0, collections of generation 1. */
  get counts(): readonly [number, number, number] {
    return [this.allocated, ...this.#collected];
  }

  /** The two numbers of the quarter rule: an automatic full collection needs pending ≥ total / 4. */
  get longLived(): { readonly pending: number; readonly total: number } {
    const { pending, total } = this.state.longLived;
    return { pending, total };
  }

  /** `gc.get_stats()` */
  get stats(): readonly GenerationStats[] {
    return this.#statistics.rows;
  }

  /** Debug flags: {@link DEBUG_SAVEALL}. @defaultValue 0 */
  get debug(): number {
    return this.state.debug;
  }

  set debug(flags: number) {
    this.state.debug = flags;
  }

  /** `gc.callbacks` */
  get callbacks(): CollectorCallback[] {
    return this.#statistics.callbacks;
  }

  /** `gc.garbage`: uncollectable objects, or all garbage under DEBUG_SAVEALL. Each is held by a reference. */
  get garbage(): readonly ObjectId[] {
    return this.state.garbage;
  }

  /** A collection waits for the next safe point. */
  get scheduled(): boolean {
    return this.#scheduled;
  }

  /** Work done so far, by all collections: objects counted and references followed. */
  get work(): { readonly objects: number; readonly references: number } {
    return { objects: this.state.objectsVisited, references: this.state.referencesFollowed };
  }

  /** Bytes of its lists and numbers: 12 an object of its capacity. */
  get bytes(): number {
    return this.state.lists.links.byteLength + this.state.refs.byteLength;
  }

  // ---- what the heap calls

  allocating(): void {
    const count = this.allocated + 1;
    this.allocated = count;
    if (count > this.threshold) this.exceed(count);
  }

  private exceed(count: number): void {
    const threshold = this.threshold;
    if (threshold === 0 || !this.enabled || this.#collecting) return;
    if (this.profile.trigger === 'allocation') {
      this.#collectAutomatically();
      return;
    }
    if (this.#scheduled) return;
    this.#scheduled = true;
    if (this.onEvent) this.onEvent({ type: 'collection-scheduled', count, threshold });
  }

  track(object: ObjectId): void {
    const state = this.state;
    if (object >= state.refs.length) state.reach(object);
    state.lists.append(GENERATION_0, object);
  }

  untrack(object: ObjectId): void {
    const state = this.state;
    if (!state.lists.remove(object)) return;
    if (state.marksStand) state.refs[object] = REACHED;
  }

  isTracked(object: ObjectId): boolean {
    return this.state.lists.has(object);
  }

  freed(): void {
    if (this.allocated > 0) this.allocated--;
  }

  safePoint(): void {
    if (!this.#scheduled || this.#collecting) return;
    this.#scheduled = false;
    if (this.enabled || !this.profile.disableCancels) this.#collectAutomatically();
  }

  // ---- what a program calls

  /**
   * `gc.collect()`: collects a generation and all younger ones, whatever thresholds and `enabled`
   * say. Does nothing, like CPython's, when called from inside a collection.
   *
   * @param generation @defaultValue 2
   * @throws InvalidGeneration
   */
  collect(generation: Generation = 2): Collection {
    if (HEAD_OF[generation] === undefined) throw new InvalidGeneration(generation);
    if (this.#collecting) return { generation, collected: 0, uncollectable: 0 };
    return this.#collect(generation, false);
  }

  /** The objects of a generation, in list order. @throws InvalidGeneration */
  generation(index: Generation): Iterable<ObjectId> {
    if (HEAD_OF[index] === undefined) throw new InvalidGeneration(index);
    return this.state.lists.objects(HEAD_OF[index]);
  }

  /** The frozen objects, in list order. */
  permanent(): Iterable<ObjectId> {
    return this.state.lists.objects(PERMANENT);
  }

  /** `gc.get_objects()`: all generations, youngest first. */
  *objects(): Iterable<ObjectId> {
    yield* this.generation(0);
    yield* this.generation(1);
    yield* this.generation(2);
  }

  /** `gc.get_referrers()`: the tracked objects that refer to one, in list order. */
  *getReferrers(object: ObjectId): Iterable<ObjectId> {
    for (const other of this.objects()) if (this.getReferents(other).includes(object)) yield other;
  }

  /** `gc.get_referents()`: in visiting order. */
  getReferents(object: ObjectId): ObjectId[] {
    const { window } = this.state;
    this.#heap.visit(object, window);
    return Array.from(window.ids.subarray(window.start, window.end)).filter(
      (id) => id !== 0,
    ) as ObjectId[];
  }

  /** `gc.freeze()` (3.7): every tracked object becomes permanent, all counts 0. */
  freeze(): void {
    for (const head of [GENERATION_0, GENERATION_1, GENERATION_2])
      this.state.lists.merge(head, PERMANENT);
    this.allocated = 0;
    this.#collected.fill(0);
  }

  /** `gc.unfreeze()` (3.7): permanent objects go to the end of the oldest generation. */
  unfreeze(): void {
    this.state.lists.merge(PERMANENT, GENERATION_2);
  }

  /** `gc.get_freeze_count()` */
  get frozenCount(): number {
    return this.state.lists.size(PERMANENT);
  }

  /** `gc.garbage[:] = ()`: lets go of the garbage kept, last to first. */
  clearGarbage(): void {
    const kept = this.state.garbage.splice(0);
    for (const object of kept.reverse()) this.#heap.decref(object);
  }

  /** Throws CollectorCorruption at the first broken law. */
  check(): void {
    checkCollector(this.state);
  }

  // ---- one collection

  /** The oldest generation whose count is above its threshold, unless the quarter rule forbids it. */
  #choose(): Generation | null {
    for (const generation of [2, 1, 0] as const) {
      if (this.counts[generation] <= this.thresholds[generation]) continue;
      const { pending, total } = this.state.longLived;
      if (generation === 2 && pending < Math.floor(total / 4)) {
        if (this.onEvent) this.onEvent({ type: 'collection-postponed', pending, total });
        continue;
      }
      return generation;
    }
    return null;
  }

  #collectAutomatically(): void {
    const generation = this.#choose();
    if (generation !== null) this.#collect(generation, true);
  }

  #collect(generation: Generation, automatic: boolean): Collection {
    const state = this.state;
    this.#collecting = true;
    const visited = state.objectsVisited;
    this.#statistics.call(state, 'start', { generation, collected: 0, uncollectable: 0 }, 0);
    this.#merge(generation);
    if (this.onEvent) this.#announceStart(generation, automatic);
    const candidates = this.profile.reportsCandidates ? state.lists.size(HEAD_OF[generation]) : 0;
    const collection = this.#run(generation);
    this.#statistics.add(collection, state.objectsVisited - visited);
    if (this.onEvent) this.onEvent({ type: 'collection-finished', collection });
    this.#statistics.call(state, 'stop', collection, candidates);
    this.#collecting = false;
    state.throw();
    return collection;
  }

  #announceStart(generation: Generation, automatic: boolean): void {
    const candidates = [...this.generation(generation)];
    this.onEvent?.({ type: 'collection-started', generation, automatic, candidates });
  }

  /** Postcondition: the candidates are one list, older ones first, and the counts are moved on. */
  #merge(generation: Generation): void {
    const collected = this.#collected;
    this.allocated = 0;
    if (generation === 0) collected[0]++;
    else collected[0] = 0;
    if (generation === 1) collected[1]++;
    else if (generation === 2) collected[1] = 0;
    for (let younger = 0; younger < generation; younger++)
      this.state.lists.merge(HEAD_OF[younger as Generation], HEAD_OF[generation]);
  }

  /** The phases, in order; each file says what is true after it. */
  #run(generation: Generation): Collection {
    const state = this.state;
    const { lists } = state;
    const old = HEAD_OF[generation === 2 ? 2 : ((generation + 1) as Generation)];
    state.hostRan = false;
    state.marksStand = true;
    const { reachable, aside } = deduceUnreachable(state, HEAD_OF[generation], UNREACHABLE);
    const tuples = untrackNeedless(state, HEAD_OF[generation], 'tuple');
    promote(state, generation, old, reachable - tuples);
    const found = aside - spareLegacy(state);
    const died = handleWeakReferences(state, old);
    runFinalizers(state);
    if (state.hostRan) spareResurrected(state, old);
    clearPlainWeakReferences(state);
    const deleted = state.hostRan ? lists.size(UNREACHABLE) : found;
    if (discardGarbage(state, deleted)) this.#uncount(deleted);
    else deleteGarbage(state, old);
    const uncollectable = keepUncollectable(state, old);
    if (generation === 2) this.#clearFreeLists();
    const counted = this.profile.counts === 'found' ? found : deleted;
    return { generation, collected: counted + died, uncollectable };
  }

  #clearFreeLists(): void {
    this.#uncount(this.#heap.clearFreeLists?.() ?? 0);
  }

  #uncount(freed: number): void {
    this.allocated = Math.max(0, this.allocated - freed);
  }
}
