/** Programs as Python 3.6 and later, printing each observation on a line. */
import { isQuestion } from '../observe.ts';
import type { Step } from '../program/program.ts';
import type { PythonStep } from '../program/python.ts';
import { questionName } from '../question-name.ts';
import { asWrittenInPython, namedInPython, writtenInPython } from './naming.ts';
import { AT_START, helpers, modules, needsWeakSlot } from './python-helpers.ts';
import { SourceError } from './source-error.ts';

type PythonOp = PythonStep['op'];
type PythonStepOf<O extends PythonOp> = Extract<PythonStep, { readonly op: O }>;

/** The author's name for a name of the steps: texts say that one. */
type Written = (name: string) => string;

/** The statement of each operation; a question is an expression that is printed. */
const statements: {
  readonly [O in PythonOp]: (step: PythonStepOf<O>, written: Written) => string;
} = {
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
  'class-with-finalizer': ({ name, slots }) =>
    `class ${name}: __slots__ = (${['label', ...slots].map(quoted).join(' ')}), with __del__`,
  'new-labelled': ({ into, type }, written) => `${into} = ${type}("${written(into)}")`,
  list: ({ into, items }) => `${into} = [${items.join(', ')}]`,
  tuple: ({ into, items }) => `${into} = (${items.map((item) => `${item},`).join(' ')})`,
  dict: ({ into, items }, written) =>
    `${into} = {${items.map((item) => `"${written(item)}": ${item}`).join(', ')}}`,
  append: ({ to, item }) => `${to}.append(${item})`,
  clear: ({ of }) => `${of}.clear()`,
  int: ({ into, value }) => `${into} = int("${value}")`,
  string: ({ into, text }) => `${into} = ${joined(text)}`,
  intern: ({ into, text }) => `${into} = sys.intern(${joined(text)})`,
  none: ({ into }) => `${into} = None`,
  'weak-reference': ({ into, of }) => `${into} = weakref.ref(${of})`,
  'weak-callback': ({ into, of }, written) =>
    `${into} = weakref.ref(${of}, tell("${written(into)}"))`,
  keep: ({ into, by, of }) => `${into} = keep_in_${by}(${of})`,
  'hold-from-c': ({ of }) => `ctypes.pythonapi.Py_IncRef(ctypes.py_object(${of}))`,
  // Without the argument of the call itself, as the count of every question.
  'remember-count': ({ of, as }) => `${as} = sys.getrefcount(${of}) - 1`,
  'ask-gain': ({ of, since }) => `sys.getrefcount(${of}) - 1 - ${since}`,
  'ask-refcount': ({ of, where }) =>
    where === 'module' ? `sys.getrefcount(${of})` : `refcount_in_function(${of})`,
  'ask-same': ({ of, as }) => `${of} is ${as}`,
  'ask-alive': ({ of }) => `${of}() is not None`,
  'ask-told': () => 'tell_all()',
  'gc-enable': () => 'gc.enable()',
  'gc-disable': () => 'gc.disable()',
  freeze: () => 'gc.freeze()',
  unfreeze: () => 'gc.unfreeze()',
  'set-threshold': ({ first, second, third }) => `gc.set_threshold(${first}, ${second}, ${third})`,
  'ask-collect': ({ generation }) => `gc.collect(${generation})`,
  'ask-collect-by-phase': () => 'gc.collect()',
  'ask-enabled': () => 'gc.isenabled()',
  'ask-threshold': () => '*gc.get_threshold()',
  'ask-collections': () => '*collections_since_start()',
  'ask-tracked': ({ of }) => `gc.is_tracked(${of})`,
  'ask-generation': ({ of }) => `generation_of(${of})`,
  crowd: ({ into, type, objects }) => `${into} = [${type}() for _ in range(${objects})]`,
  thin: ({ of, every }) => `${of} = ${of}[::${every}]`,
  crop: ({ of, length }) => `del ${of}[${length}:]`,
  'ask-arenas': ({ of }) => `tenths_of_arenas("${of}")`,
  'ask-arena-count': () => 'arenas()',
  'ask-size': ({ of }) => `sys.getsizeof(${of})`,
  'ask-mapping': ({ of }) => `mapping_of(${of})`,
  'ask-gc-count': () => 'gc.get_count()[0]',
  repeat: ({ times, steps }, written) =>
    `for _ in range(${times}): ${steps.map((step) => pythonStatement(step, written)).join('; ')}`,
};

