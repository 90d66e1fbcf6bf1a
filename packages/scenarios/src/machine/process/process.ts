/**
 * The process of the machine: the kernel's address space, the compiler's layout of variables and frames,
 * and the C library's stacks for threads, behind the steps of a C program.
 */
import {
  type AddressSpace,
  BusError,
  CallStack,
  type Process as Executed,
  exec,
  SegmentationFault,
  type SegmentEvent,
} from '@memstrata/segments';
import type { Answer, QuestionStep } from '../../observe.ts';
import type { FunctionDeclaration, ProcessStep, Unit, Value } from '../../program/process-steps.ts';
import type { StepOf } from '../../program/program.ts';
import { questionName } from '../../question-name.ts';
import type { Fault } from '../moment.ts';
import type {
  Pages,
  ProcessHost,
  ProcessLayer,
  ProcessPart,
  ProcessState,
} from '../process-part.ts';
import type { ProcessOptions } from '../profile.ts';
import type { ProcessEvent } from './events.ts';
import { abortOf, faultOf } from './fault.ts';
import { type Frame, type Located, makeFrame } from './frame.ts';
import { ProcessHeap } from './heap-place.ts';
import { initialValue, layOut, type Placed } from './image.ts';
import { interpreter, pagesOf } from './interpreter.ts';
import { processOperation } from './operations.ts';
import { type Target, targets } from './platforms.ts';
import { processRows } from './rows.ts';
import { StoredPointers } from './stored-pointers.ts';
import { joined, told } from './telling.ts';
import { ThreadStacks } from './thread-stacks.ts';
import { TouchedPages } from './touched-pages.ts';
import { loadTyped, storeTyped, wrapped } from './typed-memory.ts';

/** One thread's calls, outermost first. */
interface Thread {
  readonly stack: CallStack;
  readonly frames: Frame[];
}

/** A running process: what exec made, and what the program has done with it since. */
export class Process implements ProcessPart {
  readonly target: Target;
  readonly touched: TouchedPages = new TouchedPages();
  readonly functions: Map<string, FunctionDeclaration> = new Map();
  placed: readonly Placed[] = [];
  /** Calls of the latest endless recursion. */
  recursionDepth: number | null = null;
  readonly stored: StoredPointers;
  readonly #options: ProcessOptions;
  readonly #host: ProcessHost;
  readonly #threads: Thread[] = [];
  #executed: Executed | null = null;
  #heap: ProcessHeap | null = null;
  #threadStacks: ThreadStacks | null = null;
  #last: ProcessEvent | undefined;
  #isQuiet = false;
  /** Not a program of its own: what a Python program runs in. */
  isInterpreter = false;

  constructor(options: ProcessOptions, host: ProcessHost) {
    this.#options = options;
    this.#host = host;
    this.stored = new StoredPointers(host.names);
    this.target = targets[options.platform ?? 'linux-x86-64'];
  }

  perform(step: ProcessStep): Answer | undefined {
    this.#last = undefined;
    return processOperation(this, step);
  }

  /** Whether exec has made it and it has not ended. */
  get isAlive(): boolean {
    return this.#executed !== null;
  }

