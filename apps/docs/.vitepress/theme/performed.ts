import { type Replay, replay, type Scenario } from '@memstrata/scenarios';

const performed = new WeakMap<Scenario, Replay>();

/**
 * A scenario's moments. A program makes the same ones whenever it is performed, so it is performed once: its
 * pages in both languages and the excerpts in the guides share them, while the site is built and while it is read.
 */
export function momentsOf(scenario: Scenario): Replay {
  const moments = performed.get(scenario) ?? replay(scenario);
  performed.set(scenario, moments);
  return moments;
}
