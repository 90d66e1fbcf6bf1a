import type { Answer } from '../../observe.ts';
import type { PoolStep } from '../../program/pool-steps.ts';
import type { StepOf } from '../../program/program.ts';
import { objectOf } from '../naming.ts';
import type { MachineParts } from '../parts.ts';
import type { PoolPart } from '../process-part.ts';

type PoolOp = PoolStep['op'];

const poolsOf = ({ pools }: MachineParts): PoolPart => {
  if (!pools) throw new Error('A crowd needs a machine with pools: give it the layers.');
  return pools;
};

/** What the operations on many objects at once do, and the questions about memory. */
export const crowdOperations: {
  readonly [O in PoolOp]: (machine: MachineParts, step: StepOf<O>) => Answer | undefined;
} = {
  crowd(machine, { into, type, objects }) {
    const bytes = machine.objects.instanceBytes(type);
    poolsOf(machine).makeCrowd(into, type, bytes, objects);
    machine.names.bind(into, 'crowd', objects);
    return undefined;
  },
  thin(machine, { of, every }) {
    poolsOf(machine).shrinkCrowd(of, (index) => index % every === 0);
    return undefined;
  },
  crop(machine, { of, length }) {
    poolsOf(machine).shrinkCrowd(of, (index) => index < length);
    return undefined;
  },
  'ask-arenas': (machine, { of }) => poolsOf(machine).arenaTenths(of),
  'ask-arena-count': (machine) => poolsOf(machine).arenaCount,
  'ask-size': (machine, { of }) => machine.objects.sizeOf(objectOf(machine, of)),
  'ask-mapping'(machine, { of }) {
    const address = machine.objects.addressOf(objectOf(machine, of)) ?? 0;
    const { mappings = [] } = machine.process?.rows() ?? {};
    return mappings.find(({ start, end }) => address >= start && address < end)?.kind ?? 'nowhere';
  },
  'ask-gc-count': ({ objects }) => objects.collector.counts[0],
};
