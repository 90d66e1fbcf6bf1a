/** What keeps most of a heap alive: by type, and object by object with the way that leads there. */
import {
  findDominators,
  findGarbage,
  findWays,
  type HeapSnapshot,
  largestRetained,
  objectName,
  retainedByType,
  type TypeRetention,
} from '@memstrata/gengc/snapshot';
import { decimal, size, wrap } from '@memstrata/scenarios/view';
import { table } from '../table.ts';
import type { SnapshotAnswer } from './answer.ts';

export function dominating(heap: HeapSnapshot, top: number): SnapshotAnswer {
  const garbage = findGarbage(heap);
  const dominators = findDominators(heap, garbage);
  const objects = largestRetained(dominators, top);
  const ways = findWays(heap, garbage, objects);
  const rows = objects.map((object, index) => ({
    object,
    name: objectName(heap, object),
    retained: dominators.retained[object] ?? 0,
    way: ways[index]?.sentence ?? objectName(heap, object),
  }));
  const types = retainedByType(heap, dominators).slice(0, top);
  return {
    data: { dominators: rows, types },
    lines: (columns) => [...typesTable(types), '', ...objectLines(rows, columns)],
  };
}

const typesTable = (types: readonly TypeRetention[]): string[] =>
  table(
    [
      { title: 'keep alive', align: 'right' },
      { title: 'objects', align: 'right' },
      { title: 'of type' },
    ],
    types.map(({ type, objects, retained }) => [size(retained, 'en'), decimal(objects), type]),
  );

/** How much an object keeps alive, and behind it the way that leads there. */
function objectLines(
  rows: readonly { readonly retained: number; readonly way: string }[],
  columns: number,
): string[] {
  const [title, amounts] = ['keeps alive', rows.map(({ retained }) => size(retained, 'en'))];
  const width = Math.max(title.length, ...amounts.map((amount) => amount.length));
  return [
    `${title.padStart(width)}  object`,
    ...rows.flatMap(({ way }, index) =>
      wrap(`${amounts[index]?.padStart(width)}  ${way}`, columns, width + 4),
    ),
  ];
}
