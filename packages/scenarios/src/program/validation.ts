import { ProgramError } from '../errors.ts';
import { show } from '../json-value.ts';
import { textProblem } from '../language.ts';
import { isQuestion } from '../observe.ts';
import { isIdentifier, isReserved } from './identifier.ts';
import { type NameKind, type Operand, operands, operandsOf, type Shape } from './operands.ts';
import { PROCESS_OPS, ProcessScope } from './process-scope.ts';
import type { Step, StepOf } from './program.ts';
import { unitProblem } from './unit-problem.ts';

/** Longest program; a replay of more steps belongs into a trace. */
export const MAX_STEPS = 1_000_000;

/** Throws unless every step can be performed as written. Cost: one pass. */
export function validateProgram(program: readonly Step[]): void {
  if (!Array.isArray(program))
    throw new ProgramError(0, 'program', 'a program is a list of steps.');
  if (program.length > MAX_STEPS)
    throw new ProgramError(MAX_STEPS, 'program', `a program has at most ${MAX_STEPS} steps.`);
  const names = new Names();
  for (const [index, step] of program.entries()) validateStep(index, step, names);
}

/** @param at - what stands before the operand's name in an error: the place in a loop. */
function validateStep(index: number, step: Step, names: Names, at = ''): void {
  const op: unknown = typeof step === 'object' && step !== null ? step.op : undefined;
  if (typeof op !== 'string' || !Object.hasOwn(operands, op))
    throw new ProgramError(
      index,
      `${at}op`,
      op === undefined ? 'a step is an object with an op.' : `${show(op)} is no operation.`,
    );
  requireRemarks(index, step, at);
  for (const [name, operand] of operandsOf(step)) {
    const value: unknown = Reflect.get(step, name);
    const problem =
      value === undefined ? 'this operand is missing.' : checkOperand(operand, value, names);
    if (problem) throw new ProgramError(index, `${at}${name}`, problem);
  }
  const [operand, problem] = names.scope.problem(step) ?? names.problemOf(step) ?? [];
  if (problem) throw new ProgramError(index, `${at}${operand}`, problem);
  names.apply(step);
  if (step.op === 'repeat') validateLoop(index, step, names);
}

/** What a step carries besides its operands, and nothing that nobody reads. */
function requireRemarks(index: number, step: Step, at: string): void {
  for (const [name, value] of Object.entries(step)) {
    if (name === 'op' || Object.hasOwn(operands[step.op], name)) continue;
    const problem = REMARKS.has(name)
      ? value === undefined
        ? undefined
        : textProblem(value)
      : `no operand of ${step.op}`;
    if (problem === undefined) continue;
    const said = REMARKS.has(name) ? `expected ${problem}.` : `is ${problem}.`;
    throw new ProgramError(index, `${at}${name}`, said);
  }
}

const REMARKS: ReadonlySet<string> = new Set(['note', 'notClaimed']);

/** What is made once; and a C program's loops are those over an array of pointers. */
const NOT_IN_LOOPS: ReadonlySet<unknown> = new Set<Step['op']>([
  'repeat',
  'class',
  'class-with-finalizer',
  'crowd',
  'malloc',
  'free',
  'forget',
]);

/** The second turn begins with the names the first has left, and so does every other. */
function validateLoop(index: number, { steps }: StepOf<'repeat'>, names: Names): void {
  for (const _turn of [1, 2])
    for (const [place, step] of steps.entries()) {
      const at = `steps[${place}].`;
      const op: unknown = step?.op;
      if (NOT_IN_LOOPS.has(op) || PROCESS_OPS.has(op) || (step && isQuestion(step)))
        throw new ProgramError(index, `${at}op`, `${show(op)} has no place in a loop.`);
      validateStep(index, step, names, at);
    }
}

