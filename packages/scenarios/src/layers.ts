import { collectorOperations } from './machine/collector-operations.ts';
import { crowdOperations } from './machine/pools/crowd-operations.ts';
import { ObjectPools } from './machine/pools/object-pools.ts';
import { glibcHeap } from './machine/process/glibc-heap.ts';
import { processLayer } from './machine/process/process.ts';
import type { Layers } from './machine/process-part.ts';
import { Trial } from './machine/trial.ts';
import { valueOperations } from './machine/value-operations.ts';
import { Ways } from './machine/ways/ways.ts';

/** All models a machine can have besides its heap and its objects: what `replay` performs a program on. */
export const layers: Layers = {
  process: processLayer,
  glibc: glibcHeap,
  trial: () => new Trial(),
  ways: (version) => new Ways(version),
  python: { ...valueOperations, ...collectorOperations, ...crowdOperations },
  pools: (version, host) => new ObjectPools(version, host),
};
