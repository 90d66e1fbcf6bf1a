import { Fate, type Garbage } from '../../src/snapshot/index.ts';
import { reached } from './random-heap.ts';
import type { Row } from './snapshot-text.ts';

/** Objects held from outside all rows, then candidates that are alive for another reason. */
export function startsOf(rows: readonly Row[], garbage: Garbage): readonly number[] {
  const referents = rows.flatMap((row) => row.refers ?? []);
  const starts = [...rows.keys()].filter(
    (object) =>
      garbage.fate[object] !== Fate.GARBAGE &&
      (rows[object]?.refcount ?? 0) > referents.filter((to) => to === object).length,
  );
  for (const object of rows.keys())
    if (garbage.external[object] !== 0 && !reached(rows, starts).has(object)) starts.push(object);
  return starts;
}
