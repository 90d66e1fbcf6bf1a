import { Fate, findGarbage } from '../snapshot/garbage.ts';
import { type HeapSnapshot, typeOf } from '../snapshot/heap-snapshot.ts';
import { SnapshotParser } from '../snapshot/snapshot-parser.ts';
import { RecordFormatError } from './errors.ts';
import type { Mismatch } from './mismatch.ts';

const SHOWN = 5;

/**
 * Holds the garbage found in a snapshot by trial deletion against what the interpreter's own
 * collector found right after the snapshot was written. Compares the set, object by object and
 * reported by type, and the number `gc.collect()` returned, which may exceed the set by the weak
 * references that died by their own callback.
 *
 * @param snapshot a heap that was read, or the text of a file in pieces.
 * @throws RecordFormatError if the text is not a snapshot, or the snapshot has no recorded collection.
 *
 * @example
 * ```ts
 * import { compareSnapshot } from '@memstrata/gengc/conform';
 *
 * const file = `{"format":1,"python":"3.13.0","objects":2,"edges":2}
 * ["builtins.list"]
 * [0,1,64,0,3,[1]]
 * [0,1,64,0,3,[0]]
 * {"truth":{"collect_returned":2,"garbage":[0,1]}}
 * `;
 * console.log(compareSnapshot([file])); // → []
 * ```
 */
export function compareSnapshot(snapshot: HeapSnapshot | Iterable<string>): readonly Mismatch[] {
  const heap = 'referents' in snapshot ? snapshot : parsed(snapshot);
  const recorded = heap.recorded;
  if (!recorded) throw new RecordFormatError('truth', 'no collection was recorded with this heap');
  const found = findGarbage(heap);
  const mismatches = differences(heap, found.fate, recorded.garbage);
  const [least, most] = found.returned;
  if (recorded.returned < least || recorded.returned > most)
    mismatches.push({
      at: 'gc.collect()',
      expected: `${recorded.returned}`,
      actual: least === most ? `${least}` : `${least} to ${most}`,
    });
  return mismatches;
}

function parsed(text: Iterable<string>): HeapSnapshot {
  const parser = new SnapshotParser();
  const encoder = new TextEncoder();
  try {
    for (const piece of text) parser.push(encoder.encode(piece));
    return parser.finish();
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new RecordFormatError('snapshot', problem, { cause });
  }
}

/** One mismatch for each type whose objects differ, with the first few of each side. */
function differences(heap: HeapSnapshot, fate: Uint8Array, garbage: Int32Array): Mismatch[] {
  const recorded = new Uint8Array(heap.objectCount);
  let unknown = 0;
  for (const object of garbage) {
    if (object < 0) unknown++;
    else recorded[object] = 1;
  }
  const byType = new Map<string, { missed: number[]; added: number[] }>();
  for (let object = 0; object < heap.objectCount; object++) {
    const isGarbage = fate[object] === Fate.GARBAGE;
    if (isGarbage === (recorded[object] === 1)) continue;
    const type = typeOf(heap, object);
    const sides = byType.get(type) ?? { missed: [], added: [] };
    byType.set(type, sides);
    (isGarbage ? sides.added : sides.missed).push(object);
  }
  const mismatches = [...byType].map(([type, { missed, added }]) => ({
    at: `garbage of type ${type}`,
    expected: `${listed(missed)} collected`,
    actual: `${listed(added)} instead`,
  }));
  if (unknown > 0)
    mismatches.push({
      at: 'garbage',
      expected: `${unknown} objects that are not in the file`,
      actual: 'none',
    });
  return mismatches;
}

function listed(objects: readonly number[]): string {
  if (objects.length === 0) return 'none';
  const shown = objects.slice(0, SHOWN).join(', ');
  return objects.length > SHOWN ? `${shown} and ${objects.length - SHOWN} more` : shown;
}
