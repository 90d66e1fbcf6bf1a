/** The operations of the oracle's language, one entry each. */
import type { ObjectId } from '../object-id.ts';
import { tupleType } from '../object-type.ts';
import type { ProgramRun } from './program-run.ts';
import { FIRST_SLOT, OBJECT_LAST, WEAK_LAST } from './program-types.ts';
import type { ProgramOp } from './record-format.ts';

const TUPLE_ITEMS = 24;

type Operation = (run: ProgramRun, a: number, b: number, op: ProgramOp) => void;

/** What each operation does; operands `a` and `b` are the first two as numbers. */
export const operations: Readonly<Record<string, Operation>> = {
  new(run, root, id, op) {
    run.setRoot(root, null);
    run.remember(id, Number(op[4]), Number(op[5]));
    const { types } = run;
    const type = { o: types.object, f: types.finalized, l: types.legacy }[String(op[3])];
    const object = run.allocate(type ?? types.object);
    run.gc.enabled = false;
    run.adopt(object, id, OBJECT_LAST);
    run.setRoot(root, object);
    run.heap.decref(object);
  },

  wref(run, root, id, op) {
    const target = Number(op[3]);
    const referent = run.root(target);
    const { types } = run;
    const may =
      referent !== null &&
      target !== root &&
      run.is(referent, types.object, types.finalized, types.legacy, types.list);
    if (!may) run.skip();
    else run.heap.incref(referent);
    if (!may) return;
    run.setRoot(root, null);
    const act = Number(op[4]);
    if (act >= 0) run.remember(id, act, Number(op[5]));
    const weak = makeWeakReference(run, referent, act >= 0);
    run.gc.enabled = false;
    run.adopt(weak, id, WEAK_LAST);
    run.setRoot(root, weak);
    run.heap.decref(weak);
    run.heap.decref(referent);
  },

  tup(run, root, id, op) {
    run.gc.enabled = false;
    const { heap } = run;
    const canary = run.canary(id, run.types.canaryA);
    const items = [canary];
    const cells: (ObjectId | null)[] = [canary];
    for (const operand of [op[3], op[4], op[5]]) {
      const item = Number(operand) >= 0 ? run.root(Number(operand)) : null;
      cells.push(item);
      if (item !== null) heap.incref(item);
      if (item !== null) items.push(item);
    }
    run.setRoot(root, null);
    run.gc.enabled = run.enabled;
    while (cells.length < TUPLE_ITEMS) cells.push(null);
    const tuple = makeTuple(run, cells);
    run.gc.enabled = false;
    run.name(tuple, id);
    for (const item of items) heap.decref(item);
    run.setRoot(root, tuple);
    heap.decref(tuple);
  },

  list(run, root, id) {
    run.setRoot(root, null);
    const list = run.allocate(run.types.list);
    run.gc.enabled = false;
    run.adopt(list, id, null);
    run.setRoot(root, list);
    run.heap.decref(list);
  },

  append(run, root, item) {
    run.withRoot(root, (list) => {
      if (!run.is(list, run.types.list)) run.skip();
      else run.heap.append(list, run.root(item));
    });
  },

  bind: (run, root, from) => run.setRoot(root, run.root(from)),
  drop: (run, root) => run.setRoot(root, null),

  set(run, root, index, op) {
    run.withRoot(root, (object) => {
      const slot = run.slotOf(object, index);
      if (slot === null) run.skip();
      else run.heap.refer(object, slot, run.root(Number(op[3])));
    });
  },

  clr(run, root, index) {
    run.withRoot(root, (object) => {
      const slot = run.slotOf(object, index);
      if (slot === null) run.skip();
      else run.heap.refer(object, slot, null);
    });
  },

  load(run, root, from, op) {
    const object = run.root(from);
    const slot = object === null ? null : run.slotOf(object, Number(op[3]));
    if (object === null || slot === null) run.skip();
    else run.setRoot(root, run.heap.slot(object, slot));
  },

  chain(run, root, first, op) {
    for (let id = first; id < first + Number(op[3]); id++) {
      const object = run.allocate(run.types.object);
      run.adopt(object, id, OBJECT_LAST);
      run.heap.refer(object, FIRST_SLOT, run.root(root));
      run.setRoot(root, object);
      run.heap.decref(object);
    }
  },

  churn(run, count) {
    for (let left = count; left > 0; left--) run.heap.decref(run.allocate(run.types.object));
  },

  collect(run, generation) {
    const { collected, uncollectable } = run.gc.collect(generation as 0 | 1 | 2);
    run.result(collected + uncollectable);
  },

  threshold(run, first, second, op) {
    run.gc.thresholds = [first, second, Number(op[3])];
  },

  enable(run) {
    run.enabled = true;
  },

  disable(run) {
    run.enabled = false;
  },

  freeze: (run) => run.gc.freeze(),
  unfreeze: (run) => run.gc.unfreeze(),

  debug(run, flags) {
    run.gc.debug = flags;
  },

  clear_garbage: (run) => run.gc.clearGarbage(),

  refs(run, root) {
    const object = run.root(root);
    run.result(object === null ? -1 : run.heap.refcount(object));
  },

  tracked(run, root) {
    const object = run.root(root);
    run.result(object !== null && run.gc.isTracked(object) ? 1 : 0);
  },

  /** `gc.is_finalized` came with 3.9. */
  finalized(run, root) {
    const object = run.root(root);
    if (['3.6', '3.7', '3.8'].includes(run.python)) run.result(-9);
    else run.result(object !== null && run.heap.isFinalized(object) ? 1 : 0);
  },

  deref(run, root) {
    const object = run.root(root);
    if (object === null || !run.is(object, run.types.weak)) {
      run.skip();
      return;
    }
    const referent = run.heap.dereference(object);
    run.result(referent === null ? -1 : run.id(referent));
  },

  frozen: (run) => run.result(run.frozen()),

  wcount(run, root) {
    const object = run.root(root);
    run.result(object === null ? 0 : run.heap.weakReferences.of(object).length);
  },
};

/** Up to 3.11 the arguments of the call are a tracked tuple while the allocation may collect. */
function makeWeakReference(run: ProgramRun, referent: ObjectId, calls: boolean): ObjectId {
  const { heap } = run;
  const call = heap.profile.callTuples.weakReference
    ? heap.createWith(tupleType, calls ? [referent, null] : [referent])
    : null;
  const weak = heap.refWeakly(referent, calls ? run.callback : null, run.types.weak);
  if (call !== null) heap.decref(call);
  heap.safePoint();
  return weak;
}

function makeTuple(run: ProgramRun, cells: readonly (ObjectId | null)[]): ObjectId {
  const { heap } = run;
  const call = heap.profile.callTuples.tuple ? heap.createWith(tupleType, [run.roots]) : null;
  const tuple = heap.createWith(tupleType, cells);
  if (call !== null) heap.decref(call);
  heap.safePoint();
  return tuple;
}
