export type {
  CollectableHeap,
  Finalization,
  Untracking,
  WeakReferenceTable,
} from './collectable-heap.ts';
export {
  type CallbackInfo,
  type CollectorCallback,
  CycleCollector,
  type CycleCollectorOptions,
  DEBUG_SAVEALL,
  type GenerationStats,
} from './cycle-collector.ts';
export { CollectorAttached, CollectorCorruption, InvalidGeneration } from './errors.ts';
export type { Collection, CollectorEvent, Generation, Listener } from './events.ts';
export { type CollectorProfile, collectorProfiles } from './profiles.ts';
