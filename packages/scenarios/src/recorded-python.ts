/** What the real interpreters said about the scenarios of counting and collecting. */
import aCacheKeepsArguments from '../recorded/a-cache-keeps-arguments.json' with { type: 'json' };
import aCollectionByPhase from '../recorded/a-collection-by-phase.json' with { type: 'json' };
import aFinalizerInARing from '../recorded/a-finalizer-in-a-ring.json' with { type: 'json' };
import aFinalizerRunsOnce from '../recorded/a-finalizer-runs-once.json' with { type: 'json' };
import aListLetsGoBackwards from '../recorded/a-list-lets-go-backwards.json' with { type: 'json' };
import aMillionObjects from '../recorded/a-million-objects.json' with { type: 'json' };
import aNameIsAReference from '../recorded/a-name-is-a-reference.json' with { type: 'json' };
import anExceptionKeepsLocals from '../recorded/an-exception-keeps-locals.json' with {
  type: 'json',
};
import callbacksNewestFirst from '../recorded/callbacks-newest-first.json' with { type: 'json' };
import containersHold from '../recorded/containers-hold.json' with { type: 'json' };
import countingWithoutTheCollector from '../recorded/counting-without-the-collector.json' with {
  type: 'json',
};
import fourFates from '../recorded/four-fates.json' with { type: 'json' };
import freedByHand from '../recorded/freed-by-hand.json' with { type: 'json' };
import fromNameToPage from '../recorded/from-name-to-page.json' with { type: 'json' };
import frozenGarbage from '../recorded/frozen-garbage.json' with { type: 'json' };
import getrefcountCountsItself from '../recorded/getrefcount-counts-itself.json' with {
  type: 'json',
};
import internedStrings from '../recorded/interned-strings.json' with { type: 'json' };
import mostDieUncollected from '../recorded/most-die-uncollected.json' with { type: 'json' };
import noRoots from '../recorded/no-roots.json' with { type: 'json' };
import noneIsImmortal from '../recorded/none-is-immortal.json' with { type: 'json' };
import oftenOrRarely from '../recorded/often-or-rarely.json' with { type: 'json' };
import oneComesBack from '../recorded/one-comes-back.json' with { type: 'json' };
import oneProgramFourWays from '../recorded/one-program-four-ways.json' with { type: 'json' };
import oneProgramManyVersions from '../recorded/one-program-many-versions.json' with {
  type: 'json',
};
import onlyTheThirdFindsIt from '../recorded/only-the-third-finds-it.json' with { type: 'json' };
import smallIntegers from '../recorded/small-integers.json' with { type: 'json' };
import spreadOrOnePause from '../recorded/spread-or-one-pause.json' with { type: 'json' };
import survivorsMoveUp from '../recorded/survivors-move-up.json' with { type: 'json' };
import theCountIsNoCensus from '../recorded/the-count-is-no-census.json' with { type: 'json' };
import theCountNeverGoesBelowZero from '../recorded/the-count-never-goes-below-zero.json' with {
  type: 'json',
};
import theLivingCost from '../recorded/the-living-cost.json' with { type: 'json' };
import theQuarterRule from '../recorded/the-quarter-rule.json' with { type: 'json' };
import threeWaysNotToStart from '../recorded/three-ways-not-to-start.json' with { type: 'json' };
import weakReferencesDoNotCount from '../recorded/weak-references-do-not-count.json' with {
  type: 'json',
};
import whatAFunctionLeaves from '../recorded/what-a-function-leaves.json' with { type: 'json' };
import whatCountingCosts from '../recorded/what-counting-costs.json' with { type: 'json' };
import whatTheGcModuleAnswers from '../recorded/what-the-gc-module-answers.json' with {
  type: 'json',
};
import whatTheThresholdCounts from '../recorded/what-the-threshold-counts.json' with {
  type: 'json',
};
import whoDiesFirst from '../recorded/who-dies-first.json' with { type: 'json' };
import whoIsTracked from '../recorded/who-is-tracked.json' with { type: 'json' };

/** The recordings as parsed JSON. */
export const pythonRecordings: readonly unknown[] = [
  aCacheKeepsArguments,
  aCollectionByPhase,
  aFinalizerInARing,
  aFinalizerRunsOnce,
  aListLetsGoBackwards,
  aNameIsAReference,
  anExceptionKeepsLocals,
  callbacksNewestFirst,
  containersHold,
  countingWithoutTheCollector,
  fourFates,
  freedByHand,
  frozenGarbage,
  getrefcountCountsItself,
  internedStrings,
  mostDieUncollected,
  noRoots,
  noneIsImmortal,
  oftenOrRarely,
  oneComesBack,
  oneProgramFourWays,
  oneProgramManyVersions,
  onlyTheThirdFindsIt,
  smallIntegers,
  spreadOrOnePause,
  survivorsMoveUp,
  theCountIsNoCensus,
  theCountNeverGoesBelowZero,
  fromNameToPage,
  aMillionObjects,
  theLivingCost,
  theQuarterRule,
  threeWaysNotToStart,
  weakReferencesDoNotCount,
  whatAFunctionLeaves,
  whatCountingCosts,
  whatTheGcModuleAnswers,
  whatTheThresholdCounts,
  whoDiesFirst,
  whoIsTracked,
];
