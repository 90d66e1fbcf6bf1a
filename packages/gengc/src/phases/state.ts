/** What the phases of one collection share. */
import { type ObjectId, Referents, type Rows } from '@memstrata/refcount';
import type { CollectableHeap } from '../collectable-heap.ts';
import type { CollectorEvent, Listener } from '../events.ts';
import type { CollectorProfile } from '../profiles.ts';
import { TrackedLists } from '../tracked-list.ts';

/** Mark in {@link CollectionState.refs}: not reachable, as far as the walk has come. */
export const SET_ASIDE = -1;
/** A number like any other that is neither 0 nor SET_ASIDE: reachable. */
export const REACHED = 1;

/** Keep garbage in `CycleCollector.garbage` instead of clearing it. */
export const DEBUG_SAVEALL = 32;

/** Declared, not defined: see `Columns` of the object heap. */
export class CollectionState {
  declare readonly heap: CollectableHeap;
  declare readonly profile: CollectorProfile;
  declare readonly lists: TrackedLists;
  /**
   * One number for each object. A candidate's: the references to it that are not accounted for,
   * or SET_ASIDE. Once trial deletion is over, all that is not SET_ASIDE means nothing.
   */
  declare refs: Int32Array;
  readonly window: Referents = new Referents();
  /** The heap's rows during trial deletion, if it shows some and nobody listens. */
  rows: Rows | null = null;
  /** Objects that are SET_ASIDE may exist: an object that leaves its list loses the mark. */
  marksStand = false;
  declare onEvent: Listener<CollectorEvent> | null;
  /** Debug flags: {@link DEBUG_SAVEALL}. */
  debug = 0;
  /** `gc.garbage`: each object is held by a reference. */
  readonly garbage: ObjectId[] = [];
  /** The quarter rule: objects promoted to generation 2 since its last collection, and what survived that. */
  readonly longLived: { pending: number; total: number } = { pending: 0, total: 0 };
  /** A finalizer or callback ran in this collection: anything may have changed. */
  hostRan = false;
  /** What finalizers and callbacks threw; the collection goes on. */
  readonly thrown: unknown[] = [];
  /** Objects examined, found reachable, and references followed so far, by all collections. */
  objectsVisited = 0;
  reachable = 0;
  referencesFollowed = 0;

  constructor(
    heap: CollectableHeap,
    profile: CollectorProfile,
    capacity: number,
    onEvent: Listener<CollectorEvent> | null,
  ) {
    this.heap = heap;
    this.profile = profile;
    this.lists = new TrackedLists(capacity);
    // Filled, so that the system hands out its pages now, not during a collection.
    this.refs = new Int32Array(this.lists.capacity).fill(0);
    this.onEvent = onEvent;
  }

  /** Looks at the rows anew: those of earlier may have moved. Every referent then has its number. */
  openRows(): Rows | null {
    this.rows = this.onEvent ? null : (this.heap.rows?.() ?? null);
    if (this.rows) this.reach((this.rows.refcounts.length - 1) as ObjectId);
    return this.rows;
  }

  /** Shows the references of an object in the window. */
  visit(object: ObjectId): void {
    this.heap.visit(object, this.window);
    this.referencesFollowed += this.window.end - this.window.start;
  }

  /** Runs code of the program inside the collection. */
  call(run: () => void): void {
    this.hostRan = true;
    try {
      run();
    } catch (error) {
      this.thrown.push(error);
    }
  }

  /** At the end: throws what finalizers and callbacks threw. */
  throw(): void {
    const thrown = this.thrown.splice(0);
    if (thrown.length === 0) return;
    throw thrown.length === 1
      ? thrown[0]
      : new AggregateError(thrown, 'several finalizers or callbacks threw');
  }

  /** Makes room for an object. */
  reach(object: ObjectId): void {
    this.lists.reach(object);
    if (this.refs.length >= this.lists.capacity) return;
    const refs = new Int32Array(this.lists.capacity).fill(0);
    refs.set(this.refs);
    this.refs = refs;
  }
}
