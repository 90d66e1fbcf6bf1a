/** C programs of random shape that call, for the recorder of stacks: what is written, and what the recorder must know of it. */
import { Random } from './random.ts';

/** A program and the places in it that matter. */
export interface CallProgram {
  readonly source: string;
  /** Every function, main included. */
  readonly functions: readonly string[];
  /** Where the stack is looked at. */
  readonly mark: string;
  readonly markAt: 'entry' | 'body';
  /** The function whose result is followed back, if it has one. */
  readonly result: string | null;
  /** By variadic function: the line where its arguments have been read, and the variables they are in. */
  readonly variadic: Readonly<Record<string, { line: number; names: readonly string[] }>>;
}

const SCALARS = ['char', 'short', 'int', 'long', 'float', 'double', 'void *'] as const;
/** What a variadic argument is after its promotion. */
const PROMOTED = ['int', 'long', 'double', 'void *'] as const;

export const randomCallProgram = (seed: number): CallProgram => new Writer(seed).program();

/** A function to be written: what it takes and gives back. */
interface Shape {
  readonly name: string;
  readonly result: string;
  readonly parameters: readonly string[];
}

class Writer {
  readonly #random: Random;
  readonly #lines: string[] = [];
  readonly #types: string[] = [];
  readonly #functions: string[] = [];
  readonly #variadic: Record<string, { line: number; names: readonly string[] }> = {};
  #objects = 0;

  constructor(seed: number) {
    this.#random = new Random(seed);
  }

  program(): CallProgram {
    const random = this.#random;
    this.#lines.push('#include <stdarg.h>', 'volatile int sink = 3;');
    for (let count = 1 + random.below(3); count > 0; count -= 1) this.#structure();
    const mark = this.#shape('mark', 'void', random.below(4));
    this.#function(mark, []);
    const result = this.#result();
    let next = mark;
    for (let depth = random.below(5); depth > 0; depth -= 1) next = this.#link(`f${depth}`, next);
    const variadic = random.once(2) ? this.#variadicCall() : [];
    const follow = result ? [`result_copy = ${this.#call(result)};`] : [];
    this.#main([...follow, ...variadic, `${this.#call(next)};`]);
    return {
      source: `${this.#lines.join('\n')}\n`,
      functions: this.#functions,
      mark: mark.name,
      markAt: random.pick('entry', 'body'),
      result: result?.name ?? null,
      variadic: this.#variadic,
    };
  }

