/** Statements that hand on values: between integers and addresses C converts only where it is told to. */
import type { FunctionDeclaration, Unit, Value, VariableType } from '../program/process-steps.ts';
import type { StepOf } from '../program/program.ts';

const TYPES = { char: 'signed char', int: 'int', long: 'long', pointer: 'char *' } as const;

const MOST_INT = 2 ** 31 - 1;

/** What the statements of a program need to know of its variables and functions. */
export class ValueStatements {
  readonly #types: ReadonlyMap<string, VariableType>;
  readonly #functions: ReadonlyMap<string, FunctionDeclaration>;

  constructor({ variables = [], functions }: Unit) {
    const inner = functions.flatMap(({ parameters = [], variables: own = [] }) => [
      ...parameters,
      ...own,
    ]);
    this.#types = new Map([...variables, ...inner].map(({ name, type }) => [name, type]));
    this.#functions = new Map(functions.map((each) => [each.name, each]));
  }

  add({ into, terms }: StepOf<'add'>): string {
    return `${into} = ${this.#sum(terms, this.#types.get(into) ?? 'int')};`;
  }

  call({ function: name, arguments: values, into }: StepOf<'call'>): string {
    const { parameters = [], result = 'void' } = this.#functions.get(name) ?? {};
    const given = values.map((value, index) =>
      this.#sum([value], parameters[index]?.type ?? 'int'),
    );
    const called = `${name}(${given.join(', ')})`;
    if (into === null) return `${called};`;
    const type = this.#types.get(into) ?? 'int';
    const isAlike = (type === 'pointer') === (result === 'pointer');
    return `${into} = ${isAlike ? called : `(${TYPES[type]})(long)${called}`};`;
  }

  /** @param inside - the function that returns; `main` answers a number always. */
  return({ value }: StepOf<'return'>, inside: string): string {
    if (value === null) return inside === 'main' ? 'return 0;' : 'return;';
    const { result = 'void' } = this.#functions.get(inside) ?? {};
    return `return ${this.#sum([value], inside === 'main' || result === 'void' ? 'int' : result)};`;
  }

  /** The terms as one value of the type `to`; as they are written where C takes them so. */
  #sum(terms: readonly Value[], to: VariableType): string {
    const pointers = terms.filter((term) => this.#isPointer(term)).length;
    if (isTakenAsWritten(terms, pointers, to)) return terms.map((term) => plain(term)).join(' + ');
    const words = terms.map((term) =>
      typeof term === 'number' ? plain(term, 'L') : `(long)${term}`,
    );
    return `(${TYPES[to]})(${words.join(' + ')})`;
  }

  #isPointer(term: Value): boolean {
    return typeof term === 'string' && this.#types.get(term) === 'pointer';
  }
}

/** One address may be moved by numbers; a number that is too large for its type is a warning. */
function isTakenAsWritten(terms: readonly Value[], pointers: number, to: VariableType): boolean {
  const numbers = terms.filter((each) => typeof each === 'number');
  const most = numbers.reduce((total, each) => total + Math.abs(each), 0);
  const isConstant = numbers.length === terms.length;
  if (to === 'pointer') return pointers === 1 || (isConstant && most === 0);
  return pointers === 0 && most <= (isConstant && to === 'char' ? 127 : MOST_INT);
}

const plain = (value: Value, suffix = ''): string =>
  typeof value === 'number' && value < 0 ? `(${value}${suffix})` : `${value}${suffix}`;
