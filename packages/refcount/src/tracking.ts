import type { ObjectId } from './object-id.ts';

/**
 * The moments at which a cycle collector has to act. Control flow, hence not an event. Counting,
 * tracking and triggering are separate, as in CPython (`Modules/gcmodule.c`).
 */
export interface Tracking {
  /** A gc allocation that reaches the allocator: count 0 rises; up to 3.11 a collection may start here. */
  allocating(): void;
  /** The object joins the youngest list, at its end. */
  track(object: ObjectId): void;
  /** The object leaves its list, if it is on one. */
  untrack(object: ObjectId): void;
  /** Is the object on a list? */
  isTracked(object: ObjectId): boolean;
  /** A gc free that reaches the allocator: count 0 falls, never below 0. */
  freed(): void;
  /** The interpreter is between two instructions: from 3.12 a scheduled collection runs here. */
  safePoint(): void;
}
