/** Programs as Python 3.6 and later, printing each observation on a line. */
import { isQuestion, questionName } from '../observe.ts';
import type { Step } from '../program/program.ts';
import type { PythonStep } from '../program/python.ts';
import { SourceError } from './source-error.ts';

type PythonOp = PythonStep['op'];
type PythonStepOf<O extends PythonOp> = Extract<PythonStep, { readonly op: O }>;

/** The statement of each operation; a question is an expression that is printed. */
const statements: { readonly [O in PythonOp]: (step: PythonStepOf<O>) => string } = {
  class: ({ name, slots }) => `class ${name}: __slots__ = (${slots.map(quoted).join(' ')})`,
  new: ({ into, type }) => `${into} = ${type}()`,
  assign: ({ into, from }) => `${into} = ${from}`,
  set: ({ object, slot, to }) => `${object}.${slot} = ${to ?? 'None'}`,
  delete: ({ name }) => `del ${name}`,
  'remember-place': ({ of, as }) => `${as} = id(${of})`,
  collect: () => 'gc.collect()',
  // The call itself holds one more reference: its argument.
  'ask-count': ({ of }) => `sys.getrefcount(${of}) - 1`,
  'ask-count-at': ({ place }) => `count_at(${place})`,
  'ask-place': ({ of, among }) => `id(${of}) in [${among.join(', ')}]`,
};

const quoted = (slot: string): string => `"${slot}",`;

/** Whether a step is one of a Python program. */
export const isPythonStep = (step: Step): step is PythonStep => Object.hasOwn(statements, step.op);

/** One step as Python; a question as the expression that it asks. */
export const pythonStatement = (step: PythonStep): string =>
  (statements[step.op] as (step: PythonStep) => string)(step);

/**
 * The whole program as one Python file. It first settles what the interpreter's own start left, and
 * keeps the collector from starting by itself.
 *
 * @throws SourceError when a step is not one of a Python program.
 *
 * @example
 * ```ts
 * import { python } from '@memstrata/scenarios';
 * import { toPython } from '@memstrata/scenarios/source';
 *
 * const lines = toPython([python.class('Node', ['other']), python.new('a', 'Node'), python.count('a')]).split('\n');
 * console.log(lines.at(-3)); // → a = Node()
 * console.log(lines.at(-2)); // → print("count of a =", sys.getrefcount(a) - 1)
 * ```
 */
export function toPython(program: readonly Step[]): string {
  const steps = program.map((step, index) => {
    if (isPythonStep(step)) return step;
    throw new SourceError('Python', index, step.op);
  });
  const needsCountAt = steps.some(({ op }) => op === 'ask-count-at');
  return [
    ...(needsCountAt ? ['import ctypes'] : []),
    'import gc',
    'import sys',
    '',
    'gc.disable()',
    'gc.collect()',
    '',
    ...(needsCountAt ? COUNT_AT : []),
    ...steps.flatMap(lines),
    '',
  ].join('\n');
}

/** The count is the first word of every object; its low half is enough for any count a program makes. */
const COUNT_AT = [
  'def count_at(place):',
  '    return ctypes.c_uint32.from_address(place).value',
  '',
];

function lines(step: PythonStep): readonly string[] {
  if (isQuestion(step)) return [`print("${questionName(step)} =", ${pythonStatement(step)})`];
  if (step.op === 'class') return classLines(step);
  return [pythonStatement(step)];
}

const classLines = ({ name, slots }: PythonStepOf<'class'>): readonly string[] => [
  '',
  `class ${name}:`,
  `    __slots__ = (${slots.map(quoted).join(' ')})`,
  '',
  '    def __init__(self):',
  ...(slots.length > 0 ? slots.map((slot) => `        self.${slot} = None`) : ['        pass']),
  '',
];