  get executed(): Executed {
    if (!this.#executed)
      throw new Error('Validation lets nothing happen before exec or after the end.');
    return this.#executed;
  }

  get space(): AddressSpace {
    return this.executed.space;
  }

  get host(): ProcessHost {
    return this.#host;
  }

  get stack(): CallStack {
    return this.#thread.stack;
  }

  get threadCount(): number {
    return this.#threads.length;
  }

  /** All frames, outermost first, the first thread's before the next one's. */
  get frames(): readonly Frame[] {
    return this.#threads.flatMap(({ frames }) => frames);
  }

  /** The innermost frame of the running thread. */
  get frame(): Frame | undefined {
    return this.#thread.frames.at(-1);
  }

  announce(event: ProcessEvent): void {
    if (this.#isQuiet) return;
    const both = joined(this.#last, event);
    if (both) this.#host.replaceLast(both);
    else this.#host.announce(event);
    this.#last = both ?? event;
  }

  /** An event that is told by itself, whatever was told before. */
  announceApart(event: ProcessEvent): void {
    this.#last = undefined;
    this.announce(event);
    this.#last = undefined;
  }

  /** The kernel makes the process; the heap will begin at its break. */
  exec({ unit, argv }: StepOf<'exec'>): void {
    this.isInterpreter = false;
    const executed = this.#execute(unit, argv);
    this.#settleHeap(executed.space);
    this.#threadStacks = new ThreadStacks(executed.space);
    this.startThread(executed.stackPointer);
    this.#placeVariables();
  }

  #execute(unit: Unit, argv: readonly string[]): Executed {
    const { image, placed } = layOut(unit, this.target);
    this.placed = placed;
    for (const each of unit.functions) this.functions.set(each.name, each);
    const { stackLimit, seed } = this.#options;
    this.#executed = exec(image, {
      platform: this.target.platform,
      fileName: argv[0] ?? 'program',
      argv,
      ...(stackLimit === undefined ? {} : { limits: { stack: stackLimit ?? Infinity } }),
      ...(seed === undefined ? {} : { seed }),
      onEvent: (event) => this.#hear(event),
    });
    return this.#executed;
  }

  /** What the arenas of Python objects are mapped in: this process, or an interpreter's that starts now. */
  pages(): Pages {
    if (!this.#executed) {
      this.isInterpreter = true;
      this.quietly(() => {
        const { stackPointer } = this.#execute(interpreter, ['python3']);
        this.startThread(stackPointer);
      });
    }
    return pagesOf(this);
  }

  /** Announces nothing of what `work` does. */
  quietly(work: () => void): void {
    this.#isQuiet = true;
    try {
      work();
    } finally {
      this.#isQuiet = false;
    }
  }

