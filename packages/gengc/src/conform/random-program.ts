/** Random programs of the collector's op language, the same for the same theme and seed. */
import type { Program, ProgramOp } from '@memstrata/refcount/conform';
import { type Gesture, gestures } from './random-program/gestures.ts';
import { ProgramWriter } from './random-program/program-writer.ts';

/** What a program of a theme is made of. */
interface Theme {
  /** Roots in use: fewer make more references meet. */
  readonly roots: number;
  /** Of an interpreter; without them small ones are drawn, so that collections come often. */
  readonly threshold?: readonly [number, number, number];
  /** One in so many objects has a finalizer; none if absent. */
  readonly finalizers?: number;
  /** Ids are not handed out beyond this. */
  readonly ids: number;
  readonly needs?: readonly string[];
  /** How often each gesture is made, relative to the others. */
  readonly weights: Readonly<Partial<Record<Gesture, number>>>;
}

const MUTATING = { object: 5, ring: 3, mutate: 8, ask: 2, collect: 0.4 };

/** What a random program is about. */
export type ProgramTheme =
  | 'rings'
  | 'finalizers'
  | 'weak-references'
  | 'containers'
  | 'switches'
  | 'freezing'
  | 'saved-garbage'
  | 'ageing'
  | 'defaults-700'
  | 'defaults-2000';

const THEMES: Readonly<Record<ProgramTheme, Theme>> = {
  rings: { roots: 16, ids: 4000, weights: MUTATING },
  finalizers: { roots: 16, ids: 4000, finalizers: 2, weights: MUTATING },
  'weak-references': {
    roots: 16,
    ids: 4000,
    finalizers: 6,
    weights: { ...MUTATING, weaken: 5 },
  },
  containers: {
    roots: 20,
    ids: 4000,
    finalizers: 8,
    weights: { ...MUTATING, contain: 6, weaken: 1 },
  },
  switches: { roots: 16, ids: 4000, finalizers: 8, weights: { ...MUTATING, steer: 2, churn: 0.5 } },
  freezing: {
    roots: 16,
    ids: 4000,
    finalizers: 8,
    needs: ['freeze'],
    weights: { ...MUTATING, weaken: 1, freeze: 0.6 },
  },
  'saved-garbage': {
    roots: 16,
    ids: 4000,
    finalizers: 8,
    weights: { ...MUTATING, weaken: 1, save: 1 },
  },
  ageing: {
    roots: 48,
    ids: 5000,
    weights: { object: 8, ring: 1, mutate: 1, chain: 1, collect: 0.1 },
  },
  'defaults-700': {
    roots: 64,
    ids: 5000,
    threshold: [700, 10, 10],
    finalizers: 9,
    weights: { object: 8, ring: 4, mutate: 1, chain: 1.5, churn: 0.5 },
  },
  'defaults-2000': {
    roots: 64,
    ids: 5500,
    threshold: [2000, 10, 10],
    finalizers: 9,
    weights: { object: 8, ring: 4, mutate: 1, chain: 3, churn: 1 },
  },
};

/** Every theme there is. */
export const programThemes: readonly ProgramTheme[] = Object.keys(THEMES) as ProgramTheme[];

/** A program that `readProgram` reads, and what its interpreter must have. */
export interface RandomProgram extends Program {
  readonly needs?: readonly string[];
}

/** The lists are looked at every so many operations. */
const LOOKS = 90;

/**
 * A random program: rings tied and let go, objects hung on others, finalizers that resurrect, weak
 * references that call back, collections by hand and by themselves. What it does to a reader's
 * interpreter, `RECORDER_SCRIPT` tells; what it does to the model, `runProgram`.
 *
 * @param seed a whole number from 0.
 * @param operations at least so many. @defaultValue 600
 *
 * @example
 * ```ts
 * import { programThemes, randomProgram } from '@memstrata/gengc/conform';
 *
 * const program = randomProgram('rings', 7, 100);
 * console.log(program.name, program.ops.length >= 100, programThemes.length); // → rings-7 true 10
 * ```
 */
export function randomProgram(theme: ProgramTheme, seed: number, operations = 600): RandomProgram {
  const { roots, ids, threshold, finalizers, needs, weights }: Theme = THEMES[theme];
  const writer = new ProgramWriter(seedOf(theme, seed), {
    roots,
    ids,
    finalizers: finalizers ?? 0,
  });
  const { random } = writer;
  const chosen = threshold ?? [1 + random.below(5), random.below(4), random.below(3)];
  const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  for (let looked = 0; writer.ops.length < operations; ) {
    gestures[drawn(weights, random.part() * total)](writer);
    if (writer.ops.length - looked < LOOKS) continue;
    writer.add('members');
    looked = writer.ops.length;
  }
  writer.add('members');
  const ops: readonly ProgramOp[] = writer.ops;
  const program = { name: `${theme}-${seed}`, threshold: chosen, nids: writer.ids + 1, ops };
  return needs ? { ...program, needs } : program;
}

function drawn(weights: Theme['weights'], at: number): Gesture {
  let left = at;
  const entries = Object.entries(weights) as [Gesture, number][];
  for (const [gesture, weight] of entries) {
    left -= weight;
    if (left < 0) return gesture;
  }
  return 'object';
}

/** Themes of one seed differ in more than their weights. */
function seedOf(theme: string, seed: number): number {
  let mixed = seed;
  for (const letter of theme) mixed = Math.imul(mixed, 31) + (letter.codePointAt(0) ?? 0);
  return mixed;
}
