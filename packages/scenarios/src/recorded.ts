/** What real tools said about the scenarios of the library, by scenario id. */
import afterTheReturn from '../recorded/after-the-return.json' with { type: 'json' };
import bigFrame from '../recorded/big-frame.json' with { type: 'json' };
import bssTakesNoFile from '../recorded/bss-takes-no-file.json' with { type: 'json' };
import chain from '../recorded/chain.json' with { type: 'json' };
import deepRecursion from '../recorded/deep-recursion.json' with { type: 'json' };
import eightArguments from '../recorded/eight-arguments.json' with { type: 'json' };
import exitGivesBack from '../recorded/exit-gives-back.json' with { type: 'json' };
import fiveSegments from '../recorded/five-segments.json' with { type: 'json' };
import fromExecToExit from '../recorded/from-exec-to-exit.json' with { type: 'json' };
import heapAndStackToday from '../recorded/heap-and-stack-today.json' with { type: 'json' };
import heldRing from '../recorded/held-ring.json' with { type: 'json' };
import holesDoNotAddUp from '../recorded/holes-do-not-add-up.json' with { type: 'json' };
import initialStack from '../recorded/initial-stack.json' with { type: 'json' };
import mallocPromises from '../recorded/malloc-promises.json' with { type: 'json' };
import mallocSplit from '../recorded/malloc-split.json' with { type: 'json' };
import noRoom from '../recorded/no-room.json' with { type: 'json' };
import readOnly from '../recorded/read-only.json' with { type: 'json' };
import ring from '../recorded/ring.json' with { type: 'json' };
import samePlaceAgain from '../recorded/same-place-again.json' with { type: 'json' };
import smallestRequest from '../recorded/smallest-request.json' with { type: 'json' };
import stackAgainstHeap from '../recorded/stack-against-heap.json' with { type: 'json' };
import stackPerThread from '../recorded/stack-per-thread.json' with { type: 'json' };
import staticLocal from '../recorded/static-local.json' with { type: 'json' };
import threeLifetimes from '../recorded/three-lifetimes.json' with { type: 'json' };
import twoBecomeOne from '../recorded/two-become-one.json' with { type: 'json' };
import twoNames from '../recorded/two-names.json' with { type: 'json' };
import twoStructures from '../recorded/two-structures.json' with { type: 'json' };
import wasteInside from '../recorded/waste-inside.json' with { type: 'json' };
import whichHole from '../recorded/which-hole.json' with { type: 'json' };
import { heapRecordings } from './recorded-heap.ts';
import { pythonRecordings } from './recorded-python.ts';
import { type Recording, recordingsById } from './recording.ts';

export { type RecordedRun, type Recording, readRecording } from './recording.ts';

/** The recordings by scenario id, each checked against the format. */
export const recordings: Readonly<Record<string, Recording>> = recordingsById([
  fiveSegments,
  bssTakesNoFile,
  readOnly,
  threeLifetimes,
  staticLocal,
  initialStack,
  eightArguments,
  afterTheReturn,
  stackPerThread,
  mallocPromises,
  deepRecursion,
  bigFrame,
  heapAndStackToday,
  stackAgainstHeap,
  exitGivesBack,
  fromExecToExit,
  mallocSplit,
  smallestRequest,
  wasteInside,
  samePlaceAgain,
  twoStructures,
  twoBecomeOne,
  noRoom,
  holesDoNotAddUp,
  whichHole,
  ...heapRecordings,
  twoNames,
  chain,
  ring,
  heldRing,
  ...pythonRecordings,
]);
