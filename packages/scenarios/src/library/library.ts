import type { Scenario } from '../scenario.ts';
import { type GlibcId, glibcScenarios } from './allocator/glibc.ts';
import { holesDoNotAddUp } from './allocator/holes-do-not-add-up.ts';
import { mallocSplit } from './allocator/malloc-split.ts';
import { noRoom } from './allocator/no-room.ts';
import { samePlaceAgain } from './allocator/same-place-again.ts';
import { smallestRequest } from './allocator/smallest-request.ts';
import { twoBecomeOne } from './allocator/two-become-one.ts';
import { twoStructures } from './allocator/two-structures.ts';
import { wasteInside } from './allocator/waste-inside.ts';
import { whichHole } from './allocator/which-hole.ts';
import { type GengcId, gengcScenarios } from './gengc/gengc.ts';
import { heldRing } from './gengc/held-ring.ts';
import { ring } from './gengc/ring.ts';
import { chain } from './refcount/chain.ts';
import { type RefcountId, refcountScenarios } from './refcount/refcount.ts';
import { twoNames } from './refcount/two-names.ts';
import { afterTheReturn } from './segments/after-the-return.ts';
import { bigFrame } from './segments/big-frame.ts';
import { bssTakesNoFile } from './segments/bss-takes-no-file.ts';
import { deepRecursion } from './segments/deep-recursion.ts';
import { eightArguments } from './segments/eight-arguments.ts';
import { exitGivesBack } from './segments/exit-gives-back.ts';
import { fiveSegments } from './segments/five-segments.ts';
import { heapAndStackToday } from './segments/heap-and-stack-today.ts';
import { heapMeetsStack } from './segments/heap-meets-stack.ts';
import { initialStack } from './segments/initial-stack.ts';
import { mallocPromises } from './segments/malloc-promises.ts';
import { readOnly } from './segments/read-only.ts';
import { stackAgainstHeap } from './segments/stack-against-heap.ts';
import { stackPerThread } from './segments/stack-per-thread.ts';
import { staticLocal } from './segments/static-local.ts';
import { threeLifetimes } from './segments/three-lifetimes.ts';
import { aMillionObjects } from './whole/a-million-objects.ts';
import { fromExecToExit } from './whole/from-exec-to-exit.ts';
import { fromNameToPage } from './whole/from-name-to-page.ts';

/** The id of a scenario of the library. */
export type ScenarioId =
  | 'five-segments'
  | 'bss-takes-no-file'
  | 'read-only'
  | 'three-lifetimes'
  | 'static-local'
  | 'initial-stack'
  | 'eight-arguments'
  | 'after-the-return'
  | 'stack-per-thread'
  | 'malloc-promises'
  | 'deep-recursion'
  | 'big-frame'
  | 'heap-meets-stack'
  | 'heap-and-stack-today'
  | 'stack-against-heap'
  | 'exit-gives-back'
  | 'malloc-split'
  | 'smallest-request'
  | 'waste-inside'
  | 'same-place-again'
  | 'two-structures'
  | 'two-become-one'
  | 'no-room'
  | 'holes-do-not-add-up'
  | 'which-hole'
  | GlibcId
  | 'two-names'
  | 'chain'
  | RefcountId
  | 'ring'
  | 'held-ring'
  | GengcId
  | 'from-exec-to-exit'
  | 'from-name-to-page'
  | 'a-million-objects';

/** The scenarios in teaching order, by id. */
export const library: Readonly<Record<ScenarioId, Scenario>> = {
  'five-segments': fiveSegments,
  'bss-takes-no-file': bssTakesNoFile,
  'read-only': readOnly,
  'three-lifetimes': threeLifetimes,
  'static-local': staticLocal,
  'initial-stack': initialStack,
  'eight-arguments': eightArguments,
  'after-the-return': afterTheReturn,
  'stack-per-thread': stackPerThread,
  'malloc-promises': mallocPromises,
  'deep-recursion': deepRecursion,
  'big-frame': bigFrame,
  'heap-meets-stack': heapMeetsStack,
  'heap-and-stack-today': heapAndStackToday,
  'stack-against-heap': stackAgainstHeap,
  'exit-gives-back': exitGivesBack,
  'malloc-split': mallocSplit,
  'smallest-request': smallestRequest,
  'waste-inside': wasteInside,
  'same-place-again': samePlaceAgain,
  'two-structures': twoStructures,
  'two-become-one': twoBecomeOne,
  'no-room': noRoom,
  'holes-do-not-add-up': holesDoNotAddUp,
  'which-hole': whichHole,
  ...glibcScenarios,
  'two-names': twoNames,
  chain,
  ...refcountScenarios,
  ring,
  'held-ring': heldRing,
  ...gengcScenarios,
  'from-exec-to-exit': fromExecToExit,
  'from-name-to-page': fromNameToPage,
  'a-million-objects': aMillionObjects,
};
