/** One program under two sets of rules: two timelines, and the first event at which they differ. */
import { ObjectHeap, type PythonVersion, type RefcountEvent } from '@memstrata/refcount';
import { CycleCollector } from '../cycle-collector.ts';
import type { CollectorEvent } from '../events.ts';

/** Whatever happened in the heap or in its collector. */
export type TimelineEvent = RefcountEvent | CollectorEvent;

/** The rules one run goes by. */
export interface Conditions {
  /** @defaultValue `'3.13'` */
  readonly python?: PythonVersion;
  /** @defaultValue those of the version */
  readonly thresholds?: readonly [number, number, number];
  /** @defaultValue true */
  readonly enabled?: boolean;
}

/** A program: it creates, refers, lets go, and calls the collector if it likes. */
export type HeapProgram = (heap: ObjectHeap, collector: CycleCollector) => void;

/** Where two timelines part. */
export interface Difference<E> {
  /** Index of the first event that differs. */
  readonly index: number;
  /** The event there, `undefined` if this timeline has ended. */
  readonly left: E | undefined;
  readonly right: E | undefined;
}

/** Two runs of one program. */
export interface Comparison {
  readonly left: readonly TimelineEvent[];
  readonly right: readonly TimelineEvent[];
  /** `null` if both runs did the same. */
  readonly difference: Difference<TimelineEvent> | null;
}

/**
 * Runs a program twice, each time on a fresh heap.
 *
 * @example
 * ```ts
 * import { whatIf } from '@memstrata/gengc/what-if';
 * import { instanceType } from '@memstrata/refcount';
 *
 * const Node = instanceType('Node', 1);
 * const { difference } = whatIf(
 *   (heap) => {
 *     for (let i = 0; i < 800; i++) {
 *       const node = heap.create(Node);
 *       heap.refer(node, 0, node);
 *       heap.decref(node);
 *       heap.safePoint();
 *     }
 *   },
 *   { python: '3.12' },
 *   { python: '3.13' },
 * );
 * console.log(difference?.left?.type, '·', difference?.right?.type); // → collection-scheduled · created
 * ```
 */
export function whatIf(program: HeapProgram, left: Conditions, right: Conditions): Comparison {
  const timelines = { left: timeline(program, left), right: timeline(program, right) };
  return { ...timelines, difference: firstDifference(timelines.left, timelines.right) };
}

/** Everything that happens when the program runs under the conditions, in order. */
export function timeline(
  program: HeapProgram,
  conditions: Conditions = {},
): readonly TimelineEvent[] {
  const events: TimelineEvent[] = [];
  const onEvent = (event: TimelineEvent): void => {
    events.push(event);
  };
  const heap = new ObjectHeap({ python: conditions.python ?? '3.13', onEvent });
  const collector = new CycleCollector(heap, { onEvent });
  if (conditions.thresholds) collector.thresholds = conditions.thresholds;
  collector.enabled = conditions.enabled ?? true;
  program(heap, collector);
  return events;
}

/** The first place at which two timelines of plain data differ; `null` if they are equal. */
export function firstDifference<E>(left: readonly E[], right: readonly E[]): Difference<E> | null {
  const length = Math.max(left.length, right.length);
  for (let index = 0; index < length; index++)
    if (JSON.stringify(left[index]) !== JSON.stringify(right[index]))
      return { index, left: left[index], right: right[index] };
  return null;
}
