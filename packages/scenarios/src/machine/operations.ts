import type { Answer } from '../observe.ts';
import type { Op, Step, StepOf } from '../program/program.ts';
import type { MachineParts } from './parts.ts';

/** What each operation does to the machine; a question answers. */
type Operation<O extends Op> = (machine: MachineParts, step: StepOf<O>) => Answer | undefined;

const operations: { readonly [O in Op]: Operation<O> } = {
  malloc(machine, { into, size }) {
    const before = machine.names.valueOf(into);
    const pointer = machine.heap.malloc(size);
    point(machine, into, pointer);
    reportLeak(machine, before);
    return undefined;
  },
  free(machine, { of }) {
    const pointer = machine.names.valueOf(of);
    machine.heap.free(pointer);
    if (pointer === null) return undefined;
    for (const name of machine.names.dangle(pointer))
      machine.announce({ type: 'left-dangling', name, pointer });
    return undefined;
  },
  forget(machine, { name }) {
    const before = machine.names.valueOf(name);
    point(machine, name, null);
    reportLeak(machine, before);
    return undefined;
  },
  'ask-usable-size': (machine, { of }) => machine.heap.usableSize(machine.names.valueOf(of)),
  'ask-distance': ({ names }, { from, to }) =>
    (names.valueOf(to) ?? 0) - (names.valueOf(from) ?? 0),
};

function point(machine: MachineParts, name: string, pointer: number | null): void {
  machine.names.bind(name, 'pointer', pointer);
  machine.announce({ type: 'pointed', name, pointer });
}

/** A chunk still in use that no variable leads to any more is leaked. */
function reportLeak(machine: MachineParts, pointer: number | null): void {
  if (pointer === null || machine.names.holders('pointer', pointer).length > 0) return;
  const usable = machine.heap.liveSize(pointer);
  if (usable !== null) machine.announce({ type: 'leaked', pointer, usable });
}

/** Performs a step by its operation's entry. */
export const operate = (machine: MachineParts, step: Step): Answer | undefined =>
  (operations[step.op] as (machine: MachineParts, step: Step) => Answer | undefined)(machine, step);
