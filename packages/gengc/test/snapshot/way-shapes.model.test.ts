import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HeapSnapshot } from '../../src/snapshot/index.ts';
import { objectName, referenceName } from '../../src/snapshot/reference-names.ts';
import { WayShapes } from '../../src/snapshot/way-shapes.ts';
import { parse, snapshotText } from './snapshot-text.ts';

const TYPES = ['builtins.list', 'builtins.dict', 'app.Node', 'app.Node', 'app.Box'];
const NAMES = ['left', 'right', 'next'];

const word = fc.record({
  type: fc.constantFrom(...TYPES),
  name: fc.constantFrom(-1, -1, 0, 1, 2, 2),
});

/**
 * A tree of ways: each object hangs on an earlier one, most on the one just before, or starts a way; some
 * references have a name. Types and names repeat a pattern of up to five, with exceptions.
 */
const tree = fc
  .record({
    pattern: fc.array(word, { minLength: 1, maxLength: 5 }),
    objects: fc.array(
      fc.record({
        holder: fc.constantFrom(...Array<'last'>(12).fill('last'), 'any', 'any', 'none'),
        at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
        exception: fc.oneof(
          { arbitrary: fc.constant(null), weight: 15 },
          { arbitrary: word, weight: 1 },
        ),
      }),
      { minLength: 2, maxLength: 40 },
    ),
  })
  .map(({ pattern, objects }) =>
    objects.map(({ holder, at, exception }, index) => ({
      ...(exception ?? (pattern[index % pattern.length] as (typeof pattern)[0])),
      holder:
        index === 0 || holder === 'none'
          ? -1
          : holder === 'last'
            ? index - 1
            : Math.floor(at * index),
    })),
  );

interface Hung {
  readonly heap: HeapSnapshot;
  readonly holder: Int32Array;
  readonly by: Int32Array;
}

/** The tree as a heap, and the reference that leads to each object. */
function hung(objects: readonly { type: string; holder: number; name: number }[]): Hung {
  const holder = Int32Array.from(objects, (each) => each.holder);
  const children = objects.map((_, index) =>
    [...holder.keys()].filter((at) => holder[at] === index),
  );
  const rows = objects.map(({ type }, index) => ({
    type,
    refcount: 1,
    refers: children[index] ?? [],
  }));
  const order = children.flat();
  const by = Int32Array.from(objects, (_, index) => order.indexOf(index));
  const referenceNames = Int32Array.from(order, (object) => objects[object]?.name ?? -1);
  const heap = { ...parse(snapshotText(rows)), names: NAMES, referenceName: referenceNames };
  return { heap, holder, by };
}

/** The steps of a way in words, without positions, and without keys but for those of a `__dict__`. */
function wordsOf({ heap, holder, by }: Hung, object: number): string {
  const nameOf = (each: number): string | null =>
    (by[each] as number) < 0
      ? null
      : referenceName(heap, holder[each] as number, by[each] as number);
  const name = nameOf(object);
  const keeps = nameOf(holder[object] as number) === '.__dict__';
  const isKey = name?.startsWith('["') === true && !keeps;
  const general = isKey || /^\[\d+\]$/.test(name ?? '') ? '[…]' : name;
  return `${general} ${objectName(heap, object)}`;
}

/** A way as a list of words in which a pattern of up to four that comes twice in a row stands once. */
function wayOf(tree: Hung, object: number): readonly string[] {
  const holder = tree.holder[object] as number;
  const way = [...(holder < 0 ? [] : wayOf(tree, holder)), wordsOf(tree, object)];
  for (let length = 1; length <= 4 && 2 * length <= way.length; length++) {
    const [last, before] = [way.slice(-length), way.slice(-2 * length, -length)];
    if (last.every((word, index) => word === before[index])) return way.slice(0, -length);
  }
  return way;
}

test('two ways have one shape if and only if their words agree once repetitions are taken out', () => {
  fc.assert(
    fc.property(tree, fc.func(fc.nat(1000)), (objects, place) => {
      const made = hung(objects);
      const shapes = new WayShapes(made.heap, made);
      const shapeOf = new Map<string, number>();
      const wayFor = new Map<number, string>();
      const order = [...objects.keys()].sort((a, b) => place(a) - place(b));
      for (const object of order) {
        const way = JSON.stringify(wayOf(made, object));
        const shape = shapes.of(object);
        expect(shapeOf.get(way) ?? shape).toBe(shape);
        expect(wayFor.get(shape) ?? way).toBe(way);
        shapeOf.set(way, shape);
        wayFor.set(shape, way);
      }
    }),
    { numRuns: 300 },
  );
});
