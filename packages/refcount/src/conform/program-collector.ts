import type { ObjectId } from '../object-id.ts';
import type { Tracking } from '../tracking.ts';

/** What a program asks of the `gc` module; a `CycleCollector` has all of it. */
export interface ProgramCollector extends Tracking {
  enabled: boolean;
  thresholds: readonly [number, number, number];
  debug: number;
  readonly counts: readonly number[];
  readonly stats: readonly {
    readonly collections: number;
    readonly collected: number;
    readonly uncollectable: number;
  }[];
  readonly garbage: readonly ObjectId[];
  readonly frozenCount: number;
  collect(generation: 0 | 1 | 2): { readonly collected: number; readonly uncollectable: number };
  generation(index: 0 | 1 | 2): Iterable<ObjectId>;
  getReferrers(object: ObjectId): Iterable<ObjectId>;
  freeze(): void;
  unfreeze(): void;
  clearGarbage(): void;
}

/** No collector: tracked objects are known and nothing is ever collected. */
export class NoCollector implements ProgramCollector {
  enabled = true;
  thresholds: readonly [number, number, number] = [0, 0, 0];
  debug = 0;
  readonly counts: readonly number[] = [0, 0, 0];
  readonly stats: ProgramCollector['stats'] = [];
  readonly garbage: readonly ObjectId[] = [];
  readonly frozenCount = 0;
  readonly #tracked: Set<ObjectId> = new Set();

  allocating(): void {}
  freed(): void {}
  safePoint(): void {}
  freeze(): void {}
  unfreeze(): void {}
  clearGarbage(): void {}

  track(object: ObjectId): void {
    this.#tracked.add(object);
  }

  untrack(object: ObjectId): void {
    this.#tracked.delete(object);
  }

  isTracked(object: ObjectId): boolean {
    return this.#tracked.has(object);
  }

  collect(): { collected: number; uncollectable: number } {
    return { collected: 0, uncollectable: 0 };
  }

  generation(): Iterable<ObjectId> {
    return [];
  }

  getReferrers(): Iterable<ObjectId> {
    return [];
  }
}
