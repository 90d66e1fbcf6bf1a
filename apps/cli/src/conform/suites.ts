/** The suites of `memstrata conform`, one row each. */
import { compareCorruptions, compareLeaks } from '@memstrata/allocator/conform';
import { compareFrames, compareVmops } from '@memstrata/segments/conform';
import { elfSuite } from './elf-suite.ts';
import { execSuite } from './exec-suite.ts';
import { gcSuite } from './gc-suite.ts';
import { mallocSuite } from './malloc-suite.ts';
import { mapsSuite } from './maps-suite.ts';
import { observeSuite } from './observe-suite.ts';
import { recordSuite } from './record-suite.ts';
import { snapshotSuite } from './snapshot-suite.ts';
import type { Suite } from './suite.ts';
import { textSuite } from './text-suite.ts';

export const suites: Readonly<Record<string, Suite>> = {
  elf: elfSuite,
  exec: execSuite,
  vmops: recordSuite('vmops.jsonl[.gz]…', 'sequence', compareVmops),
  observe: observeSuite,
  frames: recordSuite('frames.jsonl[.gz]…', 'stack of calls', compareFrames),
  maps: mapsSuite,
  malloc: mallocSuite,
  leaks: textSuite('leak-graphs.txt[.gz]…', 'block', compareLeaks),
  corruptions: textSuite('corruptions.txt[.gz]…', 'program', compareCorruptions),
  gc: gcSuite,
  snapshot: snapshotSuite,
};
