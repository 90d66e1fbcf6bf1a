/** M32 to M49: the cycle collector. */
import type { Pair } from '../question.ts';
import { disableStopsFreeing } from './m32-disable-stops-freeing.ts';
import { freezeAndFork } from './m33-freeze-and-fork.ts';
import { collectFreesAll } from './m34-collect-frees-all.ts';
import { whatCollectAnswers } from './m35-what-collect-answers.ts';
import { delInACycle } from './m36-del-in-a-cycle.ts';
import { delTwice } from './m37-del-twice.ts';
import { surviving } from './m38-surviving.ts';
import { nextCollectionFinds } from './m39-next-collection-finds.ts';
import { everyTen } from './m40-every-ten.ts';
import { costOfACollection } from './m41-cost-of-a-collection.ts';
import { tuplesAndDicts } from './m42-tuples-and-dicts.ts';
import { pythonHasNoLeaks } from './m43-python-has-no-leaks.ts';
import { theProcessShrinks } from './m44-the-process-shrinks.ts';
import { since314 } from './m45-since-314.ts';
import { freeThreaded } from './m46-free-threaded.ts';
import { marksFromRoots } from './m47-marks-from-roots.ts';
import { refchain } from './m48-refchain.ts';
import { atExit } from './m49-at-exit.ts';

export const collectingPairs: readonly Pair[] = [
  disableStopsFreeing,
  freezeAndFork,
  collectFreesAll,
  whatCollectAnswers,
  delInACycle,
  delTwice,
  surviving,
  nextCollectionFinds,
  everyTen,
  costOfACollection,
  tuplesAndDicts,
  pythonHasNoLeaks,
  theProcessShrinks,
  since314,
  freeThreaded,
  marksFromRoots,
  refchain,
  atExit,
];
