import { describe, expect, test } from 'vitest';
import { modelOf } from '../src/conform/index.ts';
import {
  atomType,
  instanceType,
  listType,
  ObjectHeap,
  type ObjectId,
  pythonVersions,
  type RefcountEvent,
  tupleType,
  weakReferenceType,
} from '../src/index.ts';

const Node = instanceType('Node', 2);

function chain(heap: ObjectHeap, length: number): ObjectId {
  let head = heap.create(Node);
  for (let count = 1; count < length; count++) {
    const next = heap.create(Node);
    heap.refer(next, 0, head);
    heap.decref(head);
    head = next;
  }
  return head;
}

function deaths(
  python: (typeof pythonVersions)[number],
  act: (heap: ObjectHeap) => void,
): number[] {
  const order: number[] = [];
  const heap = new ObjectHeap({
    python,
    onEvent: (event) => {
      if (event.type === 'deallocated') order.push(event.object);
    },
  });
  act(heap);
  heap.check();
  return order;
}

describe('references', () => {
  test('a slot holds a reference of its own', () => {
    const heap = new ObjectHeap();
    const a = heap.create(Node);
    const b = heap.create(Node);
    heap.refer(a, 0, b);
    expect(heap.refcount(b)).toBe(2);
    heap.refer(a, 0, null);
    expect(heap.refcount(b)).toBe(1);
    heap.check();
  });

  test('storing over a slot takes the new referent before it lets the old one go', () => {
    const events: RefcountEvent[] = [];
    const heap = new ObjectHeap({ onEvent: (event) => events.push(event) });
    const [a, old, next] = [heap.create(Node), heap.create(Node), heap.create(Node)];
    heap.refer(a, 0, old);
    heap.decref(old);
    events.length = 0;
    heap.refer(a, 0, next);
    expect(events.map((event) => event.type)).toEqual([
      'increfed',
      'referred',
      'decrefed',
      'deallocated',
    ]);
  });

  test('a row is used again after its object died', () => {
    const heap = new ObjectHeap();
    const a = heap.create(Node);
    heap.decref(a);
    expect(heap.isAlive(a)).toBe(false);
    expect(heap.create(Node)).toBe(a);
  });

  test('a dead object is refused', () => {
    const heap = new ObjectHeap();
    const a = heap.create(Node);
    heap.decref(a);
    expect(() => heap.decref(a)).toThrow('refcount 0');
    expect(() => heap.incref(a)).toThrow('not alive');
    expect(() => heap.refer(a, 0, null)).toThrow('not alive');
  });

  test('a slot the type does not have is refused', () => {
    const heap = new ObjectHeap();
    const a = heap.create(Node);
    expect(() => heap.refer(a, 2, a)).toThrow('no slot 2');
    expect(() => heap.refer(a, -1, a)).toThrow('no slot -1');
    expect(() => heap.append(a, a)).toThrow('not growable');
  });
});

describe('deallocation', () => {
  test('lets go of slots first to last, depth first', () => {
    const order = deaths('3.13', (heap) => {
      const [root, left, right, deep] = [16, 17, 18, 19].map(() => heap.create(Node)) as [
        ObjectId,
        ObjectId,
        ObjectId,
        ObjectId,
      ];
      heap.refer(root, 1, right);
      heap.refer(root, 0, left);
      heap.refer(left, 0, deep);
      for (const object of [left, right, deep, root]) heap.decref(object);
    });
    expect(order).toEqual([19, 17, 18, 16]);
  });

  test.each([listType, tupleType])('lets go of the items of a $name last to first', (type) => {
    const order = deaths('3.13', (heap) => {
      const items = [heap.create(Node), heap.create(Node), heap.create(Node)];
      const holder = heap.createWith(type, items);
      for (const item of items) heap.decref(item);
      heap.decref(holder);
    });
    expect(order).toEqual([18, 17, 16, 19]);
  });

  test.each([
    ['3.8', [50, 49, 49]],
    ['3.12', [50, 49, 49]],
    ['3.13', [148]],
    ['3.15', [148]],
  ] as const)('%s unwinds a chain of 148 in rounds of %j', (python, rounds) => {
    const sizes: number[] = [];
    let run = 0;
    const heap = new ObjectHeap({
      python,
      onEvent: (event) => {
        if (event.type === 'deallocated') run++;
        if (event.type === 'postponed') sizes.push(0);
      },
    });
    heap.decref(chain(heap, 148));
    expect(run).toBe(148);
    expect(sizes.length).toBe(rounds.length - 1);
  });

  test('a chain of 200,000 comes down without recursion of the host', () => {
    for (const python of ['3.12', '3.13', '3.15'] as const) {
      const heap = new ObjectHeap({ python, capacity: 200_000 });
      heap.decref(chain(heap, 200_000));
      expect([...heap.objects()]).toEqual([]);
    }
  });

  test('a list grows and shrinks', () => {
    const heap = new ObjectHeap();
    const list = heap.create(listType);
    const item = heap.create(Node);
    for (let count = 0; count < 1000; count++) heap.append(list, item);
    expect(heap.refcount(item)).toBe(1001);
    expect(heap.length(list)).toBe(1000);
    expect(heap.pop(list)).toBe(true);
    expect(heap.refcount(item)).toBe(1000);
    heap.check();
    heap.decref(list);
    expect(heap.refcount(item)).toBe(1);
  });

  test('a cleared list is empty and takes items again', () => {
    const heap = new ObjectHeap();
    const [list, item] = [heap.create(listType), heap.create(Node)];
    heap.append(list, item);
    heap.append(list, item);
    heap.clear(list);
    expect([heap.length(list), heap.refcount(item)]).toEqual([0, 1]);
    expect(heap.pop(list)).toBe(false);
    heap.append(list, item);
    expect([heap.length(list), heap.referents(list)]).toEqual([1, [item]]);
    heap.check();
  });
});

