/** What real tools said about the programs that exist only to be asked about, by their id. */
import aForgottenString from '../../recorded/questions/a-forgotten-string.json' with {
  type: 'json',
};
import aRegistry from '../../recorded/questions/a-registry.json' with { type: 'json' };
import aRingHeldByC from '../../recorded/questions/a-ring-held-by-c.json' with { type: 'json' };
import aSurvivorOn315 from '../../recorded/questions/a-survivor-on-3-15.json' with { type: 'json' };
import aThreadOfTwoMebibytes from '../../recorded/questions/a-thread-of-two-mebibytes.json' with {
  type: 'json',
};
import allFreed from '../../recorded/questions/all-freed.json' with { type: 'json' };
import anEmptyDict from '../../recorded/questions/an-empty-dict.json' with { type: 'json' };
import clearedWithoutTheCollector from '../../recorded/questions/cleared-without-the-collector.json' with {
  type: 'json',
};
import countsFromFive from '../../recorded/questions/counts-from-five.json' with { type: 'json' };
import fewerThanBefore from '../../recorded/questions/fewer-than-before.json' with { type: 'json' };
import fiftyLists from '../../recorded/questions/fifty-lists.json' with { type: 'json' };
import fiveHoles from '../../recorded/questions/five-holes.json' with { type: 'json' };
import fiveHundredOnes from '../../recorded/questions/five-hundred-ones.json' with { type: 'json' };
import fourMebibytesOfStack from '../../recorded/questions/four-mebibytes-of-stack.json' with {
  type: 'json',
};
import frozenAndYoung from '../../recorded/questions/frozen-and-young.json' with { type: 'json' };
import heapAfterFree from '../../recorded/questions/heap-after-free.json' with { type: 'json' };
import hundredBytes from '../../recorded/questions/hundred-bytes.json' with { type: 'json' };
import keptFreedForgotten from '../../recorded/questions/kept-freed-forgotten.json' with {
  type: 'json',
};
import oldBytesInANewBlock from '../../recorded/questions/old-bytes-in-a-new-block.json' with {
  type: 'json',
};
import oneHeldOneForgotten from '../../recorded/questions/one-held-one-forgotten.json' with {
  type: 'json',
};
import oneSurvivalThenDropped from '../../recorded/questions/one-survival-then-dropped.json' with {
  type: 'json',
};
import oneThousandThenMore from '../../recorded/questions/one-thousand-then-more.json' with {
  type: 'json',
};
import readAfterFree from '../../recorded/questions/read-after-free.json' with { type: 'json' };
import smallHoleFirst from '../../recorded/questions/small-hole-first.json' with { type: 'json' };
import stillInAList from '../../recorded/questions/still-in-a-list.json' with { type: 'json' };
import thirtyKept from '../../recorded/questions/thirty-kept.json' with { type: 'json' };
import threeStores from '../../recorded/questions/three-stores.json' with { type: 'json' };
import threeTargets from '../../recorded/questions/three-targets.json' with { type: 'json' };
import tunedOn315 from '../../recorded/questions/tuned-on-3-15.json' with { type: 'json' };
import twoHoles from '../../recorded/questions/two-holes.json' with { type: 'json' };
import twoNamesAndACall from '../../recorded/questions/two-names-and-a-call.json' with {
  type: 'json',
};
import twoOfThreeHundred from '../../recorded/questions/two-of-three-hundred.json' with {
  type: 'json',
};
import twoSurvivals from '../../recorded/questions/two-survivals.json' with { type: 'json' };
import untouchedTable from '../../recorded/questions/untouched-table.json' with { type: 'json' };
import zeroAndTwo from '../../recorded/questions/zero-and-two.json' with { type: 'json' };
import { type Recording, recordingsById } from '../recording.ts';

/** The recordings by the id of the program; `memstrata verify quiz --record` writes them. */
export const questionRecordings: Readonly<Record<string, Recording>> =
  /* @__PURE__ */ recordingsById([
    aForgottenString,
    aRegistry,
    aRingHeldByC,
    aSurvivorOn315,
    aThreadOfTwoMebibytes,
    allFreed,
    anEmptyDict,
    clearedWithoutTheCollector,
    countsFromFive,
    fewerThanBefore,
    fiftyLists,
    fiveHoles,
    fiveHundredOnes,
    fourMebibytesOfStack,
    frozenAndYoung,
    heapAfterFree,
    hundredBytes,
    keptFreedForgotten,
    oldBytesInANewBlock,
    oneHeldOneForgotten,
    oneSurvivalThenDropped,
    oneThousandThenMore,
    readAfterFree,
    smallHoleFirst,
    stillInAList,
    thirtyKept,
    threeStores,
    threeTargets,
    tunedOn315,
    twoHoles,
    twoNamesAndACall,
    twoOfThreeHundred,
    twoSurvivals,
    untouchedTable,
    zeroAndTwo,
  ]);
