/** What the real interpreters said about the scenarios of counting and collecting. */
import aCacheKeepsArguments from '../recorded/a-cache-keeps-arguments.json' with { type: 'json' };
import aFinalizerRunsOnce from '../recorded/a-finalizer-runs-once.json' with { type: 'json' };
import aListLetsGoBackwards from '../recorded/a-list-lets-go-backwards.json' with { type: 'json' };
import aNameIsAReference from '../recorded/a-name-is-a-reference.json' with { type: 'json' };
import anExceptionKeepsLocals from '../recorded/an-exception-keeps-locals.json' with {
  type: 'json',
};
import callbacksNewestFirst from '../recorded/callbacks-newest-first.json' with { type: 'json' };
import containersHold from '../recorded/containers-hold.json' with { type: 'json' };
import countingWithoutTheCollector from '../recorded/counting-without-the-collector.json' with {
  type: 'json',
};
import getrefcountCountsItself from '../recorded/getrefcount-counts-itself.json' with {
  type: 'json',
};
import internedStrings from '../recorded/interned-strings.json' with { type: 'json' };
import noneIsImmortal from '../recorded/none-is-immortal.json' with { type: 'json' };
import smallIntegers from '../recorded/small-integers.json' with { type: 'json' };
import spreadOrOnePause from '../recorded/spread-or-one-pause.json' with { type: 'json' };
import weakReferencesDoNotCount from '../recorded/weak-references-do-not-count.json' with {
  type: 'json',
};
import whatAFunctionLeaves from '../recorded/what-a-function-leaves.json' with { type: 'json' };
import whatCountingCosts from '../recorded/what-counting-costs.json' with { type: 'json' };
import whoDiesFirst from '../recorded/who-dies-first.json' with { type: 'json' };

/** The recordings as parsed JSON. */
export const pythonRecordings: readonly unknown[] = [
  aCacheKeepsArguments,
  aFinalizerRunsOnce,
  aListLetsGoBackwards,
  aNameIsAReference,
  anExceptionKeepsLocals,
  callbacksNewestFirst,
  containersHold,
  countingWithoutTheCollector,
  getrefcountCountsItself,
  internedStrings,
  noneIsImmortal,
  smallIntegers,
  spreadOrOnePause,
  weakReferencesDoNotCount,
  whatAFunctionLeaves,
  whatCountingCosts,
  whoDiesFirst,
];
