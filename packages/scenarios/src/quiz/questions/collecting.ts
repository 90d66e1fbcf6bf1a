/** M32 to M49: the cycle collector. */
import type { Pair } from '../question.ts';

export const collectingPairs: readonly Pair[] = [];
