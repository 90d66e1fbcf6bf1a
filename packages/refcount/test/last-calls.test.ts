import { expect, test } from 'vitest';
import { DeadObject, instanceType, ObjectHeap, type ObjectId } from '../src/index.ts';

const Node = instanceType('Node', 1);

test('tp_del runs each time the count reaches zero, and may resurrect each time', () => {
  const heap = new ObjectHeap();
  let runs = 0;
  const Legacy = instanceType('Legacy', 1, {
    legacyFinalize: (within, self) => {
      runs++;
      if (runs < 3) within.incref(self);
    },
  });
  const object = heap.create(Legacy);
  heap.decref(object);
  expect([runs, heap.isAlive(object), heap.isFinalized(object)]).toEqual([1, true, false]);
  heap.decref(object);
  heap.decref(object);
  expect([runs, heap.isAlive(object)]).toEqual([3, false]);
});

test('tp_del comes after the callbacks and before the slots', () => {
  const log: string[] = [];
  const heap = new ObjectHeap({
    onEvent: (event) => {
      if (event.type === 'deallocated' && event.typeName !== 'tuple') log.push(event.typeName);
    },
  });
  const Legacy = instanceType('Legacy', 1, { legacyFinalize: () => void log.push('tp_del') });
  const object = heap.create(Legacy);
  const held = heap.create(Node);
  heap.refer(object, 0, held);
  heap.decref(held);
  const reference = heap.refWeakly(object, () => void log.push('callback'));
  heap.decref(object);
  expect(log).toEqual(['callback', 'tp_del', 'Node', 'Legacy']);
  heap.decref(reference);
});

test('a weak reference that a finalizer makes to its object is called like any other', () => {
  const heap = new ObjectHeap();
  const calls: string[] = [];
  let late: ObjectId | null = null;
  const Final = instanceType('Final', 1, {
    finalize: (within, self) => {
      late = within.refWeakly(self, () => void calls.push('late'));
    },
  });
  heap.decref(heap.create(Final));
  expect(calls).toEqual(['late']);
  expect(heap.dereference(late as unknown as ObjectId)).toBeNull();
});

test('a weak reference that tp_del makes to its object is cleared without a call', () => {
  const heap = new ObjectHeap();
  const calls: string[] = [];
  let late: ObjectId | null = null;
  const Legacy = instanceType('Legacy', 1, {
    legacyFinalize: (within, self) => {
      late = within.refWeakly(self, () => void calls.push('late'));
    },
  });
  heap.decref(heap.create(Legacy));
  expect(calls).toEqual([]);
  expect(heap.dereference(late as unknown as ObjectId)).toBeNull();
  heap.check();
});

test('a finalizer may make its object immortal', () => {
  const heap = new ObjectHeap({ python: '3.13' });
  const Final = instanceType('Final', 1, { finalize: (within, self) => within.immortalize(self) });
  const object = heap.create(Final);
  heap.decref(object);
  expect([heap.isAlive(object), heap.isImmortal(object)]).toEqual([true, true]);
  expect(heap.getrefcount(object)).toBe(4_294_967_295);
  heap.check();
});

test('an object past its finalizer takes no new reference', () => {
  const heap = new ObjectHeap();
  const object = heap.create(Node);
  let refused: unknown = null;
  const reference = heap.refWeakly(object, (within) => {
    try {
      within.incref(object);
    } catch (error) {
      refused = error;
    }
  });
  heap.decref(object);
  expect(refused).toBeInstanceOf(DeadObject);
  expect(heap.isAlive(object)).toBe(false);
  heap.decref(reference);
});

test('one error of a finalizer is thrown as it is, after the cascade', () => {
  const heap = new ObjectHeap();
  const Thrower = instanceType('Thrower', 1, {
    finalize: () => {
      throw new Error('from __del__');
    },
  });
  const [thrower, held] = [heap.create(Thrower), heap.create(Node)];
  heap.refer(thrower, 0, held);
  heap.decref(held);
  expect(() => heap.decref(thrower)).toThrow(/^from __del__$/);
  expect([...heap.objects()]).toEqual([]);
});
