export { DanglingReference, SnapshotCount, SnapshotSyntax, SnapshotTruncated } from './errors.ts';
export {
  FREED_BY_FINALIZER,
  findGarbage,
  GARBAGE,
  type Garbage,
  NOT_EXAMINED,
  REACHABLE,
} from './garbage.ts';
export {
  type CollectorState,
  FINALIZED,
  FROZEN,
  GC_TYPE,
  HAS_FINALIZER,
  type HeapSnapshot,
  IMMORTAL,
  isCandidate,
  type RecordedCollection,
  type SnapshotHeader,
  SOME_GENERATION,
  SUSPENDED,
  TRACKED,
  typeOf,
  UNTRACKED,
  WEAKREF,
} from './heap-snapshot.ts';
export { type ByteSource, type ReadOptions, readSnapshot } from './read-snapshot.ts';
export { type SnapshotLimits, SnapshotParser } from './snapshot-parser.ts';
