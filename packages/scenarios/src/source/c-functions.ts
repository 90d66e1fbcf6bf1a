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
  lineOf: (step: CStep) => string,
): ReadonlyMap<string, readonly Written[]> {
  const written = new Map<string, Written[]>(unit.functions.map(({ name }) => [name, []]));
  const open: { name: string; lines: string[] }[] = [];
  const close = (returns: boolean): void => {
    const inner = open.pop();
    if (inner) written.get(inner.name)?.push({ lines: inner.lines, returns });
  };
  // What is asked before main is called is asked at its start.
  const before: string[] = [];
  for (const step of steps) {
    if (step.op === 'exec' || step.op === 'ask-mappings') continue;
    const isMain = step.op === 'call' && step.function === 'main';
    if (!isMain) (open.at(-1)?.lines ?? before).push(lineOf(step));
    if (step.op === 'call' || step.op === 'thread')
      open.push({ name: step.function, lines: isMain ? before : [] });
    if (step.op === 'return') close(true);
  }
  while (open.length > 0) close(false);
  return written;
}
