export type {
  CollectableHeap,
  Finalization,
  Untracking,
  WeakReferenceTable,
} from './collectable-heap.ts';
export { CycleCollector, type CycleCollectorOptions } from './cycle-collector.ts';
export { CollectorAttached, CollectorCorruption, InvalidGeneration } from './errors.ts';
export type { Collection, CollectorEvent, Generation, Listener } from './events.ts';
export { DEBUG_SAVEALL } from './phases/state.ts';
export { type CollectorProfile, collectorProfiles } from './profiles.ts';
export type { CallbackInfo, CollectorCallback, GenerationStats } from './statistics.ts';
