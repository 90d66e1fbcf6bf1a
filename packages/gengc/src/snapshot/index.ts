export { CAPTURE_SCRIPT } from './capture-script.ts';
export { type Dominators, findDominators, largestRetained, NoDominator } from './dominators.ts';
export { DanglingReference, SnapshotCount, SnapshotSyntax, SnapshotTruncated } from './errors.ts';
export { Fate, findGarbage, type Garbage } from './garbage.ts';
export { type CycleGroup, type GarbageCycles, garbageCycles } from './garbage-cycles.ts';
export { type CutObject, type CutReference, cutAround, type HeapCut } from './heap-cut.ts';
export type {
  CollectorState,
  HeapSnapshot,
  RecordedCollection,
  SnapshotHeader,
} from './heap-snapshot.ts';
export { isCandidate, NoGeneration, ObjectFlag, typeOf } from './heap-snapshot.ts';
export {
  findHolders,
  findWays,
  type HolderCluster,
  type HolderStep,
  type Holders,
  type Way,
} from './holders.ts';
export type { Counters, NextCollection, Outlook, QuarterRule, Waiting } from './outlook.ts';
export { findWaiting, nextCollection, outlook } from './outlook.ts';
export { type ByteSource, type ReadOptions, readSnapshot } from './read-snapshot.ts';
export { objectName, referenceName } from './reference-names.ts';
export { retainedByType, type TypeRetention } from './retained-types.ts';
export { type SnapshotLimits, SnapshotParser } from './snapshot-parser.ts';
export type { GenerationSummary, HeapSummary, TypeChange, TypeSummary } from './summary.ts';
export { difference, summarize } from './summary.ts';
