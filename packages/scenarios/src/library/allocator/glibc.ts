import type { Scenario } from '../../scenario.ts';
import { aCachedBlockPins } from './a-cached-block-pins.ts';
import { aLargeBlock } from './a-large-block.ts';
import { fourKindsOfLeak } from './four-kinds-of-leak.ts';
import { freeIsNoSystemCall } from './free-is-no-system-call.ts';
import { freedTwice } from './freed-twice.ts';
import { oneByteTooFar } from './one-byte-too-far.ts';
import { readAfterFree } from './read-after-free.ts';
import { thePinnedTop } from './the-pinned-top.ts';
import { threeGrowths } from './three-growths.ts';
import { twoOwners } from './two-owners.ts';
import { whatFreeWrites } from './what-free-writes.ts';

/** Scenarios on glibc's own heap. */
export type GlibcId =
  | 'free-is-no-system-call'
  | 'what-free-writes'
  | 'the-pinned-top'
  | 'a-cached-block-pins'
  | 'a-large-block'
  | 'freed-twice'
  | 'two-owners'
  | 'read-after-free'
  | 'one-byte-too-far'
  | 'four-kinds-of-leak'
  | 'three-growths';

/** They follow the textbook's heap: what the real one does otherwise, and what it says of misuse. */
export const glibcScenarios: Readonly<Record<GlibcId, Scenario>> = {
  'free-is-no-system-call': freeIsNoSystemCall,
  'what-free-writes': whatFreeWrites,
  'the-pinned-top': thePinnedTop,
  'a-cached-block-pins': aCachedBlockPins,
  'a-large-block': aLargeBlock,
  'freed-twice': freedTwice,
  'two-owners': twoOwners,
  'read-after-free': readAfterFree,
  'one-byte-too-far': oneByteTooFar,
  'four-kinds-of-leak': fourKindsOfLeak,
  'three-growths': threeGrowths,
};