/** Two halves joined: what the compiler sees as constants is not the string the program makes. */
const joined = (text: string): string => `"".join(["${text.slice(0, 1)}", "${text.slice(1)}"])`;

const quoted = (slot: string): string => `"${slot}",`;

/** Whether a step is one of a Python program. */
export const isPythonStep = (step: Step): step is PythonStep => Object.hasOwn(statements, step.op);

/**
 * One step as Python; a question as the expression that it asks.
 *
 * @param written - the author's name for a name of the step. @defaultValue the same
 */
export const pythonStatement = (step: PythonStep, written: Written = (name) => name): string =>
  (statements[step.op] as (step: PythonStep, written: Written) => string)(step, written);

/** The same of a step that has the names of the generated program. */
const line = (step: PythonStep): string => pythonStatement(step, writtenInPython);

/**
 * The whole program as one Python file. It first settles what the interpreter's own start left, and
 * keeps the collector from starting by itself. A name that it needs for itself gets an underscore: `gc` is `gc_`.
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
    if (isPythonStep(step)) return namedInPython(step);
    throw new SourceError('Python', index, step.op);
  });
  const extra = needsWeakSlot(steps) ? ['__weakref__'] : [];
  return [
    ...modules(steps).map((module) => `import ${module}`),
    '',
    ...helpers(steps),
    'gc.disable()',
    'gc.collect()',
    ...(steps.some(({ op }) => op === 'ask-collections') ? AT_START : []),
    '',
    ...steps.flatMap((step) => lines(step, extra)),
    '',
  ].join('\n');
}

function lines(step: PythonStep, extra: readonly string[]): readonly string[] {
  if (isQuestion(step)) {
    const printed = `print("${questionName(asWrittenInPython(step))} =", ${line(step)})`;
    return step.op === 'ask-generation' ? [LISTS_GENERATIONS, `    ${printed}`] : [printed];
  }
  if (step.op === 'class') return classLines(step, extra);
  if (step.op === 'class-with-finalizer') return finalizerLines(step, extra);
  if (step.op === 'freeze' || step.op === 'unfreeze')
    return ['if hasattr(gc, "freeze"):', `    ${line(step)}`];
  if (step.op === 'crowd') return crowdLines(step);
  if (step.op !== 'repeat') return [line(step)];
  const body = step.steps.map((inner) => `    ${line(inner)}`);
  return [`for _ in range(${step.times}):`, ...body];
}

/** The arenas before a crowd is made and right afterwards, so that later ones can be told in tenths. */
const crowdLines = (step: PythonStepOf<'crowd'>): readonly string[] => [
  'arenas_before = arenas()',
  line(step),
  `arenas_of["${step.into}"] = (arenas_before, arenas())`,
];

/** Only 3.8 and later can say what a generation lists. */
const LISTS_GENERATIONS = 'if sys.version_info >= (3, 8):';

const classLines = (
  { name, slots }: PythonStepOf<'class'>,
  extra: readonly string[],
): readonly string[] => [
  '',
  `class ${name}:`,
  `    __slots__ = (${[...slots, ...extra].map(quoted).join(' ')})`,
  '',
  '    def __init__(self):',
  ...(slots.length > 0 ? slots.map((slot) => `        self.${slot} = None`) : ['        pass']),
  '',
];

const finalizerLines = (
  { name, slots, saveAs }: PythonStepOf<'class-with-finalizer'>,
  extra: readonly string[],
): readonly string[] => [
  ...(saveAs === null ? [] : [`${saveAs} = None`]),
  '',
  `class ${name}:`,
  `    __slots__ = (${['label', ...slots, ...extra].map(quoted).join(' ')})`,
  '',
  '    def __init__(self, label):',
  '        self.label = label',
  ...slots.map((slot) => `        self.${slot} = None`),
  '',
  '    def __del__(self):',
  ...(saveAs === null ? [] : [`        global ${saveAs}`]),
  '        told.append(self.label)',
  ...(saveAs === null ? [] : [`        ${saveAs} = self`]),
  '',
];
