/** M26 to M31: counts, identity, holders. */
import type { Pair } from '../question.ts';

export const countingPairs: readonly Pair[] = [];
