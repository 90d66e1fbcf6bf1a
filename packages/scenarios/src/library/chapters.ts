import type { Localized } from '../language.ts';
import type { Scenario } from '../scenario.ts';
import { library, type ScenarioId } from './library.ts';

/** Scenarios that belong together, in teaching order. */
export interface Chapter {
  readonly title: Localized;
  readonly scenarios: readonly Scenario[];
}

/** The first scenario of each chapter; it reaches to the first of the next. */
const openings: readonly (readonly [first: ScenarioId, title: Localized])[] = [
  ['five-segments', { en: 'The process', zh: '进程' }],
  ['malloc-split', { en: 'The heap', zh: '堆' }],
  ['two-names', { en: 'Counting', zh: '计数' }],
  ['ring', { en: 'Collecting', zh: '回收' }],
  ['from-exec-to-exit', { en: 'The whole machine', zh: '整台机器' }],
];

/**
 * The library in chapters: every scenario once, in its order.
 *
 * @example
 * ```ts
 * import { chapters } from '@memstrata/scenarios/library';
 *
 * console.log(chapters.map(({ title }) => title.en).join(', ')); // → The process, The heap, Counting, Collecting, The whole machine
 * ```
 */
export const chapters: readonly Chapter[] = openings.map(([first, title], index) => {
  const scenarios = Object.values(library);
  const place = (id: ScenarioId | undefined): number =>
    id === undefined ? scenarios.length : scenarios.indexOf(library[id]);
  return { title, scenarios: scenarios.slice(place(first), place(openings[index + 1]?.[0])) };
});
