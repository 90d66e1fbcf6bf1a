/** From one line of steps to the bodies of functions: what happens between a call and its return. */
import type { Unit } from '../program/process-steps.ts';
import type { CStep } from './c-step.ts';

/** What one call does. */
export interface Written {
  readonly lines: readonly string[];
  /** false where the program ends inside. */
  readonly returns: boolean;
}

/** The calls of each function, in order, as lines of C. */
export function functionsOf(
  steps: readonly CStep[],
  unit: Unit,
  lineOf: (step: CStep, inside: string) => string,
): ReadonlyMap<string, readonly Written[]> {
  const written = new Map<string, Written[]>(unit.functions.map(({ name }) => [name, []]));
  const open: { name: string; lines: string[]; returns: boolean }[] = [];
  // A call stands in the order of its start: a function that calls itself is not back before.
  const enter = (name: string, lines: string[]): void => {
    const inner = { name, lines, returns: false };
    written.get(name)?.push(inner);
    open.push(inner);
  };
  // What is asked before main is called is asked at its start.
  const before: string[] = [];
  for (const step of steps) {
    if (step.op === 'exec' || step.op === 'ask-mappings') continue;
    const isMain = step.op === 'call' && step.function === 'main';
    if (!isMain) (open.at(-1)?.lines ?? before).push(lineOf(step, open.at(-1)?.name ?? 'main'));
    if (step.op === 'call' || step.op === 'thread') enter(step.function, isMain ? before : []);
    if (step.op !== 'return') continue;
    const inner = open.pop();
    if (inner) inner.returns = true;
  }
  return written;
}
