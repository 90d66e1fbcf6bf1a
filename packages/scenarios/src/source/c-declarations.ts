import type { ParameterDeclaration, VariableDeclaration } from '../program/process-steps.ts';

const TYPES = { char: 'signed char ', int: 'int ', long: 'long ', pointer: 'char *' } as const;

/** C17 reads `??/` as a backslash, in a string too. */
const withoutTrigraphs = (text: string): string => text.replace(/\?(?=\?)/g, '?\\');

/** A parameter as C declares it. */
export const parameter = ({ name, type }: ParameterDeclaration): string => `${TYPES[type]}${name}`;

/**
 * A variable as C declares it, without the semicolon. `volatile`, so that each load and store happens
 * where it stands; not where it is const, or it would not be put with the constants.
 */
export function declaration(variable: VariableDeclaration): string {
  const { name, type, length, value, literal, storage } = variable;
  const stored = storage === undefined ? '' : `${storage} `;
  const qualified = storage === 'const' ? '' : 'volatile ';
  const typed = type === 'pointer' ? `${TYPES.pointer}${qualified}` : `${qualified}${TYPES[type]}`;
  const array = length === undefined ? '' : `[${length}]`;
  const first = literal === undefined ? value : `"${withoutTrigraphs(literal)}"`;
  const initial = first === undefined ? '' : ` = ${length === undefined ? first : `{${first}}`}`;
  return `${stored}${typed}${name}${array}${initial}`;
}
