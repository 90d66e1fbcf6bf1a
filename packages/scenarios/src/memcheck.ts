/**
 * What valgrind's memcheck says of a C program's heap: its blocks never touch, and a freed one is not handed
 * out again, so each use of what is no block is seen where it happens.
 *
 * Source: valgrind 3.19, memcheck/mc_malloc_wrappers.c (red zones, the queue of freed blocks),
 * mc_errors.c (the words), shared/vg_replace_strmem.c (`memset`).
 */
import { asPointer, BoundaryTagAllocator, resizableMemory } from '@memstrata/allocator';
import {
  DebugHeap,
  type Finding,
  type LeakReport,
  memcheckReport,
} from '@memstrata/allocator/debug';
import type { Value } from './program/process-steps.ts';
import type { Step, StepOf } from './program/program.ts';

/** What memcheck prints of a program. */
export interface MemcheckRun {
  /** The first complaint of each statement that has one. */
  readonly complaints: readonly string[];
  readonly leaks: LeakReport;
}

/** Bytes of freed blocks that wait (`--freelist-vol`). */
const QUARANTINE = 20_000_000;

/** Bytes on each side of a block that memcheck keeps closed, and counts to the block when it tells a place. */
const RED_ZONE = 16;

const WORD = 8;

interface Block {
  readonly pointer: number;
  readonly size: number;
  isFree: boolean;
}

/** A program on memcheck's heap, statement by statement. */
class Run {
  readonly complaints: string[] = [];
  readonly heap: DebugHeap;
  /** What each variable holds. */
  readonly variables: Map<string, number> = new Map();
  /** A request was larger than the model's heap can grow. */
  isRefused = false;
  readonly #blocks: Block[] = [];
  #first: Finding | null = null;

  constructor() {
    this.heap = new DebugHeap(new BoundaryTagAllocator({ memory: resizableMemory() }), {
      redZone: RED_ZONE,
      quarantine: QUARANTINE,
      uninitialized: false,
      onFinding: (finding) => {
        this.#first ??= finding;
      },
    });
  }

  value(of: Value): number {
    return typeof of === 'number' ? of : (this.variables.get(of) ?? 0);
  }

  perform(step: Step): void {
    this.#first = null;
    (actions[step.op] as (run: Run, step: Step) => void)(this, step);
    if (this.#first) this.complaints.push(this.#complaint(this.#first));
  }

  malloc(into: string, size: number): void {
    const pointer = this.heap.malloc(size);
    if (pointer === 0) this.isRefused = true;
    this.#blocks.push({ pointer, size, isFree: false });
    this.variables.set(into, pointer);
  }

  free(pointer: number): void {
    this.heap.free(asPointer(pointer));
    const block = this.#blocks.find((each) => each.pointer === pointer);
    if (block) block.isFree = true;
  }

  /** `memset` as memcheck has it: bytes up to a word, words, bytes. */
  fill(from: number, bytes: number): void {
    const end = from + bytes;
    let at = from;
    while (at < end) {
      const isWord = at % WORD === 0 && at + WORD <= end;
      if (isWord) this.heap.store(at, 'u64', 0x0101_0101_0101_0101n);
      else this.heap.store(at, 'u8', 1);
      at += isWord ? WORD : 1;
    }
  }

  /** The report's first line, and where the first byte of the access lies. */
  #complaint(finding: Finding): string {
    const { address } = finding;
    const [headline = ''] = memcheckReport(finding).split('\n');
    const block = this.#blocks.find(
      ({ pointer, size }) => address >= pointer - RED_ZONE && address < pointer + size + RED_ZONE,
    );
    return `${headline}, ${block ? placeIn(block, address) : NO_BLOCK}`;
  }
}

const NO_BLOCK = 'in no block';

function placeIn({ pointer, size, isFree }: Block, address: number): string {
  const offset = address - pointer;
  const [bytes, relation] =
    offset < 0
      ? [-offset, 'before']
      : offset < size
        ? [offset, 'inside']
        : [offset - size, 'after'];
  return `${bytes} bytes ${relation} a block of size ${size} ${isFree ? "free'd" : "alloc'd"}`;
}

type Action<O extends Step['op']> = (run: Run, step: StepOf<O>) => void;

const nothing = (): void => {};

/** What memcheck sees of each statement; a program with any other is not followed. */
const actions: { readonly [O in Step['op']]?: Action<O> } = {
  exec: nothing,
  call: nothing,
  return: nothing,
  'ask-usable-size': nothing,
  'ask-distance': nothing,
  'ask-heap-bytes': nothing,
  'ask-target-segment': nothing,
  'ask-null': nothing,
  malloc: (run, { into, size }) => run.malloc(into, size),
  free: (run, { of }) => run.free(run.value(of)),
  forget: ({ variables }, { name }) => variables.set(name, 0),
  add: (run, { into, terms }) =>
    run.variables.set(
      into,
      terms.reduce<number>((sum, term) => sum + run.value(term), 0),
    ),
  store: (run, { through, offset, value }) =>
    run.heap.store(run.value(through) + offset, 'u8', value),
  fill: (run, { through, bytes }) => run.fill(run.value(through), bytes),
  'ask-byte': (run, { through, offset }) => run.heap.load(run.value(through) + offset, 'u8'),
};

/** Only main, and no pointer that leads anywhere but into the heap. */
const isPlain = ({ functions, variables = [] }: StepOf<'exec'>['unit']): boolean =>
  functions.length === 1 && variables.every(({ literal }) => literal === undefined);

/** What memcheck says of a program; null of one with more than blocks and the bytes in them, or larger ones than are modelled. */
export function memcheckRun(program: readonly Step[]): MemcheckRun | null {
  const isFollowed = program.every(
    (step) => Object.hasOwn(actions, step.op) && (step.op !== 'exec' || isPlain(step.unit)),
  );
  if (!isFollowed) return null;
  const run = new Run();
  for (const step of program) run.perform(step);
  if (run.isRefused) return null;
  return { complaints: run.complaints, leaks: run.heap.leaks(run.variables.values()) };
}

const COMPLAINT = /^(Invalid (?:read|write) of size \d+|Invalid free\(\).*)$/;
const PLACE =
  /^ Address 0x[0-9a-f]+ is ([\d,]+ bytes (?:before|inside|after) a block of size [\d,]+ \w+'d)$/;

/** The complaints in memcheck's output, the first of each line of `main`. */
export function readComplaints(output: string): readonly string[] {
  const found = new Map<string, string>();
  const lines = output.split(/\r?\n/).map((line) => line.replace(/^==\d+== ?/, ''));
  for (const [index, line] of lines.entries()) {
    if (!COMPLAINT.test(line)) continue;
    const rest = lines.slice(index + 1);
    const at = rest.find((each) => / main \(/.test(each)) ?? '';
    const place = PLACE.exec(rest.find((each) => each.startsWith(' Address ')) ?? '')?.[1];
    const said = `${line}, ${place?.replaceAll(',', '') ?? NO_BLOCK}`;
    if (!found.has(at)) found.set(at, said);
  }
  return [...found.values()];
}