describe('finalizers', () => {
  test('run once in a life, and may resurrect', () => {
    const heap = new ObjectHeap();
    let runs = 0;
    const Lazarus = instanceType('Lazarus', 1, {
      finalize: (within, self) => {
        runs++;
        within.incref(self);
      },
    });
    const a = heap.create(Lazarus);
    heap.decref(a);
    expect([runs, heap.isAlive(a), heap.isFinalized(a)]).toEqual([1, true, true]);
    heap.decref(a);
    expect([runs, heap.isAlive(a)]).toEqual([1, false]);
  });

  test('see the object whole', () => {
    const heap = new ObjectHeap();
    const seen: (ObjectId | null)[] = [];
    const Watcher = instanceType('Watcher', 1, {
      finalize: (within, self) => void seen.push(within.slot(self, 0)),
    });
    const [watcher, other] = [heap.create(Watcher), heap.create(Node)];
    heap.refer(watcher, 0, other);
    heap.decref(other);
    heap.decref(watcher);
    expect(seen).toEqual([other]);
    expect(heap.isAlive(other)).toBe(false);
  });

  test('that throw do not stop the cascade', () => {
    const heap = new ObjectHeap();
    const Thrower = instanceType('Thrower', 1, {
      finalize: () => {
        throw new Error('from __del__');
      },
    });
    const [a, b] = [heap.create(Thrower), heap.create(Thrower)];
    heap.refer(a, 0, b);
    heap.decref(b);
    expect(() => heap.decref(a)).toThrow('several finalizers threw');
    expect([...heap.objects()]).toEqual([]);
    heap.check();
  });
});

describe('weak references', () => {
  test('are dead in their callbacks, which run newest first', () => {
    const heap = new ObjectHeap();
    const calls: [ObjectId, ObjectId | null][] = [];
    const a = heap.create(Node);
    const callback = (within: ObjectHeap, self: ObjectId): void =>
      void calls.push([self, within.dereference(self)]);
    const first = heap.refWeakly(a, callback);
    const second = heap.refWeakly(a, callback);
    heap.decref(a);
    expect(calls).toEqual([
      [second, null],
      [first, null],
    ]);
    heap.check();
  });

  test('that are plain are shared', () => {
    const heap = new ObjectHeap();
    const a = heap.create(Node);
    const reference = heap.refWeakly(a);
    expect(heap.refWeakly(a)).toBe(reference);
    expect(heap.refcount(reference)).toBe(2);
    expect(heap.dereference(reference)).toBe(a);
  });

  test('that die first call nobody', () => {
    const heap = new ObjectHeap();
    let called = false;
    const a = heap.create(Node);
    heap.decref(
      heap.refWeakly(a, () => {
        called = true;
      }),
    );
    heap.decref(a);
    expect(called).toBe(false);
  });

  test('need a type of weak references', () => {
    const heap = new ObjectHeap();
    expect(() => heap.refWeakly(heap.create(Node), null, Node)).toThrow('not a weak reference');
    expect(weakReferenceType.weakReference).toBe(true);
  });
});

describe('versions', () => {
  test('an immortal object is not counted from 3.12 on', () => {
    for (const python of pythonVersions) {
      const heap = new ObjectHeap({ python });
      const none = heap.create(atomType('NoneType'));
      heap.immortalize(none);
      heap.incref(none);
      heap.decref(none);
      heap.decref(none);
      expect(heap.isAlive(none)).toBe(heap.profile.immortality);
    }
  });

  test('each says how it is known', () => {
    const reported = pythonVersions.filter(
      (python) => new ObjectHeap({ python }).profile.evidence.kind === 'reported',
    );
    expect(reported).toEqual(['3.14.5']);
  });

  test.each(pythonVersions.filter((python) => python !== '3.14.5'))(
    '%s names an interpreter of that version as its source',
    (python) => {
      const { evidence } = new ObjectHeap({ python }).profile;
      const [, release, platform] = /^CPython (\S+), (.+)$/.exec(evidence.source) ?? [];
      expect(evidence.kind).toBe('recorded');
      expect(modelOf(release ?? '')).toBe(python);
      expect(platform).toMatch(/^(x86-64 Linux|wasm32 \(Pyodide .+\))$/);
    },
  );
});
