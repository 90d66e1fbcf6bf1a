/** What keeps a local variable alive after its function has returned, as chains of objects. */
import { instanceType, type ObjectId, type ObjectType } from '@memstrata/refcount';
import type { Keeper } from '../program/value-steps.ts';
import type { Kind } from './object-kinds.ts';
import type { PythonRules } from './python-rules.ts';

type Chain = readonly (readonly [type: string, slot: string])[];

/** From the keeper to the local variable: each type with the name of its one reference. */
const chains: Readonly<Record<Exclude<Keeper, 'generator'>, Chain>> = {
  exception: [
    ['exception', '__traceback__'],
    ['traceback', 'tb_frame'],
    ['frame', 'x'],
  ],
  closure: [
    ['function', '__closure__'],
    ['tuple', '[0]'],
    ['cell', 'cell_contents'],
  ],
  default: [
    ['function', '__defaults__'],
    ['tuple', '[0]'],
  ],
  cache: [
    ['lru_cache', 'cache'],
    ['dict', 'key'],
    ['tuple', '[0]'],
  ],
  method: [['method', '__self__']],
};

/** The kinds along the chain of a keeper, outermost first. */
export const keeperKinds = (keeper: Keeper, rules: PythonRules): readonly Kind[] =>
  keeper === 'generator'
    ? generatorKinds(rules)
    : chains[keeper].map(([name, slot]) => linkKind(name, slot));

/** A generator that was never started: closing it, its finalizer, lets go of its local variable where the version says so. */
const generatorKinds = ({ generatorFrame }: PythonRules): readonly Kind[] =>
  generatorFrame === 'object'
    ? [linkKind('generator', 'gi_frame', clearFrame), linkKind('frame', 'x')]
    : [linkKind('generator', 'gi_frame.x', generatorFrame === 'cleared' ? letGo : undefined)];

const letGo: ObjectType['finalize'] = (heap, object) => heap.refer(object, 0, null);

/** A finalizer runs before anything is let go of: the frame is there. */
const clearFrame: ObjectType['finalize'] = (heap, generator) =>
  letGo(heap, heap.slot(generator, 0) as ObjectId);

/** An object of one reference, for which the machine keeps no memory. */
const linkKind = (name: string, slot: string, finalize?: ObjectType['finalize']): Kind => ({
  type: { ...instanceType(name, 1, finalize ? { finalize } : {}), kind: 'container' },
  slotName: () => slot,
  slots: [slot],
  bytes: 0,
});
