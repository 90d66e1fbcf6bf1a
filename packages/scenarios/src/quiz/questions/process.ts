/** M1 to M9: segments, pages, stacks. */
import type { Pair } from '../question.ts';
import { bssIsInTheFile } from './m02-bss-is-in-the-file.ts';

export const processPairs: readonly Pair[] = [bssIsInTheFile];
