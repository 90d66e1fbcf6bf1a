/**
 * What the bench does, once for each way of counting in JavaScript, to 4,096 objects in random order.
 *
 *   borrow   a reference to each is taken, then each is given back
 *   rebind   a variable refers to one after another: x = next
 *   replace  each dies, and another takes its place
 */
import { instanceType, ObjectHeap } from '../dist/index.js';
import { rc } from '../dist/rc.js';

const COUNT = 4096;
/** Apart from the loops, where a module's export would be read anew each time round. */
export const HELD = COUNT;

const Node = instanceType('Node', 2);

/** The shuffle of the native peers. */
function shuffled(list) {
  let random = 12345;
  for (let i = COUNT - 1; i > 0; i--) {
    random = (Math.imul(random, 1664525) + 1013904223) >>> 0;
    const j = random % (i + 1);
    [list[i], list[j]] = [list[j], list[i]];
  }
  return list;
}

/** The object heap, as published, with room for all from the start. */
const objectHeap = () => heapOf(2 * COUNT);

/** The same, begun too small: it has moved to larger columns several times. */
const grownHeap = () => heapOf(16);

/** One heap and functions of its own: it is a constant for compiled code. */
function heapOf(capacity) {
  const heap = new ObjectHeap({ capacity });
  const held = shuffled(Int32Array.from({ length: COUNT }, () => heap.create(Node)));
  return {
    heap,
    held,
    borrow() {
      for (let i = 0; i < COUNT; i++) heap.incref(held[i]);
      for (let i = 0; i < COUNT; i++) heap.decref(held[i]);
    },
    rebind() {
      let x = held[0];
      heap.incref(x);
      for (let i = 0; i < COUNT; i++) {
        const next = held[i];
        heap.incref(next);
        heap.decref(x);
        x = next;
      }
      heap.decref(x);
    },
    replace() {
      for (let i = 0; i < COUNT; i++) {
        heap.decref(held[i]);
        held[i] = heap.create(Node);
      }
    },
  };
}

/**
 * Two heaps by turns, each an argument: compiled code does not know which one it will be. The loops are written out
 * a second time below, since of loops that both used the engine would know one heap or two by chance.
 */
function twoHeaps() {
  let [now, next] = [objectHeap(), objectHeap()];
  const turn = (work) => {
    [now, next] = [next, now];
    work(now);
  };
  return {
    borrow: () => turn(borrowIn),
    rebind: () => turn(rebindIn),
    replace: () => turn(replaceIn),
  };
}

function borrowIn({ heap, held }) {
  for (let i = 0; i < COUNT; i++) heap.incref(held[i]);
  for (let i = 0; i < COUNT; i++) heap.decref(held[i]);
}

function rebindIn({ heap, held }) {
  let x = held[0];
  heap.incref(x);
  for (let i = 0; i < COUNT; i++) {
    const next = held[i];
    heap.incref(next);
    heap.decref(x);
    x = next;
  }
  heap.decref(x);
}

function replaceIn({ heap, held }) {
  for (let i = 0; i < COUNT; i++) {
    heap.decref(held[i]);
    held[i] = heap.create(Node);
  }
}

/** Counts in a typed array and nothing else: what any counting in JavaScript pays at the least. */
function bareColumn() {
  const counts = new Int32Array(COUNT).fill(1);
  const held = shuffled(Int32Array.from({ length: COUNT }, (_, index) => index));
  let deaths = 0;
  const die = (object) => {
    deaths++;
    counts[object] = 1;
  };
  return {
    borrow() {
      for (let i = 0; i < COUNT; i++) counts[held[i]]++;
      for (let i = 0; i < COUNT; i++) if (--counts[held[i]] === 0) die(held[i]);
    },
    rebind() {
      let x = held[0];
      counts[x]++;
      for (let i = 0; i < COUNT; i++) {
        const next = held[i];
        counts[next]++;
        if (--counts[x] === 0) die(x);
        x = next;
      }
      if (--counts[x] === 0) die(x);
    },
    deaths: () => deaths,
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
  const held = shuffled(Array.from({ length: COUNT }, () => new Counted()));
  return {
    borrow() {
      for (let i = 0; i < COUNT; i++) held[i].refcount++;
      for (let i = 0; i < COUNT; i++) decref(held[i]);
    },
    rebind() {
      let x = held[0];
      x.refcount++;
      for (let i = 0; i < COUNT; i++) {
        const next = held[i];
        next.refcount++;
        decref(x);
        x = next;
      }
      decref(x);
    },
    replace() {
      for (let i = 0; i < COUNT; i++) {
        decref(held[i]);
        held[i] = new Counted();
      }
    },
    deaths: () => deaths,
  };
}

/** Counted handles: `clone()` and `dispose()` of ./rc. */
function handles() {
  const held = shuffled(Array.from({ length: COUNT }, (_, index) => rc(index)));
  const taken = held.slice();
  return {
    borrow() {
      for (let i = 0; i < COUNT; i++) taken[i] = held[i].clone();
      for (let i = 0; i < COUNT; i++) taken[i].dispose();
    },
    rebind() {
      let x = held[0].clone();
      for (let i = 0; i < COUNT; i++) {
        const next = held[i].clone();
        x.dispose();
        x = next;
      }
      x.dispose();
    },
    replace() {
      for (let i = 0; i < COUNT; i++) {
        held[i].dispose();
        held[i] = rc(i);
      }
    },
  };
}

/** A peer without one of the works has no way to do it. */
export const works = {
  'object heap': objectHeap,
  'object heap, grown': grownHeap,
  'object heap, one of two': twoHeaps,
  'bare Int32Array': bareColumn,
  'object field': objectField,
  './rc handles': handles,
};
