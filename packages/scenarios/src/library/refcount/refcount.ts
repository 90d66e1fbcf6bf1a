/** What counting does, in teaching order. */
import type { Scenario } from '../../scenario.ts';
import { aCacheKeepsArguments } from './a-cache-keeps-arguments.ts';
import { aFinalizerRunsOnce } from './a-finalizer-runs-once.ts';
import { aListLetsGoBackwards } from './a-list-lets-go-backwards.ts';
import { aNameIsAReference } from './a-name-is-a-reference.ts';
import { anExceptionKeepsLocals } from './an-exception-keeps-locals.ts';
import { callbacksNewestFirst } from './callbacks-newest-first.ts';
import { containersHold } from './containers-hold.ts';
import { countingWithoutTheCollector } from './counting-without-the-collector.ts';
import { getrefcountCountsItself } from './getrefcount-counts-itself.ts';
import { internedStrings } from './interned-strings.ts';
import { noneIsImmortal } from './none-is-immortal.ts';
import { smallIntegers } from './small-integers.ts';
import { spreadOrOnePause } from './spread-or-one-pause.ts';
import { weakReferencesDoNotCount } from './weak-references-do-not-count.ts';
import { whatAFunctionLeaves } from './what-a-function-leaves.ts';
import { whatCountingCosts } from './what-counting-costs.ts';
import { whoDiesFirst } from './who-dies-first.ts';

/** The id of a scenario about counting. */
export type RefcountId =
  | 'a-name-is-a-reference'
  | 'who-dies-first'
  | 'a-list-lets-go-backwards'
  | 'containers-hold'
  | 'what-counting-costs'
  | 'spread-or-one-pause'
  | 'getrefcount-counts-itself'
  | 'small-integers'
  | 'interned-strings'
  | 'none-is-immortal'
  | 'weak-references-do-not-count'
  | 'callbacks-newest-first'
  | 'a-finalizer-runs-once'
  | 'an-exception-keeps-locals'
  | 'what-a-function-leaves'
  | 'a-cache-keeps-arguments'
  | 'counting-without-the-collector';

/** The scenarios about counting, by id. */
export const refcountScenarios: Readonly<Record<RefcountId, Scenario>> = {
  'a-name-is-a-reference': aNameIsAReference,
  'who-dies-first': whoDiesFirst,
  'a-list-lets-go-backwards': aListLetsGoBackwards,
  'containers-hold': containersHold,
  'what-counting-costs': whatCountingCosts,
  'spread-or-one-pause': spreadOrOnePause,
  'getrefcount-counts-itself': getrefcountCountsItself,
  'small-integers': smallIntegers,
  'interned-strings': internedStrings,
  'none-is-immortal': noneIsImmortal,
  'weak-references-do-not-count': weakReferencesDoNotCount,
  'callbacks-newest-first': callbacksNewestFirst,
  'a-finalizer-runs-once': aFinalizerRunsOnce,
  'an-exception-keeps-locals': anExceptionKeepsLocals,
  'what-a-function-leaves': whatAFunctionLeaves,
  'a-cache-keeps-arguments': aCacheKeepsArguments,
  'counting-without-the-collector': countingWithoutTheCollector,
};