/** The names of the program at one step: what each stands for. */
class Names {
  readonly #kinds = new Map<string, NameKind>();
  readonly #classes = new Map<string, readonly string[]>();
  /** Slots of the object a name stands for. */
  readonly #slots = new Map<string, readonly string[]>();
  /** The process, its functions, and which variables are in sight. */
  readonly scope: ProcessScope = new ProcessScope(this.#kinds);
  readonly #shapes = new Map<string, Shape>();
  /** Classes whose instances are born with a label. */
  readonly #labelled = new Set<string>();

  kindOf(name: string): NameKind | undefined {
    return this.#kinds.get(name);
  }

  shapeOf(name: string): Shape {
    return this.#shapes.get(name) ?? 'other';
  }

  /** What is wrong with a step whose operands are well-formed: the operand at fault, and why. */
  problemOf(step: Step): readonly [string, string] | undefined {
    if (step.op === 'set' && !this.#slots.get(step.object)?.includes(step.slot))
      return ['slot', `${step.object} has no slot ${show(step.slot)}.`];
    if (step.op === 'dict' && new Set(step.items).size < step.items.length)
      return ['items', 'a name stands in the list twice: a dict has one entry for each key.'];
    if (step.op !== 'new' && step.op !== 'new-labelled') return undefined;
    const tells = this.#labelled.has(step.type);
    if (tells === (step.op === 'new-labelled')) return undefined;
    return ['op', `${step.type} has ${tells ? 'a' : 'no'} finalizer that tells a label.`];
  }

  apply(step: Step): void {
    for (const [name, operand] of operandsOf(step)) {
      const written: unknown = Reflect.get(step, name);
      if (written === null) continue;
      const value = String(written);
      if (operand.is === 'binds' || operand.is === 'binds-or-null')
        this.#bind(value, operand.kind, step);
      if (operand.is === 'unbinds') this.#kinds.delete(value);
    }
    this.scope.apply(step);
    if (step.op === 'class' || step.op === 'class-with-finalizer')
      this.#classes.set(step.name, step.slots);
    if (step.op === 'class-with-finalizer') {
      this.#labelled.add(step.name);
      if (step.saveAs) this.#shape(step.saveAs, 'instance', step.slots);
    }
  }

  #bind(name: string, kind: NameKind, step: Step): void {
    this.#kinds.set(name, kind);
    if (step.op === 'assign')
      this.#shape(name, this.shapeOf(step.from), this.#slots.get(step.from) ?? []);
    else if (step.op === 'new' || step.op === 'new-labelled')
      this.#shape(name, 'instance', this.#classes.get(step.type) ?? []);
    else this.#shape(name, SHAPES[step.op] ?? 'other', []);
  }

  #shape(name: string, shape: Shape, slots: readonly string[]): void {
    this.#shapes.set(name, shape);
    this.#slots.set(name, slots);
  }
}

/** What the operations that make built-in objects make. */
const SHAPES: Readonly<Partial<Record<Step['op'], Shape>>> = {
  list: 'list',
  'weak-reference': 'weak reference',
  'weak-callback': 'weak reference',
};

