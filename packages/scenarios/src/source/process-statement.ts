import type { ProcessStep, Value } from '../program/process-steps.ts';
import type { ProcessOp, Step, StepOf } from '../program/program.ts';

/** The statement of each operation; a question is the expression it prints. */
const statements: { readonly [O in ProcessOp]: (step: StepOf<O>) => string } = {
  exec: ({ argv }) => `execve("${argv[0] ?? 'program'}", argv, envp)`,
  call: ({ function: name, arguments: values, into }) =>
    `${into === null ? '' : `${into} = `}${name}(${values.join(', ')});`,
  thread: ({ function: name }) => `ask_run(ask_${name}_thread);`,
  return: ({ value }) => (value === null ? 'return;' : `return ${value};`),
  recurse: ({ function: name }) => `${name}();`,
  add: ({ into, terms }) => `${into} = ${terms.map(term).join(' + ')};`,
  point: ({ into, to }) => `${into} = (char *)&${to};`,
  store: ({ through, offset, value }) => `${through}[${offset}] = ${value};`,
  'store-pointer': ({ through, offset, of }) => `*(char **)(${through} + ${offset}) = ${of};`,
  'check-leaks': () => '/* here memcheck looks for leaks: at the end */',
  fill: ({ through, bytes }) => `memset(${through}, 1, ${bytes});`,
  'malloc-each': ({ into, blocks, size }) =>
    `${loop(into, blocks)} ${into}[${counterBeside(into)}] = malloc(${size});`,
  'free-each': ({ of, blocks, every }) =>
    `${loop(of, blocks, every)} free(${of}[${counterBeside(of)}]);`,
  'forget-each': ({ name, blocks }) =>
    `${loop(name, blocks)} ${name}[${counterBeside(name)}] = NULL;`,
  sbrk: ({ into, bytes }) => `${into} = ask_mapped(sbrk(${bytes}));`,
  mmap: ({ into, bytes }) =>
    `${into} = ask_mapped(mmap(NULL, ${bytes}, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));`,
  munmap: ({ of, bytes }) => `munmap(${of}, ${bytes});`,
  protect: ({ of, bytes, permissions }) => `mprotect(${of}, ${bytes}, ${protection(permissions)});`,
  exit: ({ status }) => `exit(${status});`,
  'ask-segment': ({ of }) => `ask_segment(${addressOf(of)})`,
  'ask-target-segment': ({ through }) => `ask_segment(${through})`,
  'ask-file-bytes': ({ of }) => `ask_file_bytes(${addressOf(of)}, sizeof ${of})`,
  'ask-value': ({ of }) => `(long)${of}`,
  'ask-byte': ({ through, offset }) => `(unsigned char)${through}[${offset}]`,
  'ask-null': ({ of }) => `ask_truth(!${of})`,
  'ask-same-place': ({ of, as }) => `ask_truth(${addressOf(of)} == (void *)${as})`,
  'ask-below': ({ of, than }) => `ask_truth(${addressOf(of)} < (void *)${than})`,
  'ask-resident': ({ through, bytes }) => `ask_resident(${through}, ${bytes})`,
  'ask-access': ({ through, offset, intent }) =>
    `ask_access(${through} + ${offset}, ${intent === 'write' ? 1 : 0})`,
  'ask-frame-offset': ({ of }) => `(long)((char *)&${of} - (char *)__builtin_frame_address(0))`,
  'ask-stack-word': ({ index }) => `ask_words[${index}]`,
  'ask-page-size': () => '(long)getauxval(AT_PAGESZ)',
  'ask-stack-alignment': () => '(long)((unsigned long)ask_words % 16)',
  'ask-stack-limit': () => 'ask_stack_limit()',
  'ask-heap-bytes': () => '(long)((char *)sbrk(0) - ask_heap)',
  'ask-bytes-in-use': () => '(long)(mallinfo2().uordblks + mallinfo2().hblkhd)',
  'ask-room': ({ gibibytes }) =>
    `ask_truth((char *)__builtin_frame_address(0) - (char *)sbrk(0) >= ${gibibytes}L << 30)`,
  'ask-same-steps': (step) => `ask_truth(ask_steps(${step.function}) == ask_steps(${step.as}))`,
  'ask-thread-stack': () => 'ask_thread_stack()',
  'ask-mappings': () => 'ask_mappings(child)',
};

const WORDS: ReadonlySet<ProcessOp | string> = new Set([
  'ask-segment',
  'ask-target-segment',
  'ask-null',
  'ask-same-place',
  'ask-below',
  'ask-access',
  'ask-room',
  'ask-same-steps',
]);

/** How printf is told to print the answer. */
export function printFormat(op: string): string {
  if (op === 'ask-usable-size') return '%zu';
  if (op === 'ask-distance') return '%td';
  if (op === 'ask-byte') return '%d';
  return WORDS.has(op) ? '%s' : '%ld';
}

/** The variable that counts through an array: not the array's own name. */
const counterBeside = (array: string): string => (array === 'i' ? 'j' : 'i');

function loop(array: string, blocks: number, every = 1): string {
  const i = counterBeside(array);
  return `for (int ${i} = 0; ${i} < ${blocks}; ${every === 1 ? `${i}++` : `${i} += ${every}`})`;
}

const addressOf = (name: string): string => `(void *)&${name}`;

const term = (value: Value): string =>
  typeof value === 'number' && value < 0 ? `(${value})` : String(value);

function protection(permissions: string): string {
  const words = ['PROT_READ', 'PROT_WRITE', 'PROT_EXEC'].filter(
    (_, index) => permissions[index] !== '-',
  );
  return words.join(' | ') || 'PROT_NONE';
}

/** Whether a step is one on a process. */
export const isProcessStep = (step: Step): step is ProcessStep =>
  Object.hasOwn(statements, step.op);

/** One step as C; a question as the expression that it asks. */
export const processStatement = (step: ProcessStep): string =>
  (statements[step.op] as (step: ProcessStep) => string)(step);
