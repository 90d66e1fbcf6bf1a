import type { Answer } from '../observe.ts';
import type { CollectorStep } from '../program/collector-steps.ts';
import type { StepOf } from '../program/program.ts';
import { objectOf } from './naming.ts';
import type { MachineParts } from './parts.ts';

type CollectorOp = CollectorStep['op'];

/** What the calls of the `gc` module do. */
export const collectorOperations: {
  readonly [O in CollectorOp]: (machine: MachineParts, step: StepOf<O>) => Answer | undefined;
} = {
  'gc-enable': (machine) => configure(machine, true),
  'gc-disable': (machine) => configure(machine, false),
  'set-threshold'(machine, { first, second, third }) {
    machine.objects.collector.thresholds = [first, second, third];
    return configure(machine, machine.objects.collector.enabled);
  },
  freeze(machine) {
    const { collector } = machine.objects;
    if (!collector.profile.freezes) return undefined;
    const before = collector.frozenCount;
    collector.freeze();
    machine.announce({ type: 'frozen', objects: collector.frozenCount - before });
    return undefined;
  },
  unfreeze(machine) {
    const { collector } = machine.objects;
    if (!collector.profile.freezes) return undefined;
    const objects = collector.frozenCount;
    collector.unfreeze();
    machine.announce({ type: 'unfrozen', objects });
    return undefined;
  },
  'ask-collect': ({ objects }, { generation }) => objects.collect(generation as 0 | 1 | 2),
  'ask-collect-by-phase'(machine) {
    machine.splitByPhase();
    return machine.objects.collect();
  },
  'ask-enabled': ({ objects }) => objects.collector.enabled,
  'ask-threshold': ({ objects }) => objects.collector.thresholds.join(' '),
  'ask-collections': ({ collections }) => collections.join(' '),
  'ask-tracked': (machine, { of }) => machine.objects.isTracked(objectOf(machine, of)),
  'ask-generation': (machine, { of }) =>
    machine.objects.rules.listsGenerations
      ? machine.objects.generationOf(objectOf(machine, of))
      : undefined,
};

function configure(machine: MachineParts, enabled: boolean): undefined {
  const { collector } = machine.objects;
  collector.enabled = enabled;
  machine.announce({ type: 'configured', enabled, thresholds: collector.thresholds });
}
