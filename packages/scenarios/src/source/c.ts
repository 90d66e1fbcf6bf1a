/** Programs as C17: compiled by gcc without a warning, printing each observation on a line. */
import { isQuestion, questionName } from '../observe.ts';
import type { MemoryStep } from '../program/memory.ts';
import type { Step } from '../program/program.ts';
import { SourceError } from './source-error.ts';

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

/**
 * The whole program as one C file. Its variables are file-wide, so that they hold on to memory until
 * the end as the model's do.
 *
 * @throws SourceError when a step is not one of a C program.
 *
 * @example
 * ```ts
 * import { memory } from '@memstrata/scenarios';
 * import { toC } from '@memstrata/scenarios/source';
 *
 * const lines = toC([memory.malloc('a', 24), memory.usableSize('a')]).split('\n');
 * console.log(lines[8]); // →     a = malloc(24);
 * console.log(lines[9]); // →     printf("usable size of a = %zu\n", malloc_usable_size(a));
 * ```
 */
export function toC(program: readonly Step[]): string {
  const steps = program.map((step, index) => {
    if (isCStep(step)) return step;
    throw new SourceError('C', index, step.op);
  });
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
  const name = isQuestion(step) ? questionName(step) : '';
  return `printf("${name} = ${formats[step.op]}\\n", ${cStatement(step)});`;
}
