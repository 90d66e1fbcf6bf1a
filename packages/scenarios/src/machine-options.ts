/** What a scenario may say of its machine: one table, from which the check and the published schema are made. */
import { pythonVersions } from '@memstrata/refcount';
import { MachineError, RecordFormatError } from './errors.ts';
import { isRecord, show } from './json-value.ts';
import type { MachineOptions } from './machine/profile.ts';

/** What the value of an option must be. */
export type OptionRule =
  | { readonly is: 'one-of'; readonly words: readonly string[] }
  | { readonly is: 'flag' }
  | { readonly is: 'thresholds' }
  | {
      readonly is: 'whole';
      readonly from: number;
      readonly to: number;
      readonly multipleOf: number;
      readonly mayBeNull?: true;
    };

type Part = keyof MachineOptions;
type OptionsOf<P extends Part> = Required<NonNullable<MachineOptions[P]>>;

/** The largest threshold. */
export const MAX_THRESHOLD = 1_000_000;

/** Largest heap that is had at once: 1 GiB, which every machine can promise. */
const MAX_HEAP = 2 ** 30;

/** The kernel keeps 128 KiB of stack for the start alone; a limit is told in KiB. */
const LEAST_STACK = 2 ** 17;
const MOST_STACK = 2 ** 46;
const KIBIBYTE = 1024;

/** The rule of each option, by part of the machine. */
export const machineRules: {
  readonly [P in Part]: { readonly [O in keyof OptionsOf<P>]: OptionRule };
} = {
  process: {
    platform: { is: 'one-of', words: ['linux-x86-64', 'linux-i386', 'classic'] },
    stackLimit: {
      is: 'whole',
      from: LEAST_STACK,
      to: MOST_STACK,
      multipleOf: KIBIBYTE,
      mayBeNull: true,
    },
    seed: { is: 'whole', from: 0, to: 2 ** 32 - 1, multipleOf: 1 },
  },
  heap: {
    policy: { is: 'one-of', words: ['textbook', 'glibc'] },
    bytes: { is: 'whole', from: 16, to: MAX_HEAP, multipleOf: 16 },
    placement: { is: 'one-of', words: ['first-fit', 'next-fit', 'best-fit', 'worst-fit'] },
    coalescing: { is: 'one-of', words: ['immediate', 'deferred'] },
  },
  python: {
    version: { is: 'one-of', words: pythonVersions },
    collector: { is: 'one-of', words: ['manual', 'automatic'] },
    thresholds: { is: 'thresholds' },
    places: { is: 'flag' },
    ledger: { is: 'flag' },
    ways: { is: 'flag' },
  },
};

const isWhole = (value: unknown, from: number, to: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to;

/** Throws MachineError at the first option that is none, or whose value is none of its values. */
export function requireMachineOptions(machine: unknown): void {
  if (!isRecord(machine)) throw new RecordFormatError('machine', 'an object');
  requireKnown('', machine, machineRules);
  for (const [part, options] of Object.entries(machine)) {
    const known: Readonly<Record<string, OptionRule>> = machineRules[part as Part];
    requireKnown(part, options, known);
    for (const [option, value] of Object.entries(options)) {
      const rule = known[option];
      const expected = rule && expectation(rule, value);
      if (expected)
        throw new MachineError(`${part}.${option}`, `${show(value)} is not ${expected}.`);
    }
  }
}

function requireKnown(
  at: string,
  written: unknown,
  known: object,
): asserts written is Readonly<Record<string, unknown>> {
  const words = Object.keys(known).join(', ');
  if (!isRecord(written))
    throw new MachineError(at, `${show(written)} is not an object with options: ${words}.`);
  const other = Object.keys(written).find((name) => !Object.hasOwn(known, name));
  if (other !== undefined)
    throw new MachineError(at ? `${at}.${other}` : other, `is no option; there are ${words}.`);
}

/** What the value should have been, where it is not. */
function expectation(rule: OptionRule, value: unknown): string | undefined {
  switch (rule.is) {
    case 'one-of':
      return rule.words.some((word) => word === value)
        ? undefined
        : `one of ${rule.words.join(', ')}`;
    case 'flag':
      return typeof value === 'boolean' ? undefined : 'true or false';
    case 'thresholds':
      return Array.isArray(value) &&
        value.length === 3 &&
        value.every((each) => isWhole(each, 0, MAX_THRESHOLD))
        ? undefined
        : `a list of three whole numbers from 0 to ${MAX_THRESHOLD}`;
    case 'whole': {
      const { from, to, multipleOf, mayBeNull } = rule;
      if (mayBeNull && value === null) return undefined;
      if (isWhole(value, from, to) && Number(value) % multipleOf === 0) return undefined;
      const step = multipleOf > 1 ? ` and a multiple of ${multipleOf}` : '';
      return `a whole number from ${from} to ${to}${step}${mayBeNull ? ', or null' : ''}`;
    }
  }
}
