/** What collecting does, in teaching order. */
import type { Scenario } from '../../scenario.ts';
import { aCollectionByPhase } from './a-collection-by-phase.ts';
import { aFinalizerInARing } from './a-finalizer-in-a-ring.ts';
import { fourFates } from './four-fates.ts';
import { freedByHand } from './freed-by-hand.ts';
import { frozenGarbage } from './frozen-garbage.ts';
import { mostDieUncollected } from './most-die-uncollected.ts';
import { noRoots } from './no-roots.ts';
import { oftenOrRarely } from './often-or-rarely.ts';
import { oneComesBack } from './one-comes-back.ts';
import { oneProgramFourWays } from './one-program-four-ways.ts';
import { oneProgramManyVersions } from './one-program-many-versions.ts';
import { onlyTheThirdFindsIt } from './only-the-third-finds-it.ts';
import { survivorsMoveUp } from './survivors-move-up.ts';
import { theCountIsNoCensus } from './the-count-is-no-census.ts';
import { theCountNeverGoesBelowZero } from './the-count-never-goes-below-zero.ts';
import { theLivingCost } from './the-living-cost.ts';
import { theQuarterRule } from './the-quarter-rule.ts';
import { threeWaysNotToStart } from './three-ways-not-to-start.ts';
import { whatTheGcModuleAnswers } from './what-the-gc-module-answers.ts';
import { whatTheThresholdCounts } from './what-the-threshold-counts.ts';
import { whoIsTracked } from './who-is-tracked.ts';

/** The id of a scenario about collecting. */
export type GengcId =
  | 'freed-by-hand'
  | 'one-program-four-ways'
  | 'a-collection-by-phase'
  | 'no-roots'
  | 'who-is-tracked'
  | 'what-the-threshold-counts'
  | 'the-count-is-no-census'
  | 'the-count-never-goes-below-zero'
  | 'three-ways-not-to-start'
  | 'often-or-rarely'
  | 'most-die-uncollected'
  | 'survivors-move-up'
  | 'only-the-third-finds-it'
  | 'the-quarter-rule'
  | 'four-fates'
  | 'what-the-gc-module-answers'
  | 'frozen-garbage'
  | 'a-finalizer-in-a-ring'
  | 'one-comes-back'
  | 'the-living-cost'
  | 'one-program-many-versions';

/** The scenarios about collecting, by id. */
export const gengcScenarios: Readonly<Record<GengcId, Scenario>> = {
  'freed-by-hand': freedByHand,
  'one-program-four-ways': oneProgramFourWays,
  'a-collection-by-phase': aCollectionByPhase,
  'no-roots': noRoots,
  'who-is-tracked': whoIsTracked,
  'what-the-threshold-counts': whatTheThresholdCounts,
  'the-count-is-no-census': theCountIsNoCensus,
  'the-count-never-goes-below-zero': theCountNeverGoesBelowZero,
  'three-ways-not-to-start': threeWaysNotToStart,
  'often-or-rarely': oftenOrRarely,
  'most-die-uncollected': mostDieUncollected,
  'survivors-move-up': survivorsMoveUp,
  'only-the-third-finds-it': onlyTheThirdFindsIt,
  'the-quarter-rule': theQuarterRule,
  'four-fates': fourFates,
  'what-the-gc-module-answers': whatTheGcModuleAnswers,
  'frozen-garbage': frozenGarbage,
  'a-finalizer-in-a-ring': aFinalizerInARing,
  'one-comes-back': oneComesBack,
  'the-living-cost': theLivingCost,
  'one-program-many-versions': oneProgramManyVersions,
};
