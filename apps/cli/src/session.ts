import { EXIT_OK } from './failure.ts';
import type { Input } from './quiz/chooser.ts';
import type { Terminal } from './terminal.ts';

/** One invocation: what it reads, where it prints, and with what status it will end. */
export interface Session {
  readonly terminal: Terminal;
  /** Standard input. */
  readonly input: Input;
  /** Set by a command whose answer is "no", such as a conformance run that differs. */
  exitCode: number;
}

export const openSession = (terminal: Terminal, input: Input): Session => ({
  terminal,
  input,
  exitCode: EXIT_OK,
});
