/** A program that owns its process as C17: its functions from the calls it makes, then what it asks. */
import { isQuestion } from '../observe.ts';
import type { MemoryStep } from '../program/memory.ts';
import type { FunctionDeclaration, ProcessStep, Unit } from '../program/process-steps.ts';
import type { StepOf } from '../program/program.ts';
import { questionName } from '../question-name.ts';
import { cStatement } from './c.ts';
import { declaration, parameter } from './c-declarations.ts';
import { functionsOf, type Written } from './c-functions.ts';
import type { CStep } from './c-step.ts';
import { ValueStatements } from './c-values.ts';
import { asWrittenInC } from './naming.ts';
import { pieces } from './process-c-pieces.ts';
import { printFormat, processStatement } from './process-statement.ts';

/** The whole program as one C file. `steps` begins with exec. */
export function processToC(
  exec: StepOf<'exec'>,
  steps: readonly CStep[],
  stackLimit: number | null,
): string {
  const { unit } = exec;
  const written = functionsOf(steps, unit, lines(new ValueStatements(unit)));
  const ends = steps.some(({ op }) => op === 'ask-mappings');
  const endless = new Set(steps.flatMap((step) => (step.op === 'recurse' ? [step.function] : [])));
  const threads = steps.flatMap((step) => (step.op === 'thread' ? [step.function] : []));
  const body = [
    ...(unit.variables ?? []).map((variable) => `${declaration(variable)};`),
    '',
    ...prototypes(unit),
    ...(steps.some((step) => step.op === 'ask-segment' && step.of === 'main')
      ? ['int main(int argc, char **argv);']
      : []),
    '',
    // Before the functions: a thread may start another.
    ...new Set(threads.map(threadWrapper)),
    ...unit.functions
      .filter(({ name }) => name !== 'main')
      .flatMap((each) => functionLines(each, written.get(each.name) ?? [], endless.has(each.name))),
    ...mainLines(unit, written.get('main') ?? [], ends),
  ];
  return [...pieces(steps, body.join('\n'), stackLimit), ...body, ''].join('\n');
}

/** Each step of a function as the line that performs it. */
const lines =
  (values: ValueStatements) =>
  (step: CStep, inside: string): string => {
    if (step.op === 'add') return values.add(step);
    if (step.op === 'call') return values.call(step);
    return step.op === 'return' ? values.return(step, inside) : lineOf(step);
  };

/** A step as the line that performs it: a question prints its answer. */
function lineOf(step: CStep): string {
  const statement =
    step.op in { malloc: 0, free: 0, forget: 0, 'ask-usable-size': 0, 'ask-distance': 0 }
      ? cStatement(step as MemoryStep)
      : processStatement(step as ProcessStep);
  if (step.op === 'recurse') return `ask_recursing = 1;\n    ${statement}`;
  if (!isQuestion(step)) return statement;
  return `printf("${questionName(asWrittenInC(step))} = ${printFormat(step.op)}\\n", ${statement});`;
}

const signature = ({ name, result = 'void', parameters = [] }: FunctionDeclaration): string =>
  `${result === 'pointer' ? 'char *' : result} ${name}(${parameters.map(parameter).join(', ') || 'void'})`;

const prototypes = ({ functions }: Unit): readonly string[] =>
  functions.filter(({ name }) => name !== 'main').map((each) => `${signature(each)};`);

const threadWrapper = (name: string): string =>
  `static void *ask_${name}_thread(void *unused) { (void)unused; ${name}(); return NULL; }\n`;

/** One body for all calls where they do the same; else one for each call, in order. */
function bodyLines(written: readonly Written[], name: string): readonly string[] {
  const [first] = written;
  if (!first) return [];
  if (written.every(({ lines }) => lines.join('\n') === first.lines.join('\n')))
    return first.lines.map((line) => `    ${line}`);
  return [
    `    static int ask_calls;`,
    '    switch (++ask_calls) {',
    ...written.flatMap(({ lines }, index) => [
      `    case ${index + 1}: /* ${name}, call ${index + 1} */`,
      ...lines.map((line) => `        ${line}`),
      '        break;',
    ]),
    '    }',
  ];
}

function functionLines(
  each: FunctionDeclaration,
  written: readonly Written[],
  isEndless: boolean,
): readonly string[] {
  const { name, variables = [], result = 'void' } = each;
  const isOpen = written.length === 0 || written.some(({ returns }) => !returns);
  return [
    `${signature(each)} {`,
    ...variables.map((variable) => `    ${declaration(variable)};`),
    ...(written.length > 0 ? bodyLines(written, name) : unwritten(each, isEndless)),
    ...(result !== 'void' && (isOpen || written.length > 1) ? ['    return 0;'] : []),
    '}',
    '',
  ];
}

/** A function no step goes into: it stores to each of its variables, and may call itself without end. */
const unwritten = (
  { name, variables = [] }: FunctionDeclaration,
  isEndless: boolean,
): readonly string[] => [
  ...variables
    .filter(({ storage }) => storage === undefined)
    .map(
      ({ name, type, length }) =>
        `    ${name}${length === undefined ? '' : '[0]'} = ${type === 'pointer' ? 'NULL' : 1};`,
    ),
  ...(isEndless ? ['    ask_depth++;', `    ${name}();`] : []),
];

function mainLines(unit: Unit, written: readonly Written[], ends: boolean): readonly string[] {
  const main = unit.functions.find(({ name }) => name === 'main');
  const lines = written.flatMap((each) => each.lines);
  const isOpen = !written.some(({ returns }) => returns);
  const story = [
    ...(main?.variables ?? []).map((variable) => `    ${declaration(variable)};`),
    ...lines.map((line) => `    ${line}`),
    ...(isOpen ? ['    return 0;'] : []),
  ];
  if (!ends)
    return ['int main(int argc, char **argv) {', '    ask_start(argc, argv);', ...story, '}'];
  return [
    '/* The story happens in a child; its parent looks at what is left of it before it lets go. */',
    'static int ask_story(void) {',
    ...story,
    '}',
    '',
    'int main(int argc, char **argv) {',
    '    ask_start(argc, argv);',
    '    return ask_watch(ask_story);',
    '}',
  ];
}
