/** What the collector tells of its collections: `gc.get_stats()` and `gc.callbacks`. */
import type { Collection, Generation } from './events.ts';
import type { CollectionState } from './phases/state.ts';
import type { CollectorProfile } from './profiles.ts';

/** One row of `gc.get_stats()`. */
export interface GenerationStats {
  readonly collections: number;
  readonly collected: number;
  readonly uncollectable: number;
  /** Objects examined; CPython reports it from 3.15 on. */
  readonly candidates: number;
}

/** What a function in `gc.callbacks` is told. */
export interface CallbackInfo {
  readonly generation: Generation;
  readonly collected: number;
  readonly uncollectable: number;
  /** Objects examined; only where the version reports it (3.15). */
  readonly candidates?: number;
}

export type CollectorCallback = (phase: 'start' | 'stop', info: CallbackInfo) => void;

const NOTHING: GenerationStats = { collections: 0, collected: 0, uncollectable: 0, candidates: 0 };

export class Statistics {
  readonly callbacks: CollectorCallback[] = [];
  readonly #rows: GenerationStats[] = [NOTHING, NOTHING, NOTHING];
  readonly #profile: CollectorProfile;

  constructor(profile: CollectorProfile) {
    this.#profile = profile;
  }

  /** One row a generation; copies. */
  get rows(): readonly GenerationStats[] {
    return this.#rows.map((row) => ({ ...row }));
  }

  /** Counts one collection, which examined so many objects. */
  add(collection: Collection, candidates: number): void {
    const row = this.#rows[collection.generation] as GenerationStats;
    this.#rows[collection.generation] = {
      collections: row.collections + 1,
      collected: row.collected + collection.collected,
      uncollectable: row.uncollectable + collection.uncollectable,
      candidates: row.candidates + candidates,
    };
  }

  /** Calls every callback; what one throws is kept by the state. */
  call(
    state: CollectionState,
    phase: 'start' | 'stop',
    collection: Collection,
    candidates: number,
  ): void {
    const info = this.#profile.reportsCandidates ? { ...collection, candidates } : collection;
    for (const callback of this.callbacks) state.call(() => callback(phase, info));
  }
}
