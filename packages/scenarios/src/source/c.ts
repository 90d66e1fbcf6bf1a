/** Programs on a heap as C17: compiled by gcc without a warning, printing each observation on a line. */
import { isQuestion } from '../observe.ts';
import type { MemoryStep } from '../program/memory.ts';
import type { Step } from '../program/program.ts';
import { questionName } from '../question-name.ts';
import { asWrittenInC } from './naming.ts';

type COp = MemoryStep['op'];
type CStep<O extends COp> = Extract<MemoryStep, { readonly op: O }>;

/** The statement of each operation; a question is an expression that is printed. */
const statements: { readonly [O in COp]: (step: CStep<O>) => string } = {
  malloc: ({ into, size }) => `${into} = malloc(${size});`,
  free: ({ of }) => `free(${of});`,
  forget: ({ name }) => `${name} = NULL;`,
  'ask-usable-size': ({ of }) => `malloc_usable_size(${of})`,
  'ask-distance': ({ from, to }) => `(char *)${to} - (char *)${from}`,
};

/** Whether a step is one of a C program. */
export const isCStep = (step: Step): step is MemoryStep => Object.hasOwn(statements, step.op);

/** One step as C; a question as the expression that it asks. */
export const cStatement = (step: MemoryStep): string =>
  (statements[step.op] as (step: MemoryStep) => string)(step);

/** A program on a heap alone as one C file. Its variables are file-wide, so that they hold on to memory until the end. */
export function heapToC(steps: readonly MemoryStep[]): string {
  const variables = new Set(steps.flatMap((step) => (step.op === 'malloc' ? [step.into] : [])));
  return [
    '#include <malloc.h>',
    '#include <stdio.h>',
    '#include <stdlib.h>',
    '',
    ...(variables.size > 0 ? [`static void ${pointers(variables)};`, ''] : []),
    'int main(void) {',
    '    setvbuf(stdout, NULL, _IONBF, 0); /* or printf takes its buffer from the heap we watch */',
    ...steps.map((step) => `    ${isQuestion(step) ? print(step) : cStatement(step)}`),
    '    return 0;',
    '}',
    '',
  ].join('\n');
}

const pointers = (names: ReadonlySet<string>): string =>
  [...names].map((name) => `*${name}`).join(', ');

const formats: Readonly<Partial<Record<COp, string>>> = {
  'ask-usable-size': '%zu',
  'ask-distance': '%td',
};

function print(step: MemoryStep): string {
  const name = isQuestion(step) ? questionName(asWrittenInC(step)) : '';
  return `printf("${name} = ${formats[step.op]}\\n", ${cStatement(step)});`;
}
