/**
 * What the generated program calls the names of a program that it has another use for: a taken name gets an
 * underscore, `link` is `link_`, and so do those that it would meet then, `link_` is `link__`. It depends on the name
 * alone, and it can be undone: questions and labels say the author's name.
 */
import { operandsOf } from '../program/operands.ts';
import type { FunctionDeclaration, Unit, VariableDeclaration } from '../program/process-steps.ts';
import type { Step } from '../program/program.ts';
import { isTakenInC } from './c-names.ts';
import { isTakenInPython, isTakenSlot } from './python-names.ts';

/** What becomes of a program's names. */
interface Naming {
  readonly name: (name: string) => string;
  /** The same for the slot of a class. */
  readonly slot: (name: string) => string;
}

type Taken = (name: string) => boolean;

const isMoved = (name: string, taken: Taken): boolean => taken(name.replace(/_+$/, ''));

/** From the author's name to that of the generated program. */
const into = (taken: Taken, name: string): string => (isMoved(name, taken) ? `${name}_` : name);

/** From the name of the generated program to the author's. */
const outOf = (taken: Taken, name: string): string =>
  name.endsWith('_') && isMoved(name, taken) ? name.slice(0, -1) : name;

/** The author's name for a name of the generated C. */
export const writtenInC = (name: string): string => outOf(isTakenInC, name);

/** The author's name for a name of the generated Python. */
export const writtenInPython = (name: string): string => outOf(isTakenInPython, name);

const toC: Naming = { name: (name) => into(isTakenInC, name), slot: (name) => name };
const fromC: Naming = { name: writtenInC, slot: (name) => name };
const toPython: Naming = {
  name: (name) => into(isTakenInPython, name),
  slot: (slot) => into(isTakenSlot, slot),
};
const fromPython: Naming = { name: writtenInPython, slot: (slot) => outOf(isTakenSlot, slot) };

/** The step with the names of the generated C. */
export const namedInC = <S extends Step>(step: S): S => renamed(step, toC);

/** The step of a generated C program with the author's names. */
export const asWrittenInC = <S extends Step>(step: S): S => renamed(step, fromC);

/** The step with the names of the generated Python. */
export const namedInPython = <S extends Step>(step: S): S => renamed(step, toPython);

/** The step of a generated Python program with the author's names. */
export const asWrittenInPython = <S extends Step>(step: S): S => renamed(step, fromPython);

/** Operands that are no names, though they may be texts. */
const NO_NAMES: readonly string[] = ['one-of', 'text-list', 'whole', 'word'];

/** The table that validates programs says which operands are names. */
function renamed<S extends Step>(step: S, naming: Naming): S {
  const changed = operandsOf(step).map(([operand, { is }]) => {
    const value: unknown = Reflect.get(step, operand);
    if (NO_NAMES.includes(is)) return [operand, value];
    if (is === 'unit') return [operand, renamedUnit(value as Unit, naming)];
    if (is === 'steps')
      return [operand, (value as readonly Step[]).map((each) => renamed(each, naming))];
    const change = is === 'identifier' || is === 'identifier-list' ? naming.slot : naming.name;
    return [operand, Array.isArray(value) ? value.map(texts(change)) : texts(change)(value)];
  });
  return { ...step, ...Object.fromEntries(changed) };
}

/** Leaves numbers and null as they are. */
const texts =
  (change: (name: string) => string) =>
  (value: unknown): unknown =>
    typeof value === 'string' ? change(value) : value;

function renamedUnit({ variables = [], functions }: Unit, naming: Naming): Unit {
  const declared = <D extends { readonly name: string }>(each: D): D => ({
    ...each,
    name: naming.name(each.name),
  });
  const inner = (each: FunctionDeclaration): FunctionDeclaration => ({
    ...declared(each),
    parameters: (each.parameters ?? []).map(declared),
    variables: (each.variables ?? []).map((variable): VariableDeclaration => declared(variable)),
  });
  return { variables: variables.map(declared), functions: functions.map(inner) };
}
