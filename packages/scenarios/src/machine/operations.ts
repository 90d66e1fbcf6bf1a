import type { Answer } from '../observe.ts';
import type { ProcessStep } from '../program/process-steps.ts';
import type { CoreOp, Op, Step, StepOf } from '../program/program.ts';
import { bear, giveName, objectOf } from './naming.ts';
import type { MachineParts } from './parts.ts';

/** What each operation does to the machine; a question answers. */
type Operation<O extends CoreOp> = (machine: MachineParts, step: StepOf<O>) => Answer | undefined;

const operations: { readonly [O in CoreOp]: Operation<O> } = {
  malloc(machine, { into, size }) {
    const before = machine.names.valueOf(into);
    const pointer = machine.heap.malloc(size);
    point(machine, into, pointer);
    machine.reportLeak(before);
    return undefined;
  },
  free(machine, { of }) {
    const pointer = machine.names.valueOf(of);
    machine.heap.free(pointer);
    if (pointer === null) return undefined;
    machine.reportDangling(pointer);
    return undefined;
  },
  forget(machine, { name }) {
    const before = machine.names.valueOf(name);
    point(machine, name, null);
    machine.reportLeak(before);
    return undefined;
  },
  'ask-usable-size': (machine, { of }) => machine.heap.usableSize(machine.names.valueOf(of)),
  'ask-distance': ({ names }, { from, to }) =>
    (names.valueOf(to) ?? 0) - (names.valueOf(from) ?? 0),
  class(machine, { name, slots }) {
    const bytes = machine.objects.define(name, slots);
    machine.names.bind(name, 'class', null);
    const { headBytes } = machine.objects.rules;
    machine.announce({ type: 'defined', name, slots, bytes, headBytes });
    return undefined;
  },
  new(machine, { into, type }) {
    bear(machine, into, machine.objects.create(type));
    return undefined;
  },
  assign(machine, { into, from }) {
    const object = machine.names.valueOf(from);
    if (object !== null) machine.objects.incref(object);
    giveName(machine, into, object);
    return undefined;
  },
  set(machine, { object, slot, to }) {
    const referent = to === null ? null : objectOf(machine, to);
    machine.objects.refer(objectOf(machine, object), slot, referent);
    return undefined;
  },
  delete(machine, { name }) {
    const object = machine.names.valueOf(name);
    machine.names.unbind(name);
    machine.announce({ type: 'unnamed', name, object });
    if (object !== null) machine.objects.decref(object);
    return undefined;
  },
  'remember-place'(machine, step) {
    const address = machine.objects.addressOf(objectOf(machine, step.of));
    machine.names.bind(step.as, 'place', address);
    machine.announce({ type: 'remembered', name: step.as, address });
    return undefined;
  },
  collect: ({ objects }) => objects.collect(),
  // As `sys.getrefcount(of) - 1` prints it: an immortal object does not count the argument either.
  'ask-count'(machine, { of }) {
    const object = objectOf(machine, of);
    const { objects } = machine;
    return objects.immortalCount(object) === null
      ? objects.count(object)
      : objects.count(object) - 1;
  },
  'ask-count-at': ({ names, objects }, { place }) => objects.countAt(names.valueOf(place) ?? 0),
  'ask-place'(machine, { of, among }) {
    const address = machine.objects.addressOf(objectOf(machine, of));
    return among.some((place) => machine.names.valueOf(place) === address);
  },
  repeat(machine, { times, steps }) {
    machine.loop(times, () => {
      for (const step of steps) {
        machine.beginStatement();
        operationOf(machine, step.op)?.(machine, step);
      }
      machine.objects.safePoint();
    });
    return undefined;
  },
};

function point(machine: MachineParts, name: string, pointer: number | null): void {
  machine.names.bind(name, 'pointer', pointer);
  machine.process?.keep(name, pointer);
  machine.announce({ type: 'pointed', name, pointer });
}

/** Performs a step by its operation's entry, the machine's or a layer's; a process performs those of its own. */
export function operate(machine: MachineParts, step: Step): Answer | undefined {
  const operation = operationOf(machine, step.op);
  if (!operation) {
    if (machine.process) return machine.process.perform(step as ProcessStep);
    throw new Error(`${step.op} needs a machine with a process: give it the layers.`);
  }
  const answer = operation(machine, step);
  machine.objects.safePoint();
  return answer;
}

type AnyOperation = (machine: MachineParts, step: Step) => Answer | undefined;

function operationOf({ python }: MachineParts, op: Op): AnyOperation | undefined {
  const table: object = python && Object.hasOwn(python, op) ? python : operations;
  return Object.hasOwn(table, op) ? (Reflect.get(table, op) as AnyOperation) : undefined;
}
