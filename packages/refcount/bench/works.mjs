/**
 * What the bench does, once for each way of counting in JavaScript. `rebind`: a variable refers to
 * one of 4,096 objects after another (x = next). `replace`: one of them dies, another takes its place.
 */
import { instanceType, ObjectHeap } from '../dist/index.js';
import { rc } from '../dist/rc.js';

export const HELD = 4096;

/** The shuffle of the native peers. */
function shuffled() {
  const order = Int32Array.from({ length: HELD }, (_, index) => index);
  let random = 12345;
  for (let i = HELD - 1; i > 0; i--) {
    random = (Math.imul(random, 1664525) + 1013904223) >>> 0;
    const j = random % (i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

const order = shuffled();

/** The object heap, as published. */
function objectHeap(options) {
  const heap = new ObjectHeap({ capacity: 2 * HELD, ...options });
  const Node = instanceType('Node', 2);
  const held = Array.from({ length: HELD }, () => heap.create(Node));
  return {
    rebind() {
      let x = held[order[HELD - 1]];
      heap.incref(x);
      for (let i = 0; i < HELD; i++) {
        const next = held[order[i]];
        heap.incref(next);
        heap.decref(x);
        x = next;
      }
      heap.decref(x);
    },
    replace() {
      for (let i = 0; i < HELD; i++) {
        const at = order[i];
        heap.decref(held[at]);
        held[at] = heap.create(Node);
      }
    },
  };
}

/** Counts as a field of ordinary objects; the engine's collector frees them later. */
function objectField() {
  class Counted {
    refcount = 1;
    first = null;
    second = null;
  }
  let deaths = 0;
  const decref = (object) => {
    object.refcount--;
    if (object.refcount === 0) deaths++;
  };
  const held = Array.from({ length: HELD }, () => new Counted());
  return {
    rebind() {
      let x = held[order[HELD - 1]];
      x.refcount++;
      for (let i = 0; i < HELD; i++) {
        const next = held[order[i]];
        next.refcount++;
        decref(x);
        x = next;
      }
      decref(x);
    },
    replace() {
      for (let i = 0; i < HELD; i++) {
        const at = order[i];
        decref(held[at]);
        held[at] = new Counted();
      }
    },
    deaths: () => deaths,
  };
}

/** Counted handles: `clone()` and `dispose()` of ./rc. */
function handles() {
  const held = Array.from({ length: HELD }, (_, index) => rc(index));
  return {
    rebind() {
      let x = held[order[HELD - 1]].clone();
      for (let i = 0; i < HELD; i++) {
        const next = held[order[i]].clone();
        x.dispose();
        x = next;
      }
      x.dispose();
    },
    replace() {
      for (let i = 0; i < HELD; i++) {
        const at = order[i];
        held[at].dispose();
        held[at] = rc(at);
      }
    },
  };
}

export const works = {
  'object heap': () => objectHeap({}),
  'object field': objectField,
  './rc handles': handles,
};
