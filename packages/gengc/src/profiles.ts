/** What each CPython version's collector does differently, as data. */
import type { PythonVersion } from '@memstrata/refcount';

/** The rules of one version (`Modules/gcmodule.c`; from 3.13 `Python/gc.c`). */
export interface CollectorProfile {
  /** `gc.get_threshold()` of a fresh interpreter. */
  readonly thresholds: readonly [number, number, number];
  /** Where an automatic collection runs: inside the allocation, or at the next safe point. */
  readonly trigger: 'allocation' | 'safe-point';
  /** A collection that was scheduled does not run if the collector was disabled meanwhile. */
  readonly disableCancels: boolean;
  /** Immortal candidates move to the permanent generation (from 3.12). */
  readonly immortalsLeave: boolean;
  /** What one resurrected object spares: the whole set (up to 3.8), or what it reaches. */
  readonly resurrection: 'spares-all' | 'spares-reachable';
  /** What is reported as collected: the garbage as found, before finalizers (3.6), or as deleted. */
  readonly counts: 'found' | 'deleted';
  /** A weak reference in the garbage is cleared before callbacks run (bpo-38006, from 3.8). */
  readonly clearsGarbageWeakReferences: boolean;
  /** Weak references without callback are cleared only after the finalizers (3.15). */
  readonly plainWeakReferencesLast: boolean;
  /** Dicts without trackable values leave the lists in a full collection (up to 3.13). */
  readonly dictsUntracked: boolean;
  /** `gc.freeze` exists (from 3.7). */
  readonly freezes: boolean;
  /** Callbacks and statistics say how many objects were examined (from 3.15). */
  readonly reportsCandidates: boolean;
}

const python36: CollectorProfile = {
  thresholds: [700, 10, 10],
  trigger: 'allocation',
  disableCancels: false,
  immortalsLeave: false,
  resurrection: 'spares-all',
  counts: 'found',
  clearsGarbageWeakReferences: false,
  plainWeakReferencesLast: false,
  dictsUntracked: true,
  freezes: false,
  reportsCandidates: false,
};

const python37: CollectorProfile = { ...python36, counts: 'deleted', freezes: true };
const python38: CollectorProfile = { ...python37, clearsGarbageWeakReferences: true };
const python39: CollectorProfile = { ...python38, resurrection: 'spares-reachable' };
const python312: CollectorProfile = { ...python39, trigger: 'safe-point', immortalsLeave: true };
const python313: CollectorProfile = {
  ...python312,
  thresholds: [2000, 10, 10],
  disableCancels: true,
};
const python314: CollectorProfile = { ...python313, dictsUntracked: false };
const python315: CollectorProfile = {
  ...python314,
  plainWeakReferencesLast: true,
  reportsCandidates: true,
};

/**
 * The collector of each version. That of 3.14.0 to 3.14.4 worked incrementally on two generations;
 * it was withdrawn in 3.14.5 and is not modelled.
 */
export const collectorProfiles: Readonly<Record<PythonVersion, CollectorProfile>> = {
  '3.6': python36,
  '3.7': python37,
  '3.8': python38,
  '3.9': python39,
  '3.10': python39,
  '3.11': python39,
  '3.12': python312,
  '3.13': python313,
  '3.14.5': python314,
  '3.15': python315,
};
