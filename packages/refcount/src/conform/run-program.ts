/**
 * Runs a program of the collector oracle on the object heap and prints what the oracle's harness
 * would print, line by line.
 */
import { operations } from './operations.ts';
import { ProgramRun, type RunOptions } from './program-run.ts';
import type { Program } from './record-format.ts';

/** The lines a program prints: one before its first operation, one after each. */
export function runProgram(program: Program, options: RunOptions): string[] {
  const run = new ProgramRun(program, options);
  const lines = [run.line()];
  for (const op of program.ops) {
    run.begin();
    operations[op[0]]?.(run, Number(op[1]), Number(op[2]), op);
    lines.push(run.line(op));
  }
  return lines;
}
