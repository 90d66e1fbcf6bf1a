import fc from 'fast-check';
import type { Row } from './snapshot-text.ts';

/** A consistent heap: counts are the references inside plus what is held from outside. */
export const randomHeap: fc.Arbitrary<readonly Row[]> = fc
  .integer({ min: 1, max: 14 })
  .chain((size) =>
    fc.array(
      fc.record({
        refers: fc.array(fc.integer({ min: 0, max: size - 1 }), { maxLength: 3 }),
        outside: fc.constantFrom(0, 0, 0, 0, 1, 2),
        generation: fc.constantFrom(0, 1, 2, 2, -1),
        type: fc.constantFrom('app.A', 'app.B'),
      }),
      { minLength: size, maxLength: size },
    ),
  )
  .map((objects) =>
    objects.map(({ refers, outside, generation, type }, index) => ({
      type,
      refers,
      generation,
      size: 10 + index,
      refcount:
        outside + objects.flatMap((each) => each.refers).filter((to) => to === index).length,
    })),
  );

/** All that the starts reach, themselves included, without passing through `closed`. */
export function reached(
  rows: readonly Row[],
  starts: readonly number[],
  closed: ReadonlySet<number> = new Set(),
): ReadonlySet<number> {
  const found = new Set<number>();
  const pending = starts.filter((start) => !closed.has(start));
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (found.has(at)) continue;
    found.add(at);
    pending.push(...(rows[at]?.refers ?? []).filter((to) => !closed.has(to)));
  }
  return found;
}
