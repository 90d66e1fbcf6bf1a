/** M1 to M9: segments, pages, stacks. */
import type { Pair } from '../question.ts';
import { segmentsAreRam } from './m01-segments-are-ram.ts';
import { bssIsInTheFile } from './m02-bss-is-in-the-file.ts';
import { staticLocalOnTheStack } from './m03-static-local-on-the-stack.ts';
import { literalCanBeWritten } from './m04-literal-can-be-written.ts';
import { oneStack } from './m05-one-stack.ts';
import { mallocGivesMemory } from './m06-malloc-gives-memory.ts';
import { untilTheyMeet } from './m07-until-they-meet.ts';
import { overflowIsExhaustion } from './m08-overflow-is-exhaustion.ts';
import { recursionError } from './m09-recursion-error.ts';

export const processPairs: readonly Pair[] = [
  segmentsAreRam,
  bssIsInTheFile,
  staticLocalOnTheStack,
  literalCanBeWritten,
  oneStack,
  mallocGivesMemory,
  untilTheyMeet,
  overflowIsExhaustion,
  recursionError,
];
