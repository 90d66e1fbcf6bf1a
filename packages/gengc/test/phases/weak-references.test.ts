import { instanceType, ObjectHeap, type ObjectId, pythonVersions } from '@memstrata/refcount';
import { expect, test } from 'vitest';
import { CycleCollector } from '../../src/index.ts';

/**
 * A weak reference to an object outside is part of a garbage cycle that its finalizer resurrects.
 * CPython 3.6.15, 3.7.16, 3.8.18 and 3.9.18 were asked what is left of it.
 */
test.each(pythonVersions)(
  'a resurrected weak reference of %s works on, or was cleared',
  (python) => {
    const heap = new ObjectHeap({ python });
    const collector = new CycleCollector(heap);
    const kept: ObjectId[] = [];
    const Node = instanceType('Node', 1, {
      finalize: (heap, object) => {
        heap.incref(object);
        kept.push(object);
      },
    });
    const target = heap.create(instanceType('Target', 1));
    let called = 0;
    const node = heap.create(Node);
    const Weak = { name: 'Weak', slots: 1, weakReference: true } as const;
    const weak = heap.refWeakly(target, () => called++, Weak);
    heap.refer(node, 0, weak);
    heap.refer(weak, 0, node);
    heap.decref(node);
    heap.decref(weak);
    collector.collect();
    expect(kept).toEqual([node]);
    const works = ['3.6', '3.7', '3.15'].includes(python);
    expect(heap.dereference(weak)).toBe(works ? target : null);
    heap.decref(target);
    expect(called).toBe(works ? 1 : 0);
  },
);
