import type { ObjectId } from './object-id.ts';

/** Receives what happened, after it happened. */
export type Listener<E> = (event: E) => void;

/** What the object heap announces. */
export type RefcountEvent =
  | { readonly type: 'created'; readonly object: ObjectId; readonly typeName: string }
  | { readonly type: 'increfed'; readonly object: ObjectId; readonly refcount: number }
  | { readonly type: 'decrefed'; readonly object: ObjectId; readonly refcount: number }
  | {
      readonly type: 'referred';
      readonly referrer: ObjectId;
      readonly slot: number;
      readonly referent: ObjectId | null;
    }
  | { readonly type: 'postponed'; readonly object: ObjectId; readonly nesting: number }
  | { readonly type: 'finalized'; readonly object: ObjectId }
  | { readonly type: 'resurrected'; readonly object: ObjectId; readonly refcount: number }
  | {
      readonly type: 'weakly-referred';
      readonly weakReference: ObjectId;
      readonly referent: ObjectId;
    }
  | {
      readonly type: 'weak-reference-cleared';
      readonly weakReference: ObjectId;
      readonly referent: ObjectId;
    }
  | { readonly type: 'called-back'; readonly weakReference: ObjectId }
  | { readonly type: 'cleared'; readonly object: ObjectId }
  | { readonly type: 'immortalized'; readonly object: ObjectId }
  | { readonly type: 'deallocated'; readonly object: ObjectId; readonly typeName: string };
