/** What is wrong with the variables and functions of a C program, in one sentence. */
import { isRecord, show } from '../json-value.ts';
import { isIdentifier, isReserved } from './identifier.ts';

/** The types of variables and parameters. */
export const TYPES: readonly unknown[] = ['char', 'int', 'long', 'pointer'];

/** Longest array in elements. */
export const MAX_LENGTH: number = 2 ** 26;
/** What a string literal may be: plain characters, no quote and no backslash. */
export const LITERAL: RegExp = /^[ !#-[\]-~]{1,200}$/;

/** Most variables, functions or parameters of one list. */
export const MOST_DECLARED = 64;

type Json = Readonly<Record<string, unknown>>;

/** The first problem found, or nothing. */
export function unitProblem(unit: unknown): string | undefined {
  if (!isRecord(unit)) return 'a unit is an object with functions.';
  const unknown = unknownField(unit, ['variables', 'functions']);
  if (unknown) return unknown;
  const { variables = [], functions } = unit;
  if (!Array.isArray(functions)) return 'functions are a list, main among them.';
  const seen = new Set<unknown>();
  return (
    listProblem(variables, (each) => variableProblem(each, seen, false)) ??
    listProblem(functions, (each) => functionProblem(each, seen)) ??
    (seen.has('main') ? undefined : 'there is no function main.')
  );
}

/** A field that nobody reads is a field misspelt. */
const unknownField = (written: Json, known: readonly string[]): string | undefined => {
  const other = Object.keys(written).find((name) => !known.includes(name));
  return other === undefined ? undefined : `${show(other)} is none of ${known.join(', ')}.`;
};

function listProblem(
  list: unknown,
  problemOf: (each: unknown) => string | undefined,
): string | undefined {
  if (!Array.isArray(list) || list.length > MOST_DECLARED)
    return `${show(list)} is not a list of at most ${MOST_DECLARED}.`;
  return list.map(problemOf).find(Boolean);
}

function nameProblem(name: unknown, seen: Set<unknown>, mayBeMain = false): string | undefined {
  if (typeof name !== 'string' || !isIdentifier(name)) return `${show(name)} is not a name.`;
  if (seen.has(name)) return `${show(name)} is declared twice.`;
  if (!(mayBeMain && name === 'main') && isReserved(name))
    return `${show(name)} is reserved in C or Python: choose another name.`;
  seen.add(name);
  return undefined;
}

const VARIABLE = ['name', 'type', 'length', 'value', 'literal', 'storage'];
const FUNCTION = ['name', 'parameters', 'variables', 'result'];

function variableProblem(
  variable: unknown,
  seen: Set<unknown>,
  isInner: boolean,
): string | undefined {
  if (!isRecord(variable)) return `${show(variable)} is not a variable.`;
  const { name, type, length, value, literal, storage } = variable;
  const problem = unknownField(variable, VARIABLE) ?? nameProblem(name, seen);
  if (problem) return problem;
  const of = `of ${String(name)}`;
  if (!TYPES.includes(type))
    return `the type ${of} is ${show(type)}, not char, int, long, pointer.`;
  if (length !== undefined && !isWhole(length, 1, MAX_LENGTH))
    return `the length ${of} is not a whole number from 1 to ${MAX_LENGTH}.`;
  if (value !== undefined && !isWhole(value, type === 'char' ? -128 : -(2 ** 31), most(type)))
    return `the value ${of} does not fit.`;
  if (storage !== undefined && storage !== 'static' && storage !== 'const')
    return `the storage ${of} is ${show(storage)}, not static or const.`;
  if (isInner && storage === 'const')
    return `${String(name)} is const in a function, which is automatic: make it static.`;
  if (isInner && storage === undefined && (value !== undefined || literal !== undefined))
    return `${String(name)} is automatic: give it its value by a step.`;
  if (type === 'pointer' && (value !== undefined || storage === 'const'))
    return `${String(name)} is a pointer: it has no value, and is not const.`;
  if (type === 'pointer' && length !== undefined && (isInner ? storage !== 'static' : literal))
    return `${String(name)} is an array of pointers: make it static in a function, and give it no literal.`;
  if (literal === undefined) return undefined;
  return type === 'pointer' && typeof literal === 'string' && LITERAL.test(literal)
    ? undefined
    : `the literal ${of} is not 1 to 200 plain characters for a pointer.`;
}

function functionProblem(each: unknown, seen: Set<unknown>): string | undefined {
  if (!isRecord(each)) return `${show(each)} is not a function.`;
  const { name, parameters = [], variables = [], result = 'void' } = each;
  const problem = unknownField(each, FUNCTION) ?? nameProblem(name, seen, true);
  if (problem) return problem;
  if (result !== 'void' && !TYPES.includes(result))
    return `the result of ${String(name)} is ${show(result)}.`;
  if (name === 'main' && Array.isArray(parameters) && parameters.length > 0)
    return 'main has no parameters here: ask for the words of the stack instead.';
  return (
    listProblem(parameters, (each) => parameterProblem(each, seen)) ??
    listProblem(variables, (each) => variableProblem(each, seen, true))
  );
}

function parameterProblem(each: unknown, seen: Set<unknown>): string | undefined {
  if (!isRecord(each)) return `${show(each)} is not a parameter.`;
  if (!TYPES.includes(each['type'])) return `${show(each['type'])} is no type of a parameter.`;
  return unknownField(each, ['name', 'type']) ?? nameProblem(each['name'], seen);
}

const most = (type: unknown): number => (type === 'char' ? 127 : 2 ** 31 - 1);

const isWhole = (value: unknown, from: number, to: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to;
