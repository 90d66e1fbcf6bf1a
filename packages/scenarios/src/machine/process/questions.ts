/** The answers to questions about a process. */
import { BusError, SegmentationFault } from '@memstrata/segments';
import type { Answer } from '../../observe.ts';
import type { ProcessOp, StepOf } from '../../program/program.ts';
import { planFrame } from './frame-plan.ts';
import type { Process } from './process.ts';

const GIB = 2 ** 30;

type Questions = {
  readonly [O in Extract<ProcessOp, `ask-${string}`>]: (
    process: Process,
    step: StepOf<O>,
  ) => Answer;
};

/** By operation; the compiler misses none. */
export const questions: Questions = {
  'ask-segment': (process, { of }) => segmentAt(process, process.locate(of).address),
  'ask-target-segment': (process, { through }) => segmentAt(process, process.read(through)),
  'ask-file-bytes': fileBytes,
  'ask-value': (process, { of }) => process.read(of),
  'ask-byte': (process, { through, offset }) =>
    process.space.memory.load8(process.read(through) + offset),
  'ask-null': (process, { of }) => process.read(of) === 0,
  'ask-same-place': (process, { of, as }) => process.locate(of).address === process.read(as),
  'ask-below': (process, { of, than }) => process.locate(of).address < process.read(than),
  'ask-resident': (process, { through, bytes }) => {
    const start = process.read(through);
    return process.touched.countIn(start, start + bytes);
  },
  'ask-access': tried,
  'ask-frame-offset': (process, { of }) => process.locate(of).address - process.stack.framePointer,
  'ask-stack-word': ({ executed, space, target }, { index }) => {
    const { wordSize } = target.convention;
    const at = executed.stackPointer + index * wordSize;
    return wordSize === 4 ? space.memory.load32(at) : Number(space.memory.load64(at));
  },
  'ask-page-size': ({ executed }) =>
    executed.auxiliary.find(([name]) => name === 'PAGESZ')?.[1] ?? 0,
  'ask-stack-alignment': ({ executed }) => executed.stackPointer % 16,
  'ask-stack-limit': ({ space }) => (Number.isFinite(space.limits.stack) ? space.limits.stack : -1),
  'ask-heap-bytes': ({ space }) => space.programBreak - space.breakStart,
  'ask-bytes-in-use': bytesInUse,
  'ask-room': ({ space }, { gibibytes }) => {
    const stack = [...space.mappings()].find(({ kind }) => kind === 'stack');
    return (stack?.start ?? 0) - space.programBreak >= gibibytes * GIB;
  },
  'ask-same-steps': (process, step) =>
    prologueSteps(process, step.function) === prologueSteps(process, step.as),
  'ask-thread-stack': ({ threadStacks, space }) =>
    threadStacks.current?.bytes ?? space.limits.stack,
  'ask-mappings': (process) => (process.isAlive ? process.space.mappingCount : 0),
};

/** The segment an address lies in: the program's own by what the linker put there, the others by the map. */
function segmentAt({ placed, space }: Process, at: number): string {
  const found = placed.find(({ address, bytes }) => address <= at && at < address + bytes);
  return found?.section.slice(1) ?? space.mappingAt(at)?.kind ?? 'none';
}

function fileBytes({ placed }: Process, { of }: StepOf<'ask-file-bytes'>): number {
  const found = placed.find(({ name }) => name === of);
  return found && found.section !== '.bss' ? found.bytes : 0;
}

/** Bytes of chunks that no bin and no top has, as `mallinfo2` counts them. */
function bytesInUse({ host }: Process): number {
  let bytes = 0;
  for (const { size, state, list } of host.heap.chunks())
    if (state === 'used' || state === 'overhead' || list?.startsWith('tcache')) bytes += size;
  return bytes;
}

/** Push the frame pointer, set it, and one subtraction for whatever room the red zone of a leaf cannot give. */
function prologueSteps(process: Process, name: string): number {
  const { bytes } = planFrame(process.functionNamed(name), [], process.target);
  return bytes > process.target.convention.redZone ? 3 : 2;
}

/** Tries one byte. The fault is caught, as the program catches its signal. */
function tried(process: Process, { through, offset, intent }: StepOf<'ask-access'>): string {
  const at = process.read(through) + offset;
  const { space } = process;
  try {
    space.access(at, 1, intent);
    if (intent === 'write') process.storeByte(at, space.memory.load8(at));
    else space.memory.load8(at);
    return 'done';
  } catch (error) {
    if (error instanceof SegmentationFault || error instanceof BusError) return error.fault.siCode;
    throw error;
  }
}
