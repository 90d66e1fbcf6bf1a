import type { Answer } from '../observe.ts';
import type { StepOf } from '../program/program.ts';
import type { ValueStep } from '../program/value-steps.ts';
import type { SharedBecause, Temporary } from './events.ts';
import { keeperKinds } from './keeper-kinds.ts';
import { bear, giveName, objectOf } from './naming.ts';
import type { MachineParts } from './parts.ts';

type ValueOp = ValueStep['op'];

/** What the operations on built-in values, weak references and finalizers do. */
export const valueOperations: {
  readonly [O in ValueOp]: (machine: MachineParts, step: StepOf<O>) => Answer | undefined;
} = {
  'class-with-finalizer'(machine, { name, slots, saveAs }) {
    const bytes = machine.objects.defineFinalized(name, slots, saveAs);
    machine.names.bind(name, 'class', null);
    const { headBytes } = machine.objects.rules;
    machine.announce({ type: 'defined', name, slots: ['label', ...slots], bytes, headBytes });
    if (saveAs !== null) giveName(machine, saveAs, null);
    return undefined;
  },
  'new-labelled'(machine, { into, type }) {
    bear(machine, into, machine.objects.create(type, into));
    return undefined;
  },
  list: (machine, { into, items }) => contain(machine, into, 'list', items),
  tuple: (machine, { into, items }) => contain(machine, into, 'tuple', items),
  dict: (machine, { into, items }) => contain(machine, into, 'dict', items),
  append(machine, { to, item }) {
    machine.objects.append(objectOf(machine, to), objectOf(machine, item));
    return undefined;
  },
  clear(machine, { of }) {
    machine.objects.clear(objectOf(machine, of));
    return undefined;
  },
  int(machine, { into, value }) {
    const isSmall = value >= -5 && value <= machine.objects.rules.largestSmallInt;
    if (isSmall) return share(machine, into, ['int', String(value)], 'small-int');
    giveName(machine, into, machine.objects.value('int', String(value)));
    return undefined;
  },
  string(machine, { into, text }) {
    giveName(machine, into, machine.objects.value('str', text));
    return undefined;
  },
  intern(machine, { into, text }) {
    const { object, wasThere } = machine.objects.intern(text);
    if (wasThere) machine.announce({ type: 'shared', object, why: 'interned' });
    giveName(machine, into, object);
    return undefined;
  },
  none: (machine, { into }) => share(machine, into, ['None', 'None'], 'None'),
  'weak-reference'(machine, { into, of }) {
    giveName(machine, into, machine.objects.refWeakly(objectOf(machine, of), null));
    return undefined;
  },
  'weak-callback'(machine, { into, of }) {
    giveName(machine, into, machine.objects.refWeakly(objectOf(machine, of), into));
    return undefined;
  },
  keep(machine, { into, by, of }) {
    const { objects } = machine;
    giveName(machine, into, objects.chain(keeperKinds(by, objects.rules), objectOf(machine, of)));
    return undefined;
  },
  'hold-from-c'(machine, { of }) {
    machine.objects.incref(objectOf(machine, of));
    return undefined;
  },
  'remember-count'(machine, { of, as }) {
    const count = shownCount(machine, objectOf(machine, of));
    machine.names.bind(as, 'number', count);
    machine.announce({ type: 'noted', name: as, count });
    return undefined;
  },
  'ask-gain': (machine, { of, since }) =>
    shownCount(machine, objectOf(machine, of)) - (machine.names.valueOf(since) ?? 0),
  'ask-refcount': (machine, { of, where }) => refcountAt(machine, objectOf(machine, of), where),
  'ask-same': ({ names }, { of, as }) => names.valueOf(of) === names.valueOf(as),
  'ask-alive': (machine, { of }) => machine.objects.dereference(objectOf(machine, of)) !== null,
  'ask-told': (machine) => machine.takeTold().join(' ') || 'nothing',
};

function contain(
  machine: MachineParts,
  into: string,
  type: 'list' | 'tuple' | 'dict',
  items: readonly string[],
): undefined {
  const objects = items.map((name) => objectOf(machine, name));
  giveName(machine, into, machine.objects.container(type, objects));
}

function share(
  machine: MachineParts,
  into: string,
  [type, text]: readonly ['int' | 'None', string],
  why: SharedBecause,
): undefined {
  const object = machine.objects.builtIn(type, text);
  machine.announce({ type: 'shared', object, why });
  giveName(machine, into, object);
}

/** The count without temporaries; the version's fixed number for an immortal object. */
const shownCount = ({ objects }: MachineParts, object: number): number =>
  objects.immortalCount(object) ?? objects.count(object);

/** `sys.getrefcount`, with the references that exist while it runs. */
function refcountAt(machine: MachineParts, object: number, where: 'module' | 'function'): number {
  const { objects } = machine;
  const immortal = objects.immortalCount(object);
  if (immortal !== null) return immortal;
  const holders: Temporary[] = Array.from({ length: objects.count(object) }, () => 'lasting');
  if (where === 'function') {
    if (objects.rules.callerKeepsArguments) holders.push('caller');
    holders.push('local');
  }
  if (where === 'module' || objects.argumentsCounted) holders.push('argument');
  machine.announce({ type: 'temporaries', holders, sum: holders.length });
  return holders.length;
}
