import type { Pair, Question } from '../question.ts';
import { collectingPairs } from './collecting.ts';
import { countingPairs } from './counting.ts';
import { heapPairs } from './heap.ts';
import { processPairs } from './process.ts';
import { triggeringPairs } from './triggering.ts';

/** The questions about each misconception: the first, and the one for asking again; in the order of the course. */
export const questionPairs: readonly Pair[] = [
  ...processPairs,
  ...heapPairs,
  ...triggeringPairs,
  ...countingPairs,
  ...collectingPairs,
];

/** All questions, the two of a misconception side by side. */
export const questions: readonly Question[] = questionPairs.flat();
