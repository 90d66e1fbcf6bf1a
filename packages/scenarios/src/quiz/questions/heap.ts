/** M10 to M20: malloc and free. */
import type { Pair } from '../question.ts';
import { freeReturnsMemory } from './m10-free-returns-memory.ts';
import { lastBlockShrinks } from './m11-last-block-shrinks.ts';
import { checkersAgree } from './m12-checkers-agree.ts';
import { stillReachable } from './m13-still-reachable.ts';
import { growingIsLeaking } from './m14-growing-is-leaking.ts';
import { enoughFreeBytes } from './m15-enough-free-bytes.ts';
import { oneByte } from './m16-one-byte.ts';
import { freeWipes } from './m17-free-wipes.ts';
import { nextMallocIsFresh } from './m18-next-malloc-is-fresh.ts';
import { bigBlocksStay } from './m19-big-blocks-stay.ts';
import { fitIsOnlySpeed } from './m20-fit-is-only-speed.ts';

export const heapPairs: readonly Pair[] = [
  freeReturnsMemory,
  lastBlockShrinks,
  checkersAgree,
  stillReachable,
  growingIsLeaking,
  enoughFreeBytes,
  oneByte,
  freeWipes,
  nextMallocIsFresh,
  bigBlocksStay,
  fitIsOnlySpeed,
];
