/** The counterparts of CPython's own `Lib/test/test_gc.py`, by the names they have there. */
import {
  atomType,
  dictType,
  instanceType,
  listType,
  ObjectHeap,
  type ObjectId,
  type PythonVersion,
  pythonVersions,
  tupleType,
  weakReferenceType,
} from '@memstrata/refcount';
import { describe, expect, test } from 'vitest';
import { CycleCollector, DEBUG_SAVEALL, InvalidGeneration } from '../src/index.ts';

const Node = instanceType('Node', 3);
const method = instanceType('method', 2);
const frame = instanceType('frame', 2, { kind: 'container' });
const text = atomType('str');

interface World {
  readonly heap: ObjectHeap;
  readonly gc: CycleCollector;
}

function world(python: PythonVersion = '3.13'): World {
  const heap = new ObjectHeap({ python });
  const gc = new CycleCollector(heap);
  gc.enabled = false;
  return { heap, gc };
}

/** Makes an object refer to itself and lets it go: `x.me = x; del x`. */
function loseInCycle({ heap }: World, object: ObjectId, slot = 0): ObjectId {
  heap.refer(object, slot, object);
  heap.decref(object);
  return object;
}

describe.each(pythonVersions)('test_gc.py on %s', (python) => {
  test('test_list: a list in itself is one object of garbage', () => {
    const { heap, gc } = world(python);
    const list = heap.create(listType);
    heap.append(list, list);
    heap.decref(list);
    expect(gc.collect().collected).toBe(1);
  });

  test('test_dict: a dict in itself is one object of garbage', () => {
    const { heap, gc } = world(python);
    const dict = heap.create(dictType);
    heap.append(dict, dict);
    heap.decref(dict);
    expect(gc.collect().collected).toBe(1);
  });

  test('test_tuple: a tuple in a list in it is two', () => {
    const { heap, gc } = world(python);
    const list = heap.create(listType);
    const tuple = heap.createWith(tupleType, [list]);
    heap.append(list, tuple);
    heap.decref(tuple);
    heap.decref(list);
    expect(gc.collect().collected).toBe(2);
  });

  test('test_class, test_newstyleclass: a class, its dict and its mro are garbage once dropped', () => {
    const { heap, gc } = world(python);
    const type = heap.create(instanceType('type', 2, { kind: 'container' }));
    const namespace = heap.createWith(dictType, [type]);
    const mro = heap.createWith(tupleType, [type]);
    for (const [slot, part] of [namespace, mro].entries()) {
      heap.refer(type, slot, part);
      heap.decref(part);
    }
    heap.decref(type);
    expect(gc.collect().collected).toBe(3);
  });

  test('test_instance, test_newinstance: an instance that refers to itself', () => {
    const here = world(python);
    loseInCycle(here, here.heap.create(Node));
    expect(here.gc.collect().collected).toBe(1);
  });

  test('test_method: a bound method kept by its own instance', () => {
    const { heap, gc } = world(python);
    const node = heap.create(Node);
    const bound = heap.create(method);
    heap.refer(bound, 0, node);
    heap.refer(node, 0, bound);
    heap.decref(bound);
    heap.decref(node);
    expect(gc.collect().collected).toBe(2);
  });

  test('test_function: a function and the globals it lives in', () => {
    const { heap, gc } = world(python);
    const fn = heap.create(instanceType('function', 1, { kind: 'container' }));
    const globals = heap.createWith(dictType, [fn]);
    heap.refer(fn, 0, globals);
    heap.decref(globals);
    heap.decref(fn);
    expect(gc.collect().collected).toBe(2);
  });

  test('test_frame: a frame held in its own locals', () => {
    const here = world(python);
    loseInCycle(here, here.heap.create(frame));
    expect(here.gc.collect().collected).toBe(1);
  });

  test('test_legacy_finalizer, test_legacy_finalizer_newclass: tp_del in a cycle goes to garbage', () => {
    const here = world(python);
    const Legacy = instanceType('Legacy', 1, { legacyFinalize: () => undefined });
    const legacy = loseInCycle(here, here.heap.create(Legacy));
    loseInCycle(here, here.heap.create(Node));
    expect(here.gc.collect()).toEqual({ generation: 2, collected: 1, uncollectable: 1 });
    expect(here.gc.garbage).toEqual([legacy]);
  });

  test('test_saveall: DEBUG_SAVEALL keeps a plain cycle in garbage', () => {
    const here = world(python);
    here.gc.debug = DEBUG_SAVEALL;
    const list = here.heap.create(listType);
    here.heap.append(list, list);
    here.heap.decref(list);
    here.gc.collect();
    expect(here.gc.garbage).toEqual([list]);
    expect(here.heap.isAlive(list)).toBe(true);
  });

  test('test_del, test_del_newclass: __del__ runs at count 0 under aggressive thresholds', () => {
    const { heap, gc } = world(python);
    gc.enabled = true;
    gc.thresholds = [1, 1, 1];
    let finalized = 0;
    const Dying = instanceType('Dying', 1, { finalize: () => finalized++ });
    for (let count = 0; count < 10; count++) {
      heap.decref(heap.create(Dying));
      heap.safePoint();
    }
    expect(finalized).toBe(10);
  });

  test('test_get_count: three integers, and an allocation raises the first', () => {
    const { heap, gc } = world(python);
    const before = gc.counts[0];
    heap.create(Node);
    expect(gc.counts).toEqual([before + 1, 0, 0]);
  });

  test('test_collect_generations: an object moves from 0 to 1 to 2', () => {
    const { heap, gc } = world(python);
    const node = heap.create(Node);
    gc.collect(0);
    expect([[...gc.generation(1)], gc.counts]).toEqual([[node], [0, 1, 0]]);
    gc.collect(1);
    expect([[...gc.generation(2)], gc.counts]).toEqual([[node], [0, 0, 1]]);
    gc.collect(2);
    expect([[...gc.generation(2)], gc.counts]).toEqual([[node], [0, 0, 0]]);
  });

  test('test_trashcan: containers nested ten thousand deep die without overflow', () => {
    const { heap, gc } = world(python);
    let finalized = 0;
    const Nested = instanceType('Nested', 1, { finalize: () => finalized++ });
    let outer = heap.create(Nested);
    for (let depth = 1; depth < 10_000; depth++) {
      const object = heap.create(Nested);
      heap.refer(object, 0, outer);
      heap.decref(outer);
      outer = object;
    }
    heap.decref(outer);
    while (heap.postponed.length > 0) heap.decref(heap.createWith(tupleType, [null]));
    expect(finalized).toBe(10_000);
    expect([...gc.objects()]).toEqual([]);
  });

  test('test_boom, test_boom2: a finalizer that breaks the cycle during the collection is survived', () => {
    const { heap, gc } = world(python);
    const Boom = instanceType('Boom', 1, {
      finalize: (heap, self) => heap.refer(self, 0, null),
    });
    const [a, b] = [heap.create(Boom), heap.create(Boom)];
    heap.refer(a, 0, b);
    heap.refer(b, 0, a);
    heap.decref(a);
    heap.decref(b);
    gc.collect();
    expect([heap.isAlive(a), heap.isAlive(b)]).toEqual([false, false]);
    expect(gc.garbage).toEqual([]);
    gc.check();
  });

  test('test_get_referents: of lists, dicts and instances; an atom has none', () => {
    const { heap, gc } = world(python);
    const [a, b] = [heap.create(text), heap.create(text)];
    const list = heap.createWith(listType, [a, b]);
    const dict = heap.createWith(dictType, [a, b]);
    const node = heap.create(Node);
    heap.refer(node, 1, list);
    expect(gc.getReferents(list).sort()).toEqual([a, b]);
    expect(gc.getReferents(dict).sort()).toEqual([a, b]);
    expect(gc.getReferents(node)).toEqual([list]);
    expect(gc.getReferents(a)).toEqual([]);
    expect([...gc.getReferrers(list)]).toEqual([node]);
  });

  test('test_is_tracked: instances and lists are, atoms are not', () => {
    const { heap, gc } = world(python);
    expect(gc.isTracked(heap.create(Node))).toBe(true);
    expect(gc.isTracked(heap.create(listType))).toBe(true);
    expect(gc.isTracked(heap.create(text))).toBe(false);
    const tuple = heap.createWith(tupleType, [heap.create(text)]);
    gc.collect();
    expect(gc.isTracked(tuple)).toBe(false);
  });

  test('test_is_finalized: only after a finalizer that resurrects has run', () => {
    const here = world(python);
    const Lazarus = instanceType('Lazarus', 1, { finalize: (heap, self) => heap.incref(self) });
    const lazarus = loseInCycle(here, here.heap.create(Lazarus));
    expect(here.heap.isFinalized(lazarus)).toBe(false);
    here.gc.collect();
    expect([here.heap.isFinalized(lazarus), here.heap.isAlive(lazarus)]).toEqual([true, true]);
  });

  test('test_bug1055820b: a weak reference in the trash does not call back into the trash', () => {
    const here = world(python);
    const { heap, gc } = here;
    let called = 0;
    const c0 = heap.create(Node);
    const weak = heap.refWeakly(c0, () => called++);
    heap.refer(c0, 1, weak);
    heap.decref(weak);
    loseInCycle(here, c0);
    gc.collect();
    expect([called, heap.isAlive(c0)]).toEqual([0, false]);
  });

  test('test_bug1055820c, d: one outside the trash calls back, with its referent gone', () => {
    const here = world(python);
    const { heap, gc } = here;
    const c2 = heap.create(Node);
    const seen: (ObjectId | null)[] = [];
    const detector = heap.refWeakly(c2, (heap, self) => seen.push(heap.dereference(self)));
    gc.collect();
    gc.collect();
    loseInCycle(here, c2);
    gc.collect(0);
    expect(seen).toEqual([]);
    gc.collect();
    expect([seen, heap.dereference(detector)]).toEqual([[null], null]);
  });

  test('test_bug21435: a finalizer lets go of the last reference from outside, inside the collection', () => {
    const here = world(python);
    const { heap, gc } = here;
    const outside = heap.create(Node);
    const Dropping = instanceType('Dropping', 1, { finalize: (heap) => heap.decref(outside) });
    loseInCycle(here, heap.create(Dropping));
    gc.collect();
    expect(heap.isAlive(outside)).toBe(false);
    gc.check();
  });

  test('test_get_stats: a collection adds one to its own row', () => {
    const { gc } = world(python);
    for (const generation of [0, 1, 1, 2] as const) gc.collect(generation);
    expect(gc.stats.map(({ collections }) => collections)).toEqual([1, 2, 1]);
  });

  test('test_freeze: freezing raises the frozen count, unfreezing empties it', () => {
    const { heap, gc } = world(python);
    heap.create(Node);
    gc.freeze();
    expect(gc.frozenCount).toBe(1);
    gc.unfreeze();
    expect([gc.frozenCount, [...gc.generation(2)].length]).toEqual([0, 1]);
  });

  test('test_get_objects, _generations, _arguments: membership follows; a wrong number throws', () => {
    const { heap, gc } = world(python);
    const list = heap.create(listType);
    expect([...gc.generation(0)]).toContain(list);
    gc.collect(0);
    expect([...gc.generation(0)]).not.toContain(list);
    expect([...gc.generation(1)]).toContain(list);
    gc.collect();
    expect([...gc.objects()]).toEqual([list]);
    expect(() => gc.generation(3 as 2)).toThrow(InvalidGeneration);
    expect(() => gc.collect(-1 as 0)).toThrow(InvalidGeneration);
  });

  test('test_38379, test_resurrection_does_not_block_cleanup_of_other_objects', () => {
    const here = world(python);
    const Lazarus = instanceType('Lazarus', 1, { finalize: (heap, self) => heap.incref(self) });
    for (let count = 0; count < 4; count++) loseInCycle(here, here.heap.create(Node));
    loseInCycle(here, here.heap.create(Lazarus));
    const { collected } = here.gc.collect();
    const sparesAll = ['3.7', '3.8'].includes(python) ? 0 : 4;
    expect(collected).toBe(python === '3.6' ? 5 : sparesAll);
  });

  test('test_resurrection_only_happens_once_per_object', () => {
    const { heap, gc } = world(python);
    let resurrected = 0;
    const Lazarus = instanceType('Lazarus', 1, {
      finalize: (heap, self) => {
        resurrected++;
        heap.incref(self);
      },
    });
    const lazarus = loseInCycle({ heap, gc }, heap.create(Lazarus));
    gc.collect();
    heap.decref(lazarus);
    gc.collect();
    expect([resurrected, heap.isAlive(lazarus)]).toEqual([1, false]);
  });

  test('test_resurrection_is_transitive: what hangs on the resurrected is saved', () => {
    const here = world(python);
    const { heap, gc } = here;
    const cargo = heap.create(Node);
    const Lazarus = instanceType('Lazarus', 2, { finalize: (heap, self) => heap.incref(self) });
    const lazarus = heap.create(Lazarus);
    heap.refer(lazarus, 1, cargo);
    heap.refer(cargo, 0, lazarus);
    heap.decref(cargo);
    heap.decref(lazarus);
    gc.collect();
    expect([heap.isAlive(lazarus), heap.isAlive(cargo)]).toEqual([true, true]);
  });

  test('test_trash_weakref_clear: a finalizer does not reach trash by a weak reference in the trash', () => {
    const { heap, gc } = world(python);
    const reached: (ObjectId | null)[] = [];
    const callbacks: number[] = [];
    const Curious = instanceType('Curious', 2, {
      finalize: (heap, self) => reached.push(heap.dereference(heap.slot(self, 1) as ObjectId)),
    });
    const a = heap.create(Curious);
    const weak = heap.refWeakly(a, () => callbacks.push(1), weakReferenceType);
    heap.refer(a, 1, weak);
    heap.decref(weak);
    loseInCycle({ heap, gc }, a);
    gc.collect();
    expect([reached, callbacks]).toEqual([[null], []]);
  });

  test('GCCallbackTests.test_collect, _generation, _garbage: start and stop, generation, numbers', () => {
    const here = world(python);
    const calls: [string, number, number, number][] = [];
    here.gc.callbacks.push((phase, { generation, collected, uncollectable }) =>
      calls.push([phase, generation, collected, uncollectable]),
    );
    here.gc.collect(1);
    const Legacy = instanceType('Legacy', 1, { legacyFinalize: () => undefined });
    loseInCycle(here, here.heap.create(Legacy));
    here.gc.collect();
    expect(calls).toEqual([
      ['start', 1, 0, 0],
      ['stop', 1, 0, 0],
      ['start', 2, 0, 0],
      ['stop', 2, 0, 1],
    ]);
  });

  test('test_indirect_calls_with_gc_disabled: nothing starts by itself while disabled', () => {
    const { heap, gc } = world(python);
    gc.thresholds = [1, 1, 1];
    for (let count = 0; count < 20; count++) {
      heap.create(Node);
      heap.safePoint();
    }
    expect(gc.stats.map(({ collections }) => collections)).toEqual([0, 0, 0]);
  });
});