  #main(statements: readonly string[]): void {
    const { locals } = this.#locals();
    this.#open('main', 'int main(void) {');
    this.#lines.push(...[...locals, ...statements, 'sink = 4;', 'return 0;'].map(indented), '}');
  }

  #open(name: string, header: string): void {
    this.#functions.push(name);
    this.#lines.push(header);
  }

  /** One to five members; sometimes an array among them. */
  #structure(): void {
    const random = this.#random;
    const name = `struct s${this.#types.length}`;
    const members = Array.from({ length: 1 + random.below(5) }, (_, at) => {
      const type = random.pick(...SCALARS);
      return random.once(8) ? `${type} m${at}[${1 + random.below(4)}];` : `${type} m${at};`;
    });
    this.#lines.push(`${name} { ${members.join(' ')} };`);
    this.#types.push(name);
  }

  #type(): string {
    const random = this.#random;
    if (random.once(3)) return this.#types[random.below(this.#types.length)] ?? 'int';
    return random.once(16) ? 'long double' : random.pick(...SCALARS);
  }

  /** A few arguments as a rule, many now and then. */
  #shape(name: string, result: string, parameters: number): Shape {
    return { name, result, parameters: Array.from({ length: parameters }, () => this.#type()) };
  }

  #parameterCount(): number {
    return this.#random.pick(
      0,
      this.#random.below(6),
      this.#random.below(9),
      7 + this.#random.below(8),
    );
  }

  /** A global object of the type, with something in it. */
  #object(type: string): string {
    const name = `g${this.#objects}`;
    this.#objects += 1;
    const value = this.#random.below(100) + 1;
    const initial = type.startsWith('struct')
      ? '{0}'
      : type === 'void *'
        ? `(void *)${value}`
        : value;
    this.#lines.push(`${type} ${name} = ${initial};`);
    return name;
  }

  #call({ name, parameters }: Shape): string {
    return `${name}(${parameters.map((type) => this.#prepared(type)).join(', ')})`;
  }

  readonly #objectsByType = new Map<string, string>();

  /** Objects must stand above the function that passes them: one of each type is made at its first use. */
  #prepared(type: string): string {
    return this.#objectsByType.get(type) ?? '0';
  }

  /** Makes sure that there is an object of each type. */
  #prepare(types: readonly string[]): void {
    for (const type of types)
      if (!this.#objectsByType.has(type)) this.#objectsByType.set(type, this.#object(type));
  }

  #function(shape: Shape, statements: readonly string[], returned = ''): void {
    const { name, result, parameters } = shape;
    this.#prepare([...parameters, ...(result === 'void' ? [] : [result])]);
    const { locals, taken } = this.#locals();
    const list = parameters.map((type, at) => `${type} p${at}`).join(', ');
    this.#open(name, `__attribute__((noinline)) ${result} ${name}(${list || 'void'}) {`);
    const end = result === 'void' ? [] : [`return ${returned || this.#prepared(result)};`];
    this.#lines.push(
      ...[...locals, ...taken, ...statements, 'sink = 5;', ...end].map(indented),
      '}',
    );
  }

  #locals(): { readonly locals: readonly string[]; readonly taken: readonly string[] } {
    const random = this.#random;
    const locals = Array.from({ length: random.below(5) }, (_, at) => {
      const type = this.#type();
      const array = random.once(4) ? `[${1 + random.below(60)}]` : '';
      const storage = random.once(8) ? 'static ' : '';
      const alignment = random.once(12) ? `_Alignas(${random.pick(32, 64)}) ` : '';
      // What nobody writes to has no place at all.
      return `${storage}${alignment}${type} l${at}${array}; *(volatile char *)&l${at} = 1;`;
    });
    const taken = random.once(6)
      ? [`char taken[sink * ${1 + random.below(60)}];`, 'taken[0] = 1;']
      : [];
    return { locals, taken };
  }

  /** A function that calls the next one, itself some times before, and another that has ended by then. */
  #link(name: string, next: Shape): Shape {
    const random = this.#random;
    const recursive = random.once(4);
    const result = random.once(3) ? 'void' : this.#type();
    const shape = this.#shape(name, result, this.#parameterCount());
    const side = random.once(2) ? [`${this.#call(this.#leaf(`side_${name}`))};`] : [];
    const own: Shape = recursive ? { ...shape, parameters: ['int', ...shape.parameters] } : shape;
    const again = own.parameters.map((_, at) => (at === 0 ? 'p0 - 1' : `p${at}`)).join(', ');
    const onward = `${this.#call(next)};`;
    const statements = recursive
      ? [`if (p0 % 4 != 0) ${name}(${again}); else ${onward}`]
      : [onward];
    this.#function(own, [...side, ...statements]);
    return own;
  }

  #leaf(name: string): Shape {
    const shape = this.#shape(
      name,
      this.#random.once(3) ? 'void' : this.#type(),
      this.#parameterCount(),
    );
    this.#function(shape, []);
    return shape;
  }

  /** A function whose result main keeps in `result_copy`. */
  #result(): Shape | null {
    if (this.#random.once(4)) return null;
    const shape = this.#shape('given_back', this.#type(), this.#parameterCount());
    this.#function(shape, []);
    this.#lines.push(`${shape.result} result_copy;`);
    return shape;
  }

  /** A function with an ellipsis: it reads what it got into variables. */
  #variadicCall(): readonly string[] {
    const random = this.#random;
    const types = Array.from({ length: 1 + random.below(10) }, () => random.pick(...PROMOTED));
    const named = this.#shape('gather', 'void', random.below(4)).parameters;
    this.#prepare(['int', ...named, ...types]);
    const parameters = ['int', ...named];
    const list = parameters.map((type, at) => `${type} p${at}`).join(', ');
    this.#open('gather', `__attribute__((noinline)) void gather(${list}, ...) {`);
    const names = types.map((_, at) => `v${at}`);
    this.#lines.push(
      '  va_list rest;',
      ...types.map((type, at) => `  ${type} v${at};`),
      `  va_start(rest, p${parameters.length - 1});`,
      ...types.map((type, at) => `  v${at} = va_arg(rest, ${type});`),
      '  va_end(rest);',
      '  sink = 6;',
      '}',
    );
    this.#variadic['gather'] = { line: this.#lines.length - 1, names };
    return [
      `${this.#call({ name: 'gather', result: 'void', parameters: [...parameters, ...types] })};`,
    ];
  }
}

const indented = (line: string): string => `  ${line}`;
