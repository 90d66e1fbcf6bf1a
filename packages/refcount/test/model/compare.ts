import { type FreeListName, type ObjectId, refcountProfiles } from '../../src/index.ts';
import type { RandomProgram } from './random-program.ts';
import type { Shadow } from './shadow.ts';

/** What differs between the heap and the shadow; null when nothing does. */
export function compare(program: RandomProgram): string | null {
  program.heap.check();
  for (const object of program.shadow.alive) {
    const difference = compareObject(program, object);
    if (difference) return `object ${object.serial}: ${difference}`;
  }
  return compareSets(program);
}

function compareObject({ heap, rows }: RandomProgram, shadow: Shadow): string | null {
  const object = rows.get(shadow.serial) as ObjectId;
  if (!heap.isAlive(object)) return 'is dead';
  if (heap.isImmortal(object) !== shadow.immortal) return 'is mortal where it should not be';
  if (!shadow.immortal && heap.refcount(object) !== shadow.count)
    return `count ${heap.refcount(object)} where the shadow has ${shadow.count}`;
  if (heap.isFinalized(object) !== shadow.finalized) return 'finalized or not';
  const rowOf = (referent: Shadow | null): ObjectId | null =>
    referent ? (rows.get(referent.serial) as ObjectId) : null;
  if (shadow.kind === 'weak')
    return heap.dereference(object) === rowOf(shadow.referent) ? null : 'referent';
  if (heap.length(object) !== shadow.slots.length) return `length ${heap.length(object)}`;
  for (const [slot, referent] of shadow.slots.entries())
    if (heap.slot(object, slot) !== rowOf(referent)) return `slot ${slot}`;
  return null;
}

/** As many objects, and a collector told of every gc object and no other. */
function compareSets({ heap, shadow, told }: RandomProgram): string | null {
  let alive = 0;
  for (const _ of heap.objects()) alive++;
  if (alive !== shadow.alive.size) return `${alive} objects, not ${shadow.alive.size}`;
  if (!told) return null;
  let collectable = 0;
  for (const object of heap.objects()) {
    const type = heap.typeOf(object);
    if (!isCollectable(type, heap.python)) continue;
    collectable++;
    if (!type.untracking && !told.isTracked(object)) return `${object} is not tracked`;
  }
  for (const object of told.tracked) if (!heap.isAlive(object)) return `dead ${object} is tracked`;
  const kept = keptOf(heap);
  if (told.net !== collectable + kept)
    return `${told.net} net allocations, ${collectable} objects and ${kept} on free lists`;
  return null;
}

function isCollectable(
  type: ReturnType<RandomProgram['heap']['typeOf']>,
  python: RandomProgram['options']['python'],
): boolean {
  if (type.kind === 'atom') return type.weakReference ?? false;
  const bare = !type.slots && !type.items && !type.weakReference;
  return !bare || refcountProfiles[python].emptyInstancesTracked;
}

function keptOf(heap: RandomProgram['heap']): number {
  const { freeLists } = heap.profile;
  let kept = 0;
  for (const name of Object.keys(freeLists) as FreeListName[])
    if (name === 'tuple')
      for (let length = 0; length <= freeLists.tuple.longest; length++)
        kept += heap.freeLists.kept('tuple', length);
    else kept += heap.freeLists.kept(name);
  return kept;
}
