/** What each operation on a process does; a question answers. */
import { BusError, isErrno, recurse, SegmentationFault } from '@memstrata/segments';
import type { Answer } from '../../observe.ts';
import type { ProcessStep } from '../../program/process-steps.ts';
import type { ProcessOp, StepOf } from '../../program/program.ts';
import { forgetEach, freeEach, mallocEach } from './block-arrays.ts';
import { planFrame } from './frame-plan.ts';
import { checkLeaks } from './leak-check.ts';
import type { Process } from './process.ts';
import { questions } from './questions.ts';
import { wrapped } from './typed-memory.ts';

type Question = Extract<ProcessOp, `ask-${string}`>;

type Actions = {
  readonly [O in Exclude<ProcessOp, Question>]: (process: Process, step: StepOf<O>) => void;
};

const actions: Actions = {
  exec: (process, step) => process.exec(step),
  call(process, { function: name, arguments: values, into }) {
    const read = values.map((value) => process.read(value));
    process.call(name, read, into);
  },
  thread: startThread,
  return: leave,
  recurse: recurseWithoutEnd,
  add(process, { into, terms }) {
    const sum = terms.reduce<number>((total, term) => total + process.read(term), 0);
    process.storeTo(into, sum);
  },
  point: (process, { into, to }) => process.storeTo(into, process.locate(to).address),
  store(process, { through, offset, value }) {
    const address = process.read(through) + offset;
    process.storeByte(address, value);
    process.announce({ type: 'stored', name: null, address, bytes: 1, value, isPointer: false });
  },
  'store-pointer': storePointer,
  'check-leaks': checkLeaks,
  'malloc-each': mallocEach,
  'free-each': freeEach,
  'forget-each': forgetEach,
  fill(process, { through, bytes }) {
    const start = process.read(through);
    for (let offset = 0; offset < bytes; offset++) process.storeByte(start + offset, 1);
  },
  sbrk: (process, { into, bytes }) => storeAnswer(process, into, process.space.sbrk(bytes)),
  mmap: (process, { into, bytes }) =>
    storeAnswer(process, into, process.space.mmap({ length: bytes })),
  munmap(process, { of, bytes }) {
    const start = process.read(of);
    if (!isErrno(process.space.munmap(start, bytes))) process.host.reportDangling(start);
  },
  protect(process, { of, bytes, permissions }) {
    process.space.mprotect(process.read(of), bytes, permissions);
  },
  exit: (process, { status }) => exit(process, status),
};

const WORD = 8;

/** What the kernel keeps of the value that main returns. */
const LOW_BYTE = 255;

/** Stores an address into a block, byte by byte as a processor has it in memory; the place is a name that leads there. */
function storePointer(process: Process, step: StepOf<'store-pointer'>): void {
  const { through, offset, of } = step;
  const address = process.read(through) + offset;
  const value = process.read(of);
  for (let at = 0, rest = value; at < WORD; at++, rest = Math.floor(rest / 256))
    process.storeByte(address + at, rest % 256);
  process.announce({ type: 'stored', name: null, address, bytes: WORD, value, isPointer: true });
  process.stored.keep(`${through}[${offset}]`, address, value || null);
}

/** The address a system call answered with; NULL when it was refused. */
const storeAnswer = (process: Process, into: string, answer: number): void =>
  process.storeTo(into, isErrno(answer) ? 0 : answer);

function startThread(process: Process, { function: name }: StepOf<'thread'>): void {
  const stack = process.threadStacks.take();
  if (typeof stack === 'number') return;
  const { start, end, guardBytes, reused } = stack;
  process.announce({ type: 'thread-started', function: name, start, end, guardBytes, reused });
  process.startThread(stack.stackPointer);
  process.call(name, [], null);
}

function leave(process: Process, { value: operand }: StepOf<'return'>): void {
  const written = operand === null ? null : process.read(operand);
  const left = process.leave();
  const { declaration, frame, into, thread } = left;
  const { result = 'void' } = declaration;
  const value = written === null ? null : wrapped(written, result === 'void' ? 'int' : result);
  process.announce({
    type: 'returned',
    function: declaration.name,
    value,
    register: value === null ? null : process.target.result,
    stackPointer: process.stack.stackPointer,
    bytes: frame.cfa - frame.stackPointer,
  });
  process.forget(left);
  dangle(process, frame.stackPointer, frame.cfa);
  if (thread > 0 && !process.frame) endThread(process, declaration.name);
  if (into !== null && value !== null) process.storeTo(into, value);
  if (declaration.name === 'main') exit(process, (value ?? 0) & LOW_BYTE);
}

/** Pointers into a frame that is gone lead to memory of nobody. */
function dangle({ host, space }: Process, from: number, to: number): void {
  const isHeap = (at: number): boolean => at >= space.breakStart && at < space.programBreak;
  for (const { kind, value } of host.names.rows())
    if (kind === 'pointer' && value !== null && value >= from && value < to && !isHeap(value))
      host.reportDangling(value);
}

function endThread(process: Process, name: string): void {
  const bytes = process.threadStacks.giveBack();
  process.endThread();
  process.announce({ type: 'thread-ended', function: name, bytes });
}

/** Each call stores its return address, its caller's frame pointer, and to each of its variables. */
function recurseWithoutEnd(process: Process, { function: name }: StepOf<'recurse'>): void {
  const { target, space, stack } = process;
  const word = target.convention.wordSize;
  const plan = planFrame(process.functionNamed(name), [], target);
  const frameBytes = 2 * word + Math.ceil(plan.bytes / 16) * 16;
  const first = stack.stackPointer - (stack.stackPointer % 16) - 2 * word;
  const touches = [
    { offset: word, bytes: word },
    { offset: 0, bytes: word },
    ...plan.slots.map(({ below }) => ({ offset: -below, bytes: 1 })),
  ];
  const { depth, fault } = recurse(space, { first, frameBytes, touches });
  for (let frame = 0; frame < depth; frame++)
    for (const { offset } of touches) process.touched.touch(first - frame * frameBytes + offset);
  process.recursionDepth = depth;
  const limit = space.limits.stack;
  process.announce({ type: 'recursed', function: name, depth, frameBytes, limit });
  throw fault.signal === 'SIGBUS' ? new BusError(fault) : new SegmentationFault(fault);
}

function exit(process: Process, status: number): void {
  const { mappingCount: mappings } = process.space;
  process.announce({ type: 'exited', status, mappings, pages: process.touched.size });
  process.end();
}

const isAction = (op: ProcessOp): op is keyof Actions => Object.hasOwn(actions, op);

/** Performs a step by its operation's entry. */
export function processOperation(process: Process, step: ProcessStep): Answer | undefined {
  if (isAction(step.op)) {
    (actions[step.op] as (process: Process, step: ProcessStep) => void)(process, step);
    return undefined;
  }
  return (questions[step.op] as (process: Process, step: ProcessStep) => Answer)(process, step);
}
