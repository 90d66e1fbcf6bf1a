/** M21 to M25: what del, the counters and the thresholds do. */
import type { Pair } from '../question.ts';
import { collectFreesNumbers } from './m21-collect-frees-numbers.ts';
import { getCount } from './m22-get-count.ts';
import { everySevenHundred } from './m23-every-700.ts';
import { netOfFrees } from './m24-net-of-frees.ts';
import { delFrees } from './m25-del-frees.ts';

export const triggeringPairs: readonly Pair[] = [
  collectFreesNumbers,
  getCount,
  everySevenHundred,
  netOfFrees,
  delFrees,
];