const checks: {
  readonly [K in Operand['is']]: (
    operand: Extract<Operand, { is: K }>,
    value: unknown,
    names: Names,
  ) => string | undefined;
} = {
  bound: (operand, value, names) => checkBound(operand.kind, value, names),
  'bound-or-null': (operand, value, names) =>
    value === null ? undefined : checkBound(operand.kind, value, names),
  'bound-list': (operand, value, names) =>
    Array.isArray(value) && (value.length > 0 || operand.mayBeEmpty)
      ? value.map((name) => checkBound(operand.kind, name, names)).find(Boolean)
      : `${show(value)} is not a list of names.`,
  binds: (operand, value, names) => checkBinds(operand.kind, value, names),
  unbinds: (operand, value, names) => checkBound(operand.kind, value, names),
  identifier: (_operand, value) => checkIdentifier(value),
  'identifier-list': (operand, value) => checkIdentifiers(value, operand.atMost),
  whole: ({ from, to }, value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to
      ? undefined
      : `${show(value)} is not a whole number from ${from} to ${to}.`,
  location: (_operand, value, names) => checkKinds(LOCATIONS, value, names),
  'location-or-null': (_operand, value, names) =>
    value === null ? undefined : checkKinds(LOCATIONS, value, names),
  located: (_operand, value, names) => checkKinds([...LOCATIONS, 'function'], value, names),
  value: (_operand, value, names) => checkValue(value, names),
  'value-or-null': (_operand, value, names) =>
    value === null ? undefined : checkValue(value, names),
  'value-list': ({ atMost, atLeast = 0 }, value, names) =>
    Array.isArray(value) && value.length >= atLeast && value.length <= atMost
      ? value.map((item) => checkValue(item, names)).find(Boolean)
      : `${show(value)} is not a list of ${atLeast > 0 ? `${atLeast} to` : 'at most'} ${atMost} values.`,
  'one-of': ({ words }, value) =>
    typeof value === 'string' && words.includes(value)
      ? undefined
      : `${show(value)} is not one of ${words.join(', ')}.`,
  'text-list': ({ atMost }, value) =>
    Array.isArray(value) && value.length <= atMost && value.every(isText)
      ? undefined
      : `${show(value)} is not a list of at most ${atMost} texts of up to 255 characters without NUL.`,
  unit: (_operand, value) => unitProblem(value),
  shaped: ({ shape }, value, names) =>
    checkBound('object', value, names) ??
    (names.shapeOf(String(value)) === shape ? undefined : `${show(value)} names no ${shape}.`),
  word: (_operand, value) =>
    typeof value === 'string' && /^[A-Za-z]{2,30}$/.test(value)
      ? undefined
      : `${show(value)} is not a text of 2 to 30 letters.`,
  'binds-or-null': ({ kind }, value, names) =>
    value === null ? undefined : checkBinds(kind, value, names),
  steps: (_operand, value) =>
    Array.isArray(value) && value.length > 0 && value.length <= 16
      ? undefined
      : `${show(value)} is not a list of 1 to 16 steps.`,
};

/** What lies somewhere and can be stored to. */
const LOCATIONS: readonly NameKind[] = ['variable', 'pointer', 'pointers'];

/** The kernel ends an argument at its first NUL. */
const isText = (value: unknown): boolean =>
  typeof value === 'string' && value.length <= 255 && !value.includes('\0');

const checkValue = (value: unknown, names: Names): string | undefined =>
  typeof value === 'number'
    ? Number.isInteger(value) && Math.abs(value) < 2 ** 31
      ? undefined
      : `${value} is not a whole number below 2^31.`
    : checkKinds(LOCATIONS, value, names);

function checkKinds(kinds: readonly NameKind[], value: unknown, names: Names): string | undefined {
  if (typeof value !== 'string') return `${show(value)} is not a name.`;
  const found = names.kindOf(value);
  if (found === undefined) return `${show(value)} is used before it is bound.`;
  return kinds.includes(found) ? undefined : `${show(value)} names ${KINDS[found]}.`;
}

const checkOperand = (operand: Operand, value: unknown, names: Names): string | undefined =>
  (checks[operand.is] as (operand: Operand, value: unknown, names: Names) => string | undefined)(
    operand,
    value,
    names,
  );

const KINDS: Readonly<Record<NameKind, string>> = {
  pointer: 'a pointer',
  class: 'a class',
  object: 'an object',
  place: 'a place',
  variable: 'a variable',
  function: 'a function',
  crowd: 'a crowd',
  pointers: 'an array of pointers',
  number: 'a number',
};

function checkBound(kind: NameKind, value: unknown, names: Names): string | undefined {
  if (typeof value !== 'string') return `${show(value)} is not a name.`;
  const found = names.kindOf(value);
  if (found === undefined) return `${show(value)} is used before it is bound.`;
  return found === kind ? undefined : `${show(value)} names ${KINDS[found]}, not ${KINDS[kind]}.`;
}

function checkBinds(kind: NameKind, value: unknown, names: Names): string | undefined {
  const problem = checkIdentifier(value);
  if (problem) return problem;
  const found = names.kindOf(String(value));
  if (found === undefined || (found === kind && kind !== 'class')) return undefined;
  return `${show(value)} already names ${KINDS[found]}.`;
}

function checkIdentifiers(value: unknown, atMost: number): string | undefined {
  if (!Array.isArray(value) || value.length > atMost)
    return `${show(value)} is not a list of at most ${atMost} names.`;
  if (new Set(value).size < value.length) return 'a name stands in the list twice.';
  return value.map(checkIdentifier).find(Boolean);
}

function checkIdentifier(value: unknown): string | undefined {
  if (typeof value !== 'string' || !isIdentifier(value))
    return `${show(value)} is not a name: a letter, then up to 30 letters, digits or _.`;
  return isReserved(value)
    ? `${show(value)} is reserved in C or Python: choose another name.`
    : undefined;
}