  #settleHeap(space: AddressSpace): void {
    this.#heap = new ProcessHeap(space, (from, to) => this.stored.forgetBlock(from, to));
    this.#host.heap.settle(this.#heap);
  }

  #placeVariables(): void {
    for (const { name, variable, section, address, bytes, why, isInner } of this.placed) {
      const fileBytes = section === '.bss' ? 0 : bytes;
      this.announce({ type: 'placed', name, section, address, bytes, fileBytes, why, isInner });
      if (variable?.type !== 'pointer') continue;
      if (variable.length !== undefined) this.#host.names.bind(name, 'pointers', null, []);
      else this.#host.names.bind(name, 'pointer', initialValue(variable, this.placed) || null);
    }
    const { stackPointer, space, stackBytes } = this.executed;
    const words = Math.floor(stackBytes.length / this.target.convention.wordSize);
    this.announce({ type: 'started', platform: space.platform.name, stackPointer, words });
  }

  startThread(stackPointer: number): void {
    const { convention } = this.target;
    const stack = new CallStack({ convention, stackPointer, memory: this.space });
    this.#threads.push({ stack, frames: [] });
  }

  /** The heap, or null where the process is an interpreter's. */
  get heap(): ProcessHeap | null {
    return this.#heap;
  }

  get threadStacks(): ThreadStacks {
    if (!this.#threadStacks) throw new Error('Validation lets no thread start before exec.');
    return this.#threadStacks;
  }

  /** Calls a function: arguments, return address, frame. @throws SegmentationFault when the stack is full. */
  call(name: string, values: readonly number[], into: string | null): void {
    const called = this.functionNamed(name);
    const frame = makeFrame(this, called, values, { thread: this.#threads.length - 1, into });
    this.#thread.frames.push(frame);
    for (const { name, type, length } of frame.slots.values())
      if (type === 'pointer' && length === undefined)
        this.#host.names.bind(name, 'pointer', frame.passed.get(name) ?? null);
  }

  /** Takes the innermost frame away and answers it; its pointers are gone, and perhaps the way to what they led to. */
  leave(): Frame {
    const frame = this.#thread.frames.pop();
    if (!frame) throw new Error('Validation lets nobody return from nowhere.');
    this.stack.pop();
    return frame;
  }

  /** The pointers of a frame that was left are no names any more. */
  forget(frame: Frame): void {
    const { names } = this.#host;
    const gone = [...frame.slots.keys()].map((name) => names.valueOf(name));
    for (const name of frame.slots.keys()) names.unbind(name);
    const outer = this.frames.findLast(({ declaration }) => declaration === frame.declaration);
    for (const slot of outer?.slots.values() ?? [])
      if (slot.type === 'pointer' && slot.isStored)
        names.bind(slot.name, 'pointer', this.loadFrom(slot));
    for (const pointer of new Set(gone)) this.#host.reportLeak(pointer);
  }

  endThread(): void {
    this.#threads.pop();
  }

  /** The kernel takes everything back. */
  end(): void {
    for (const { kind, name } of this.#host.names.rows())
      if (kind === 'pointer' || kind === 'pointers') this.#host.names.unbind(name);
    this.#host.heap.abandon();
    this.#threads.length = 0;
    this.touched.drop(0, Infinity);
    this.#executed = null;
  }

  functionNamed(name: string): FunctionDeclaration {
    const found = this.functions.get(name);
    if (!found) throw new Error(`Validation lets no unknown function ${name} pass.`);
    return found;
  }

  /** Where a variable in sight lies, or a function. */
  locate(name: string): Located {
    const slot = this.#threads.at(-1)?.frames.at(-1)?.slots.get(name);
    if (slot) return slot;
    const found = this.placed.find((each) => each.name === name);
    if (!found) throw new Error(`Validation lets no unknown variable ${name} pass.`);
    const { address, bytes, variable } = found;
    const { type = 'char', length } = variable ?? {};
    return { name, address, bytes, type, length, isStored: true };
  }

  /** A number as written, or what the variable holds. */
  read(value: Value): number {
    return typeof value === 'number' ? value : this.loadFrom(this.locate(value));
  }

  loadFrom({ address, type }: Located): number {
    return loadTyped(this.space, address, type, this.target);
  }

  /** Stores into a variable. @throws SegmentationFault for a constant. */
  storeTo(name: string, value: number): void {
    const variable = this.locate(name);
    const { address, bytes, type, length } = variable;
    const kept = wrapped(value, type);
    storeTyped(this.space, address, kept, type, this.target);
    variable.isStored = true;
    const isPointer = type === 'pointer' && length === undefined;
    this.announce({ type: 'stored', name, address, bytes, value: kept, isPointer });
    if (isPointer) this.#rebind(name, kept || null);
  }

  #rebind(name: string, pointer: number | null): void {
    const before = this.#host.names.valueOf(name);
    this.#host.names.bind(name, 'pointer', pointer);
    if (before !== pointer) this.#host.reportLeak(before);
  }

  keep(name: string, pointer: number | null): void {
    if (!this.#executed) return;
    const variable = this.locate(name);
    storeTyped(this.space, variable.address, pointer ?? 0, 'pointer', this.target);
    variable.isStored = true;
  }

  /** Stores one byte; a heap's bytes are the allocator's too. @throws SegmentationFault */
  storeByte(at: number, value: number): void {
    this.space.memory.store8(at, value);
    this.#heap?.store(at, value);
  }

  questionName(step: QuestionStep): string {
    return questionName(step);
  }

  rows(): ProcessState {
    return processRows(this);
  }

  faultOf(error: unknown): Fault | null {
    return error instanceof SegmentationFault || error instanceof BusError
      ? faultOf(error, this)
      : abortOf(error, this.#heap);
  }

  get #thread(): Thread {
    const thread = this.#threads.at(-1);
    if (!thread) throw new Error('Validation lets nothing happen before exec or after the end.');
    return thread;
  }

  #hear(event: SegmentEvent): void {
    if (event.type === 'page-touched') this.touched.add(event.page);
    if (event.type === 'unmapped') this.touched.drop(event.start, event.end);
    this.announce(told(event, this.#executed?.space ?? null));
  }
}

/** Gives a machine a process. */
export const processLayer: ProcessLayer = (options, host) => new Process(options, host);
