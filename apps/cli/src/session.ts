import { EXIT_OK } from './failure.ts';
import type { Terminal } from './terminal.ts';

/** One invocation: where it prints, and with what status it will end. */
export interface Session {
  readonly terminal: Terminal;
  /** Set by a command whose answer is "no", such as a conformance run that differs. */
  exitCode: number;
}

export const openSession = (terminal: Terminal): Session => ({ terminal, exitCode: EXIT_OK });
