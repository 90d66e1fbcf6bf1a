/**
 * The graphs of the collection benchmark: for every object of two slots what each refers to, −1
 * for nothing. They are written to a file that CPython reads too, so that both collect the same.
 */

/** A generator of 32 bits (xorshift), so that a graph is the same on every machine. */
function random(seed) {
  let x = seed;
  return (below) => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return Math.floor(((x >>> 0) / 2 ** 32) * below);
  };
}

/** Every object refers to two others, anywhere. */
function randomEdges(left, right, from, to, seed) {
  const next = random(seed);
  for (let object = from; object < to; object++) {
    left[object] = from + next(to - from);
    right[object] = from + next(to - from);
  }
}

/** A binary tree; the last leaf refers to the root, so that the whole is a cycle. */
function treeEdges(left, right, from, to) {
  const size = to - from;
  for (let at = 0; at < size; at++) {
    left[from + at] = 2 * at + 1 < size ? from + 2 * at + 1 : -1;
    right[from + at] = 2 * at + 2 < size ? from + 2 * at + 2 : -1;
  }
  left[to - 1] = from;
}

/** A ring linked both ways. */
function listEdges(left, right, from, to) {
  const size = to - from;
  for (let at = 0; at < size; at++) {
    left[from + at] = from + ((at + size - 1) % size);
    right[from + at] = from + ((at + 1) % size);
  }
}

export const shapes = { random: randomEdges, tree: treeEdges, list: listEdges };
export const fates = ['live', 'tenth', 'garbage'];

/**
 * @param shape `random`, `tree` or `list`
 * @param fate `live`: everything is held; `garbage`: nothing is; `tenth`: the last tenth is a ring
 * nobody holds
 * @returns the two slots of each object, and how many of the first objects are held from outside
 */
export function graph(shape, fate, objects) {
  const left = new Int32Array(objects).fill(-1);
  const right = new Int32Array(objects).fill(-1);
  const garbage = fate === 'live' ? 0 : fate === 'garbage' ? objects : objects / 10;
  const living = objects - garbage;
  if (fate === 'tenth') listEdges(left, right, living, objects);
  if (fate === 'garbage') shapes[shape](left, right, 0, objects, 1);
  else shapes[shape](left, right, 0, living, 1);
  const held = fate === 'garbage' ? 0 : shape === 'random' || fate === 'tenth' ? living : 1;
  return { left, right, held };
}
