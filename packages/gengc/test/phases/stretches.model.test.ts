import {
  dictType,
  instanceType,
  listType,
  ObjectHeap,
  type ObjectId,
  type PythonVersion,
  tupleType,
} from '@memstrata/refcount';
import { expect, test } from 'vitest';
import { CycleCollector } from '../../src/index.ts';

const Pair = instanceType('Pair', 2);
const Triple = instanceType('Triple', 3);
const TYPES = [Pair, instanceType('Empty', 0), Triple, listType, tupleType, dictType];

function random(seed: number): (below: number) => number {
  let x = seed;
  return (below) => {
    x = (Math.imul(x, 1664525) + 1013904223) | 0;
    return (x >>> 8) % below;
  };
}

/** A program of allocations, references, drops and collections; what a `gc` module would show after it. */
function run(seed: number, python: PythonVersion, how: 'stretches' | 'told' | 'visits'): unknown {
  const heap = new ObjectHeap({ python });
  if (how === 'visits') Object.defineProperty(heap, 'rows', { value: undefined });
  const collector = new CycleCollector(heap);
  if (how === 'told') collector.onEvent = () => undefined;
  const next = random(seed);
  const held: ObjectId[] = [];
  const shown: unknown[] = [];
  // several pages of one kind each, on which neighbours are taken together
  if (seed % 2 === 0)
    for (let count = 0; count < 400; count++) held.push(heap.create(count < 200 ? Pair : Triple));
  for (let step = 0; step < 400; step++) {
    const any = (): ObjectId => held[next(held.length)] as ObjectId;
    const type = TYPES[next(TYPES.length)] as (typeof TYPES)[0];
    const choice = next(30);
    if (held.length < 3 || choice < 10)
      held.push(type.items ? heap.createWith(type, held.slice(0, next(3))) : heap.create(type));
    else if (choice < 17) heap.decref(held.splice(next(held.length), 1)[0] as ObjectId);
    else if (choice === 17) heap.immortalize(any());
    else {
      const referrer = any();
      if (heap.typeOf(referrer) === listType) heap.append(referrer, any());
      else if (heap.typeOf(referrer) !== tupleType && heap.length(referrer) > 0)
        heap.refer(referrer, next(heap.length(referrer)), any());
    }
    if (seed % 2 === 0 && next(3) === 0) {
      const referrer = any();
      if (heap.typeOf(referrer) === Pair) heap.refer(referrer, next(2), any());
      heap.decref(held.splice(next(held.length), 1)[0] as ObjectId);
    }
    if (next(25) === 0) {
      shown.push(collector.collect(next(3) as 0 | 1 | 2), collector.counts, collector.longLived);
      shown.push([0, 1, 2].map((each) => [...collector.generation(each as 0 | 1 | 2)]));
      shown.push([...collector.permanent()]);
      collector.check();
      heap.check();
    }
  }
  shown.push(collector.work, collector.stats);
  return shown;
}

test.each(['3.8', '3.11', '3.12', '3.15'] as const)(
  'stretches over rows, told steps and visits do the same in the same order (%s)',
  (python) => {
    for (let seed = 1; seed <= 60; seed++) {
      const told = run(seed, python, 'told');
      expect(run(seed, python, 'stretches'), `seed ${seed}`).toEqual(told);
      expect(run(seed, python, 'visits'), `seed ${seed}`).toEqual(told);
    }
  },
);
