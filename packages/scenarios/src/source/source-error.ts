/** A step that the language asked for cannot say, e.g. `del` in C. */
export class SourceError extends Error {
  readonly code = 'ERR_SOURCE';
  readonly language: 'C' | 'Python';
  /** Index of the step in the program, from 0. */
  readonly step: number;
  readonly op: string;

  constructor(language: 'C' | 'Python', step: number, op: string) {
    super(`program[${step}]: ${op} is not an operation of a ${language} program.`);
    this.name = 'SourceError';
    this.language = language;
    this.step = step;
    this.op = op;
  }
}
