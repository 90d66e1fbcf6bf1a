/**
 * A program that cannot be performed: a name used before it is bound, an operand of the wrong type
 * or outside its limits. Names the step and the operand, both as the author wrote them.
 */
export class ProgramError extends Error {
  readonly code = 'ERR_PROGRAM';
  /** Index of the step in the program, from 0. */
  readonly step: number;
  /** The operand at fault, `op` when the operation itself is unknown. */
  readonly operand: string;

  constructor(step: number, operand: string, problem: string) {
    super(`program[${step}].${operand}: ${problem}`);
    this.name = 'ProgramError';
    this.step = step;
    this.operand = operand;
  }
}

/** A machine that cannot be made as its options say, or not for this program. */
export class MachineError extends Error {
  readonly code = 'ERR_MACHINE';
  /** The option at fault, e.g. `heap.policy`. */
  readonly option: string;

  constructor(option: string, problem: string) {
    super(`machine.${option}: ${problem}`);
    this.name = 'MachineError';
    this.option = option;
  }
}

/** The program looks into an object at an address where none lives any more. */
export class NoObjectAt extends Error {
  readonly code = 'ERR_NO_OBJECT_AT';
  readonly address: number;

  constructor(address: number) {
    super(`no object lives at 0x${address.toString(16)}; ask while something still holds it`);
    this.name = 'NoObjectAt';
    this.address = address;
  }
}

/** The program uses a name that stands for `None` as if it were an object with attributes. */
export class NameIsNone extends Error {
  readonly code = 'ERR_NAME_IS_NONE';
  /** The name. */
  readonly variable: string;

  constructor(variable: string) {
    super(`the name ${variable} stands for None; bind it to an object first`);
    this.name = 'NameIsNone';
    this.variable = variable;
  }
}

/** A recording or a printed line that is not in the agreed format; says which field and what was expected. */
export class RecordFormatError extends Error {
  readonly code = 'ERR_RECORD_FORMAT';
  /** The field or line at fault. */
  readonly field: string;

  constructor(field: string, expected: string) {
    super(`${field}: expected ${expected}.`);
    this.name = 'RecordFormatError';
    this.field = field;
  }
}
