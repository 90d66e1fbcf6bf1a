import { type Replay, replay, type Scenario } from '../src/index.ts';

const performed = new WeakMap<Scenario, Replay>();

/** A scenario's moments, performed once for all the test files of a worker: most of them ask for the whole library. */
export function momentsOf(scenario: Scenario): Replay {
  const moments = performed.get(scenario) ?? replay(scenario);
  performed.set(scenario, moments);
  return moments;
}
