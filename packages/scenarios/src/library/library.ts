import type { Scenario } from '../scenario.ts';
import { mallocSplit } from './allocator/malloc-split.ts';

/** The id of a scenario of the library. */
export type ScenarioId = 'malloc-split';

/** The scenarios in teaching order, by id. */
export const library: Readonly<Record<ScenarioId, Scenario>> = {
  'malloc-split': mallocSplit,
};
