/** The collector's counters as the file tells them, and as they would be elsewhere. */
import { collectorProfiles } from '@memstrata/gengc';
import type { Counters, HeapSnapshot } from '@memstrata/gengc/snapshot';
import type { PythonVersion } from '@memstrata/refcount';
import { modelOf } from '@memstrata/refcount/conform';
import { InvalidArgumentError } from 'commander';
import { InputError } from '../failure.ts';

/** What `gc.set_threshold` takes. */
export type Thresholds = readonly [number, number, number];

/** Parses `700,10,10`. */
export function thresholds(text: string): Thresholds {
  const values = text.split(',').map((each) => (/^\d+$/.test(each) ? Number(each) : Number.NaN));
  const [first = Number.NaN, second = Number.NaN, third = Number.NaN] = values;
  if (values.length === 3 && values.every((each) => each < 2 ** 31)) return [first, second, third];
  throw new InvalidArgumentError('Expected three whole numbers, such as 700,10,10.');
}

/** Other conditions than those the heap was captured under. */
export interface Conditions {
  readonly python?: PythonVersion;
  readonly thresholds?: Thresholds;
}

/** The counters with other thresholds: those asked for, or the ones that version starts with. */
export function countersUnder(state: Counters, { python, thresholds }: Conditions): Counters {
  const others = thresholds ?? (python && collectorProfiles[python].thresholds);
  return others ? { ...state, thresholds: others } : state;
}

/** @throws InputError where the file tells no counters. */
export function countersOf(file: string, { header }: HeapSnapshot): Counters {
  if (header.collector) return header.collector;
  throw new InputError(
    `${file}: tells no counters (format ${header.format}); capture the heap with memstrata capture`,
  );
}

/** The version the heap is of. @throws InputError where it is not modelled. */
export function versionOf(file: string, { header }: HeapSnapshot): PythonVersion {
  const version = modelOf(header.python);
  if (version !== null) return version;
  throw new InputError(
    `${file}: the collector of CPython ${header.python} is not modelled; name another with --python`,
  );
}
