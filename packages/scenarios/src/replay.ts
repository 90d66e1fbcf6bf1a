import { layers } from './layers.ts';
import type { MachineOptions } from './machine/profile.ts';
import { type Performable, type Replay, replayOn } from './recorded-replay.ts';

export { EVENTS_PER_KEYFRAME, type Replay } from './recorded-replay.ts';

/**
 * Performs a scenario's program on the whole machine and keeps every moment of it.
 *
 * @param scenario - a scenario, or only its machine and its program.
 * @param overrides - replaces the scenario's own machine options, field by field.
 *
 * @example
 * ```ts
 * import { replay } from '@memstrata/scenarios';
 * import { library } from '@memstrata/scenarios/library';
 *
 * const moments = replay(library['malloc-split']);
 * const last = moments.at(moments.length - 1);
 * const back = moments.at(0);
 * console.log(last.state.chunks.length, back.state.chunks.length); // → 2 2
 * ```
 */
export const replay = (scenario: Performable, overrides: MachineOptions = {}): Replay =>
  replayOn(scenario, overrides, layers);
