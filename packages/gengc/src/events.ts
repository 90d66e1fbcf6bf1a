import type { ObjectId } from '@memstrata/refcount';

/** Receives what happened, after it happened. */
export type Listener<E> = (event: E) => void;

/** 0 is the youngest. */
export type Generation = 0 | 1 | 2;

/** What one collection did. */
export interface Collection {
  readonly generation: Generation;
  /** Objects found unreachable, and weak references that died by their own callback. */
  readonly collected: number;
  /** Objects kept from being collected by a legacy finalizer. */
  readonly uncollectable: number;
}

/** What the collector announces. */
export type CollectorEvent =
  | { readonly type: 'collection-scheduled'; readonly count: number; readonly threshold: number }
  | {
      readonly type: 'collection-postponed';
      readonly pending: number;
      readonly total: number;
    }
  | {
      readonly type: 'collection-started';
      readonly generation: Generation;
      readonly automatic: boolean;
      readonly candidates: readonly ObjectId[];
    }
  | { readonly type: 'count-copied'; readonly object: ObjectId; readonly refcount: number }
  | {
      readonly type: 'reference-subtracted';
      readonly referrer: ObjectId;
      readonly referent: ObjectId;
      readonly externalRefs: number;
    }
  | { readonly type: 'found-reachable'; readonly object: ObjectId }
  | { readonly type: 'set-aside'; readonly object: ObjectId }
  | { readonly type: 'rescued'; readonly object: ObjectId; readonly by: ObjectId }
  | { readonly type: 'untracked'; readonly object: ObjectId }
  | { readonly type: 'promoted'; readonly object: ObjectId; readonly generation: Generation }
  | { readonly type: 'spared'; readonly object: ObjectId }
  | {
      readonly type: 'weak-reference-cleared';
      readonly weakReference: ObjectId;
      readonly referent: ObjectId;
    }
  | { readonly type: 'called-back'; readonly weakReference: ObjectId }
  | { readonly type: 'finalized'; readonly object: ObjectId }
  | { readonly type: 'resurrected'; readonly object: ObjectId }
  | { readonly type: 'cleared'; readonly object: ObjectId }
  | { readonly type: 'saved'; readonly object: ObjectId }
  | { readonly type: 'collection-finished'; readonly collection: Collection };
