/** M21 to M25: what del, the counters and the thresholds do. */
import type { Pair } from '../question.ts';
import { delFrees } from './m25-del-frees.ts';

export const triggeringPairs: readonly Pair[] = [delFrees];
