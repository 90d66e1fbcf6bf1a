import { Machine } from './machine/machine.ts';
import type { Moment } from './machine/moment.ts';
import type { Layers } from './machine/process-part.ts';
import type { MachineOptions } from './machine/profile.ts';
import { emptyState, type MachineState } from './machine/state.ts';
import { applyPatches, diff, type Patch } from './patch.ts';
import type { Scenario } from './scenario.ts';

/** What is performed: a scenario, or only its machine and its program. */
export type Performable = Pick<Scenario, 'machine' | 'program'>;

/** Events between two keyframes: what a step back may cost at most. */
export const EVENTS_PER_KEYFRAME = 256;

interface Keyframe {
  /** Index of the moment whose state it is. */
  readonly index: number;
  readonly state: MachineState;
}

/** A performed program; any moment of it, in any order. */
export interface Replay extends Iterable<Moment> {
  /** Moments performed: all steps of the program, or those up to its fault. */
  readonly length: number;
  /** Events of all moments together. */
  readonly eventCount: number;
  /**
   * The moment at `index`, from 0: the nearest keyframe before it and the changes since.
   * @throws RangeError when there is no such moment.
   */
  at(index: number): Moment;
}

/** A moment without its state, which is kept as what changed. */
type Recorded = Omit<Moment, 'state'> & { readonly patch: Patch };

/** The log: what each step changed, and the whole state every 256 events. */
class RecordedReplay implements Replay {
  readonly #log: Recorded[] = [];
  readonly #keyframes: Keyframe[] = [{ index: -1, state: emptyState }];
  #eventCount = 0;
  #eventsSinceKeyframe = 0;
  #latest: MachineState = emptyState;

  get length(): number {
    return this.#log.length;
  }

  get eventCount(): number {
    return this.#eventCount;
  }

  record(moment: Moment): void {
    const { state, ...rest } = moment;
    this.#log.push({ ...rest, patch: diff(this.#latest, state) });
    this.#latest = state;
    this.#eventCount += moment.events.length;
    this.#eventsSinceKeyframe += Math.max(1, moment.events.length);
    if (this.#eventsSinceKeyframe < EVENTS_PER_KEYFRAME) return;
    this.#keyframes.push({ index: moment.index, state });
    this.#eventsSinceKeyframe = 0;
  }

  at(index: number): Moment {
    const recorded = this.#log[index];
    if (!recorded)
      throw new RangeError(`There is no moment ${index}: moments are 0 to ${this.length - 1}.`);
    const { patch: _, ...rest } = recorded;
    return Object.freeze({ ...rest, state: this.#stateAt(index) });
  }

  *[Symbol.iterator](): Iterator<Moment> {
    for (let index = 0; index < this.length; index++) yield this.at(index);
  }

  #stateAt(index: number): MachineState {
    const keyframe = this.#keyframeBefore(index);
    const patches = this.#log.slice(keyframe.index + 1, index + 1).map(({ patch }) => patch);
    return applyPatches(keyframe.state, patches);
  }

  /** The last keyframe at or before `index`, by bisection. */
  #keyframeBefore(index: number): Keyframe {
    let low = 0;
    let high = this.#keyframes.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#keyframes[middle]?.index ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    return this.#keyframes[low] ?? { index: -1, state: emptyState };
  }
}

/**
 * Performs a scenario's program on a machine with the layers given, and keeps every moment of it.
 *
 * @param overrides - replaces the scenario's own machine options, field by field.
 * @param layers - models besides heap and objects. @defaultValue none: no process steps
 *
 * @example
 * ```ts
 * import { memory, replay, scenario } from '@memstrata/scenarios/core';
 *
 * const text = { en: 'One', zh: '一' };
 * const one = scenario({
 *   id: 'one', title: text, question: text, answer: text, machine: {},
 *   program: [memory.malloc('a', 24)], claims: { confirmed: [], notClaimed: [] },
 * });
 * console.log(replay(one).at(0).state.chunks.length); // → 2
 * ```
 */
export function replayOn(
  scenario: Performable,
  overrides: MachineOptions = {},
  layers: Layers = {},
): Replay {
  const machine = new Machine({ ...scenario.machine, ...overrides }, layers);
  const recorded = new RecordedReplay();
  for (const step of scenario.program) {
    if (machine.stopped) break;
    for (const moment of machine.performParts(step)) recorded.record(moment);
  }
  return recorded;
}
