/** The objects of the op language as types of the heap, with what the harness logs of them. */
import type { ObjectHeap } from '../object-heap.ts';
import type { ObjectId } from '../object-id.ts';
import { atomType, instanceType, type ObjectType } from '../object-type.ts';

/** What a finalizer or callback needs of the program that runs. */
export interface ProgramHost {
  /** A canary was released: the first (`A`) or last (`Z`) slot of an object was cleared. */
  released(canary: ObjectId, letter: 'A' | 'Z'): void;
  /** `__del__` or `tp_del` of an object runs. */
  finalize(self: ObjectId, letter: 'F' | 'L'): void;
}

/** Slot indexes of an object: canary, four slots, canary. */
export const FIRST_CANARY = 0;
export const FIRST_SLOT = 1;
export const OBJECT_LAST = 5;
/** Of a weak reference: canary, two slots, canary. */
export const WEAK_LAST = 3;

/** Of a frame: argument, one local, the frame of the caller. */
export const CALLER = 2;

/** The types of one run. */
export interface ProgramTypes {
  readonly canaryA: ObjectType;
  readonly canaryZ: ObjectType;
  readonly object: ObjectType;
  readonly finalized: ObjectType;
  readonly legacy: ObjectType;
  readonly weak: ObjectType;
  readonly list: ObjectType;
  readonly roots: ObjectType;
  readonly frame: ObjectType;
}

export function programTypes(host: ProgramHost): ProgramTypes {
  const canary = (letter: 'A' | 'Z'): ObjectType =>
    atomType(`canary ${letter}`, {
      finalize: (_: ObjectHeap, self) => host.released(self, letter),
    });
  return {
    canaryA: canary('A'),
    canaryZ: canary('Z'),
    object: instanceType('Obj', 6),
    finalized: instanceType('ObjF', 6, { finalize: (_, self) => host.finalize(self, 'F') }),
    legacy: instanceType('ObjL', 6, { legacyFinalize: (_, self) => host.finalize(self, 'L') }),
    weak: instanceType('Wr', 4, { weakReference: true }),
    list: instanceType('Lst', 1, {
      items: 'growable',
      visitOrder: 'backward',
      clearOrder: 'backward',
    }),
    roots: {
      name: 'roots',
      kind: 'container',
      items: 'fixed',
      visitOrder: 'backward',
      clearOrder: 'backward',
    },
    frame: { name: 'frame', kind: 'frame', slots: 3 },
  };
}
