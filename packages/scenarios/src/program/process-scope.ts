/** Which function a program is in, and which of its names are in sight there. */
import { type NameKind, operands, pythonOps } from './operands.ts';
import type { FunctionDeclaration, VariableDeclaration } from './process-steps.ts';
import type { Op, Step } from './program.ts';

/** The operand at fault, and what is wrong with it. */
type Problem = readonly [operand: string, problem: string];

/** Operations that need no process: on the heap, where a process has one, or on objects. */
const FREE_OPS: ReadonlySet<Op> = new Set<Op>([
  'malloc',
  'free',
  'forget',
  'ask-usable-size',
  'ask-distance',
  'class',
  'new',
  'assign',
  'set',
  'delete',
  'remember-place',
  'collect',
  'ask-count',
  'ask-count-at',
  'ask-place',
  ...pythonOps,
]);

/** Operations that only a process performs. */
export const PROCESS_OPS: ReadonlySet<unknown> = new Set(
  (Object.keys(operands) as Op[]).filter((op) => !FREE_OPS.has(op)),
);

const kindOf = ({ type, length }: Pick<VariableDeclaration, 'type' | 'length'>): NameKind =>
  type !== 'pointer' ? 'variable' : length === undefined ? 'pointer' : 'pointers';

/** Follows calls and returns of a program, and brings names into sight and out of it. */
export class ProcessScope {
  /** The kinds of all names in sight, shared with the heap's and the objects' names. */
  readonly #kinds: Map<string, NameKind>;
  readonly #functions = new Map<string, FunctionDeclaration>();
  /** Arrays in sight, with their elements. */
  readonly #arrays = new Map<string, number>();
  readonly #constants = new Set<string>();
  /** The functions called and not returned from, outermost first. */
  readonly #calls: FunctionDeclaration[] = [];
  #steps = 0;
  #ended = false;

  constructor(kinds: Map<string, NameKind>) {
    this.#kinds = kinds;
  }

  /** Why a step whose operands are well-formed cannot be performed here, if it cannot. */
  problem(step: Step): Problem | undefined {
    const started = this.#functions.size > 0;
    if (step.op === 'exec')
      return this.#steps === 0 ? undefined : ['op', 'a process begins with exec, once.'];
    if (FREE_OPS.has(step.op) && !started) return undefined;
    if (!started) return ['op', `${step.op} needs a process: begin the program with exec.`];
    if (this.#ended !== (step.op === 'ask-mappings'))
      return ['op', this.#ended ? 'the process has ended.' : 'the process has not ended yet.'];
    return this.#callProblem(step) ?? this.#operandProblem(step);
  }

  #callProblem(step: Step): Problem | undefined {
    if (step.op === 'call' || step.op === 'thread' || step.op === 'recurse') {
      const isFirst = this.#calls.length === 0;
      if ((step.function === 'main') !== (isFirst && step.op === 'call'))
        return ['function', 'the first function called is main, and nobody calls it again.'];
      return this.#argumentProblem(step.op, step);
    }
    if (step.op === 'ask-same-steps')
      for (const operand of ['function', 'as'] as const) {
        const { name, parameters = [], result = 'void' } = this.#functions.get(step[operand]) ?? {};
        if (name === 'main' || parameters.length > 0 || result !== 'void')
          return [
            operand,
            `only a void function without parameters is stepped through, not ${name}.`,
          ];
      }
    if (step.op === 'return') {
      const inner = this.#calls.at(-1);
      if (!inner) return ['op', 'there is no function to return from.'];
      const answers = (inner.result ?? 'void') !== 'void';
      if (inner.name !== 'main' && answers !== (step.value !== null))
        return ['value', `${inner.name} answers ${answers ? 'a value' : 'nothing'}.`];
    }
    return undefined;
  }

  #argumentProblem(
    op: 'call' | 'thread' | 'recurse',
    step: {
      readonly function: string;
      readonly arguments?: readonly unknown[];
      readonly into?: string | null;
    },
  ): Problem | undefined {
    const called = this.#functions.get(step.function);
    const wanted = called?.parameters?.length ?? 0;
    if ((step.arguments?.length ?? 0) !== wanted)
      return ['arguments', `${step.function} has ${wanted} parameters.`];
    const result = called?.result ?? 'void';
    if (step.into && result === 'void') return ['into', `${step.function} answers nothing.`];
    if (op !== 'call' && result !== 'void') return ['function', `${step.function} is not void.`];
    return undefined;
  }

  /** A whole array is no value; a variable of a process is declared, not made by malloc. */
  #operandProblem(step: Step): Problem | undefined {
    if ('blocks' in step) return this.#lengthProblem(step);
    if (step.op === 'malloc' && !this.#kinds.has(step.into))
      return ['into', `"${step.into}" is not declared in the unit of exec.`];
    if (step.op === 'add' && this.#arrays.has(step.into))
      return ['into', `"${step.into}" is an array.`];
    if ((step.op === 'add' || step.op === 'call') && this.#constants.has(step.into ?? ''))
      return ['into', `"${step.into}" is const: nothing may store to it by its name.`];
    if (step.op === 'ask-value' && this.#arrays.has(step.of))
      return ['of', `"${step.of}" is an array: point at it and ask for a byte.`];
    const terms = step.op === 'add' ? step.terms : step.op === 'call' ? step.arguments : [];
    const array = terms.find((term) => typeof term === 'string' && this.#arrays.has(term));
    return array === undefined ? undefined : ['terms', `"${array}" is an array.`];
  }

  /** A loop over an array stays inside it. */
  #lengthProblem(step: Extract<Step, { readonly blocks: number }>): Problem | undefined {
    const name = 'into' in step ? step.into : 'of' in step ? step.of : step.name;
    const length = this.#arrays.get(name) ?? 0;
    return step.blocks <= length ? undefined : ['blocks', `"${name}" has ${length} pointers.`];
  }

  /** Follows a step that has no problem. */
  apply(step: Step): void {
    this.#steps++;
    if (step.op === 'exec') {
      for (const variable of step.unit.variables ?? []) {
        this.#show(variable);
        if (variable.storage === 'const') this.#constants.add(variable.name);
      }
      for (const each of step.unit.functions) {
        this.#functions.set(each.name, each);
        this.#kinds.set(each.name, 'function');
      }
    }
    if (step.op === 'call' || step.op === 'thread') {
      this.#hide(this.#calls.at(-1));
      const inner = this.#functions.get(step.function);
      if (inner) this.#enter(inner);
    }
    if (step.op === 'return') {
      this.#hide(this.#calls.pop());
      const outer = this.#calls.at(-1);
      if (outer) this.#reveal(outer);
      else this.#ended = true;
    }
    if (step.op === 'exit') this.#ended = true;
  }

  #enter(inner: FunctionDeclaration): void {
    this.#calls.push(inner);
    this.#reveal(inner);
  }

  #reveal({ parameters = [], variables = [] }: FunctionDeclaration): void {
    for (const each of [...parameters, ...variables]) this.#show(each);
  }

  #hide(outer: FunctionDeclaration | undefined): void {
    for (const { name } of [...(outer?.parameters ?? []), ...(outer?.variables ?? [])])
      this.#kinds.delete(name);
  }

  #show(variable: Pick<VariableDeclaration, 'name' | 'type' | 'length'>): void {
    this.#kinds.set(variable.name, kindOf(variable));
    if (variable.length !== undefined) this.#arrays.set(variable.name, variable.length);
  }
}
