/** The operations of a random program, each done to the heap and to the shadow. */
import type { ObjectId, ObjectType } from '../../src/index.ts';
import { type RandomProgram, ROOTS } from './random-program.ts';
import type { Act, Shadow, ShadowKind } from './shadow.ts';

type Operation = (program: RandomProgram) => void;

const rootOf = ({ random }: RandomProgram): number => random(ROOTS);

/** An act of a finalizer or callback; before 3.13 none, since it would see the rounds. */
function actOf(program: RandomProgram): Act {
  const name = program.ordered
    ? (['nothing', 'nothing', 'resurrect', 'drop', 'clear-slot'] as const)[program.random(5)]
    : 'nothing';
  return { name: name ?? 'nothing', root: rootOf(program) };
}

function born(
  program: RandomProgram,
  type: ObjectType,
  kind: ShadowKind,
  items: number,
  act: Act | null,
): [ObjectId, Shadow] {
  const object = program.heap.create(type, items);
  const shadow = program.shadow.create(kind, (type.slots ?? 0) + items, act);
  program.name(object, shadow);
  return [object, shadow];
}

function settle(program: RandomProgram, root: number, object: ObjectId, shadow: Shadow): void {
  program.settle(root, object);
  program.shadow.settle(root, shadow);
}

function instance(program: RandomProgram): void {
  const type = program.types.plain[program.random(5)] as ObjectType;
  settle(program, rootOf(program), ...born(program, type, 'instance', 0, null));
}

function finalized(program: RandomProgram): void {
  const type = program.types.finalized[program.random(3)] as ObjectType;
  settle(program, rootOf(program), ...born(program, type, 'instance', 0, actOf(program)));
}

function list(program: RandomProgram): void {
  settle(program, rootOf(program), ...born(program, program.types.list, 'list', 0, null));
}

function atom(program: RandomProgram): void {
  settle(program, rootOf(program), ...born(program, program.types.atom, 'atom', 0, null));
}

function tuple(program: RandomProgram): void {
  const length = program.random(4) === 0 ? program.random(40) : program.random(4);
  const made = born(program, program.types.tuple, 'tuple', length, null);
  for (let item = 0; item < length; item++) store(program, ...made, item, rootOf(program));
  settle(program, rootOf(program), ...made);
}

/** Each object holds the one before it. */
function chain(program: RandomProgram): void {
  const root = rootOf(program);
  const type = program.types.plain[2] as ObjectType;
  for (let left = program.random(200); left > 0; left--) {
    const made = born(program, type, 'instance', 0, null);
    store(program, ...made, 0, root);
    settle(program, root, ...made);
    if (left === 1) return;
  }
}

function store(
  program: RandomProgram,
  object: ObjectId,
  shadow: Shadow,
  slot: number,
  from: number,
): void {
  program.heap.refer(object, slot, program.roots[from] || null);
  program.shadow.store(shadow, slot, program.shadow.roots[from] ?? null);
}

/** Lends the object of a root to an operation, as a local variable would. */
function lend(
  program: RandomProgram,
  use: (object: ObjectId, shadow: Shadow) => void,
  root: number = rootOf(program),
): void {
  const object = program.roots[root] as ObjectId | 0;
  const shadow = program.shadow.roots[root];
  if (object === 0 || !shadow) return;
  program.heap.incref(object);
  program.shadow.incref(shadow);
  use(object, shadow);
  program.heap.decref(object);
  program.shadow.decref(shadow);
}

const bind: Operation = (program) => {
  const [root, from] = [rootOf(program), rootOf(program)];
  program.bind(root, program.roots[from] as ObjectId | 0);
  program.shadow.bind(root, program.shadow.roots[from] ?? null);
};

const drop: Operation = (program) => {
  const root = rootOf(program);
  program.bind(root, 0);
  program.shadow.bind(root, null);
};

const set: Operation = (program) =>
  lend(program, (object, shadow) => {
    const { length } = shadow.slots;
    if (length === 0 || shadow.kind === 'tuple') return;
    store(program, object, shadow, program.random(length), rootOf(program));
  });

const empty: Operation = (program) =>
  lend(program, (object, shadow) => {
    const { length } = shadow.slots;
    if (length === 0 || shadow.kind === 'tuple') return;
    const slot = program.random(length);
    program.heap.refer(object, slot, null);
    program.shadow.store(shadow, slot, null);
  });

const load: Operation = (program) =>
  lend(program, (object, shadow) => {
    const { length } = shadow.slots;
    if (length === 0) return;
    const [slot, root] = [program.random(length), rootOf(program)];
    program.bind(root, program.heap.slot(object, slot) ?? 0);
    program.shadow.bind(root, shadow.slots[slot] ?? null);
  });

const append: Operation = (program) =>
  lend(program, (object, shadow) => {
    if (shadow.kind !== 'list') return;
    const from = rootOf(program);
    program.heap.append(object, program.roots[from] || null);
    shadow.slots.push(null);
    program.shadow.store(shadow, shadow.slots.length - 1, program.shadow.roots[from] ?? null);
  });

const pop: Operation = (program) =>
  lend(program, (object, shadow) => {
    if (shadow.kind !== 'list') return;
    program.heap.pop(object);
    program.shadow.pop(shadow);
  });

const weak: Operation = (program) =>
  lend(program, (referent, shadow) => {
    const act = program.ordered && program.random(2) === 0 ? actOf(program) : null;
    const object = program.heap.refWeakly(referent, act ? program.callback : null);
    const reference = program.shadow.refer(shadow, act);
    program.name(object, reference);
    settle(program, rootOf(program), object, reference);
  });

const follow: Operation = (program) =>
  lend(program, (object, shadow) => {
    if (shadow.kind !== 'weak') return;
    const root = rootOf(program);
    program.bind(root, program.heap.dereference(object) ?? 0);
    program.shadow.bind(root, shadow.referent);
  });

const immortalize: Operation = (program) =>
  lend(program, (object, shadow) => {
    program.heap.immortalize(object);
    program.shadow.immortalize(shadow);
  });

/** How often each is chosen. */
const WEIGHTS: readonly (readonly [Operation, number])[] = [
  [instance, 110],
  [finalized, 40],
  [list, 20],
  [tuple, 30],
  [atom, 20],
  [chain, 1],
  [set, 160],
  [empty, 25],
  [load, 30],
  [append, 40],
  [pop, 12],
  [bind, 30],
  [drop, 35],
  [weak, 40],
  [follow, 15],
];

const chosen: readonly Operation[] = WEIGHTS.flatMap(([operation, weight]) =>
  new Array<Operation>(weight).fill(operation),
);

/** One operation, chosen at random. */
export function anyOperation(program: RandomProgram): void {
  if (program.random(20_000) === 0) immortalize(program);
  else (chosen[program.random(chosen.length)] as Operation)(program);
}
