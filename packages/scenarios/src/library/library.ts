import type { Scenario } from '../scenario.ts';
import { mallocSplit } from './allocator/malloc-split.ts';
import { noRoom } from './allocator/no-room.ts';
import { smallestRequest } from './allocator/smallest-request.ts';
import { heldRing } from './gengc/held-ring.ts';
import { ring } from './gengc/ring.ts';
import { chain } from './refcount/chain.ts';
import { type RefcountId, refcountScenarios } from './refcount/refcount.ts';
import { twoNames } from './refcount/two-names.ts';
import { fiveSegments } from './segments/five-segments.ts';

/** The id of a scenario of the library. */
export type ScenarioId =
  | 'five-segments'
  | 'malloc-split'
  | 'smallest-request'
  | 'no-room'
  | 'two-names'
  | 'chain'
  | RefcountId
  | 'ring'
  | 'held-ring';

/** The scenarios in teaching order, by id. */
export const library: Readonly<Record<ScenarioId, Scenario>> = {
  'five-segments': fiveSegments,
  'malloc-split': mallocSplit,
  'smallest-request': smallestRequest,
  'no-room': noRoom,
  'two-names': twoNames,
  chain,
  ...refcountScenarios,
  ring,
  'held-ring': heldRing,
};
