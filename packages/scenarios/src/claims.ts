/**
 * What of a C program's answers is claimed of the real one. That one has glibc's heap, and a kernel that
 * places its mappings: what only the textbook's policy decides, or only the model's kernel, is told and
 * not claimed.
 */
import type { Localized } from './language.ts';
import type { Moment } from './machine/moment.ts';
import type { MachineOptions } from './machine/profile.ts';
import { type Observation, observe } from './observe.ts';
import { process } from './program/process.ts';
import type { Step } from './program/program.ts';
import type { Performable } from './recorded-replay.ts';
import { replay } from './replay.ts';
import { answer } from './view/format.ts';

/** What is held against the real program. */
export interface Claimed {
  /** The program as far as both heaps tell it: where one of them ends it, the stories part. */
  readonly program: readonly Step[];
  /** What it observes, with the reason where that is not claimed. */
  readonly expected: readonly Observation[];
}

/** What glibc's heap makes of a step. */
interface Real {
  readonly observed: readonly Observation[];
  /** The message of the fault that ends the program here. */
  readonly fault: string | undefined;
}

/**
 * What the moments of a C program claim of the real one.
 * Cost: on the textbook's heap the program is performed once more, on glibc's.
 */
export function claimed({ machine, program }: Performable, performed: Iterable<Moment>): Claimed {
  const moments = [...performed];
  const isGlibc = machine.heap?.policy === 'glibc';
  const real = isGlibc ? realOf(moments) : onGlibc(machine, program);
  const parting = moments.findIndex(({ fault }, at) => fault?.message !== real[at]?.fault);
  const isWhole = parting < 0;
  const expected = (isWhole ? moments : moments.slice(0, parting)).flatMap((moment, at) =>
    observe([moment]).map((each, index) => {
      const said = real[at]?.observed[index];
      const notClaimed = each.notClaimed ?? reasonOfPlace(moment) ?? reasonOfGlibc(each, said);
      return notClaimed ? { ...each, notClaimed } : each;
    }),
  );
  return { program: isWhole ? program : program.slice(0, parting), expected };
}

/** The program on glibc's heap, in the process it needs. */
function onGlibc(machine: MachineOptions, program: readonly Step[]): readonly (Real | null)[] {
  const start = program[0]?.op === 'exec' ? [] : processFor(program);
  const glibc: MachineOptions = { ...machine, heap: { policy: 'glibc' } };
  const moments = replay({ machine: glibc, program: [...start, ...program] });
  return realOf(moments).slice(start.length);
}

/** A program on a heap alone has file-wide variables; so has this process. */
function processFor(program: readonly Step[]): readonly Step[] {
  const names = new Set(program.flatMap((step) => (step.op === 'malloc' ? [step.into] : [])));
  const variables = [...names].map((name) => ({ name, type: 'pointer' }) as const);
  return [process.exec({ variables, functions: [{ name: 'main' }] }), process.call('main')];
}

/** Once a request is refused nobody knows: how much a kernel grants depends on the machine it runs on. */
function realOf(moments: Iterable<Moment>): readonly (Real | null)[] {
  let isKnown = true;
  return Array.from(moments, (moment) => {
    isKnown &&= !isRefusal(moment);
    return isKnown ? { observed: observe([moment]), fault: moment.fault?.message } : null;
  });
}

/** Whether the heap has answered a request with NULL. */
export const isRefusal = ({ events }: Moment): boolean =>
  events.some(
    (event) => event.type === 'exhausted' || (event.type === 'blocks-taken' && event.refused > 0),
  );

const UNKNOWN: Localized = {
  en: 'What glibc answers here is not known.',
  zh: 'glibc 在这里的答案未知。',
};

/** Why an answer is not claimed that glibc does not give. */
function reasonOfGlibc(each: Observation, said: Observation | undefined): Localized | undefined {
  if (!said) return UNKNOWN;
  if (said.name === each.name && said.value === each.value) return undefined;
  const value = answer(said.value);
  return {
    en: `glibc answers ${value}: its caches and bins decide otherwise than the textbook's one list of free chunks.`,
    zh: `glibc 的答案是 ${value}：它的缓存和箱与教科书式的唯一空闲链表决定不同。`,
  };
}

const PLACED: Localized = {
  en: 'Where a mapping lies is for the kernel to decide: addresses, and distances from one mapping to another, differ from run to run.',
  zh: '映射放在哪里由内核决定：地址，以及映射之间的距离，每次运行都不同。',
};

/** Why an answer is not claimed that says where the kernel has put a mapping. */
function reasonOfPlace({ step, state }: Moment): Localized | undefined {
  const pointerIn = (name: string): number | null =>
    state.names.find((row) => row.name === name && row.kind === 'pointer')?.value ?? null;
  if (step.op === 'ask-value') return pointerIn(step.of) === null ? undefined : PLACED;
  if (step.op !== 'ask-distance') return undefined;
  const [from, to] = [pointerIn(step.from), pointerIn(step.to)];
  const mappingAt = (at: number | null) =>
    state.mappings.find(({ start, end }) => at !== null && at >= start && at < end);
  if (from === to || state.mappings.length === 0) return undefined;
  const mapping = mappingAt(from);
  // Side by side, two that are mapped are one in the model's map; the real kernel may put a library between.
  const isFixed = mapping && mapping.kind !== 'mmap' && mapping === mappingAt(to);
  return isFixed ? undefined : PLACED;
}
