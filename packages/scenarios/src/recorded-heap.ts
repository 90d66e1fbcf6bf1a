/** What gcc and glibc said about the scenarios on glibc's heap. */
import aCachedBlockPins from '../recorded/a-cached-block-pins.json' with { type: 'json' };
import aLargeBlock from '../recorded/a-large-block.json' with { type: 'json' };
import fourKindsOfLeak from '../recorded/four-kinds-of-leak.json' with { type: 'json' };
import freeIsNoSystemCall from '../recorded/free-is-no-system-call.json' with { type: 'json' };
import freedTwice from '../recorded/freed-twice.json' with { type: 'json' };
import oneByteTooFar from '../recorded/one-byte-too-far.json' with { type: 'json' };
import readAfterFree from '../recorded/read-after-free.json' with { type: 'json' };
import thePinnedTop from '../recorded/the-pinned-top.json' with { type: 'json' };
import threeGrowths from '../recorded/three-growths.json' with { type: 'json' };
import twoOwners from '../recorded/two-owners.json' with { type: 'json' };
import whatFreeWrites from '../recorded/what-free-writes.json' with { type: 'json' };

/** Their recordings, as written. */
export const heapRecordings: readonly unknown[] = [
  freeIsNoSystemCall,
  whatFreeWrites,
  thePinnedTop,
  aCachedBlockPins,
  aLargeBlock,
  freedTwice,
  twoOwners,
  readAfterFree,
  oneByteTooFar,
  fourKindsOfLeak,
  threeGrowths,
];
