/** What a recorded program does to memory, done to the model. */
import { address, hex, pageUp } from '../address.ts';
import type { AddressSpace } from '../address-space.ts';
import { type Recursion, recurse } from '../call/recursion.ts';
import { isErrno } from '../errno.ts';
import { BusError, SegmentationFault } from '../errors.ts';
import type { Process } from '../exec/exec.ts';
import type { Fault } from '../fault.ts';
import type { Intent, Permissions } from '../mapping.ts';
import type { Field } from './record.ts';

/** What a step reported: fields as in a record's `results`. */
export type StepResult = Readonly<Record<string, unknown>>;

const ENOMEM = 12;

/** Performs the steps of one record and keeps what came of them. */
export class Stimuli {
  readonly space: AddressSpace;
  readonly results: StepResult[] = [];
  readonly initialStackStart: number;
  /** The first fault; null while there is none. */
  fault: Fault | null = null;
  /** Lowest address of the stack, at the fault or at the end. */
  stackStart: number;
  /** A signal that memory has no part in. */
  raised: number | null = null;
  /** What the last mmap answered. */
  mapping: number | null = null;
  depth: number | null = null;
  /** The program break after the steps the record names. */
  break0: number;
  readonly #given: Field;
  readonly #process: Process;
  /** Addresses that steps answered, by their number. */
  readonly #places: number[] = [];

  constructor(process: Process, given: Field) {
    this.#process = process;
    this.#given = given;
    this.space = process.space;
    this.initialStackStart = this.#stackStart();
    this.stackStart = this.initialStackStart;
    this.break0 = process.space.programBreak;
  }

  perform(): void {
    const count = this.#given.get('brk0_after_steps');
    for (const [index, step] of this.#given.get('steps').items().entries()) {
      this.results[index] = this.#step(step, index);
      if (count.isPresent && index + 1 === count.number()) this.break0 = this.space.programBreak;
    }
    if (this.fault === null) this.stackStart = this.#stackStart();
  }

  #stackStart(): number {
    return this.space.mappingAt(this.#process.stackPointer)?.start ?? 0;
  }

  #step(step: Field, index: number): StepResult {
    switch (step.get('do').text()) {
      case 'access':
        return this.#access(step);
      case 'mmap':
        return this.#mmap(step, index);
      case 'munmap':
        return { ret: this.space.munmap(this.#place(step.get('at')), step.get('len').number()) };
      case 'brk':
        return this.#brk(step);
      case 'sbrk':
        return this.#sbrk(step, index);
      case 'libc_brk':
        return this.#libcBrk(this.#place(step.get('to')));
      case 'setrlimit_data':
        this.space.setLimits({ data: step.get('bytes').number() });
        return {};
      case 'recurse':
        return this.#recurse();
      case 'raise':
        this.raised = step.get('signal').number();
        return {};
      default:
        throw step.get('do').wrong('a known step');
    }
  }

  /** One place in memory, in any of the forms a record has. */
  #place(field: Field): number {
    if (typeof field.value === 'string') return field.hex();
    const [[name, operand] = []] = field.entries();
    if (!name || !operand) throw field.wrong('a place');
    if (name === 'symbol') return this.#symbol(operand.text());
    if (name === 'step')
      return (this.#places[operand.number()] ?? 0) + field.get('offset').number();
    return this.#origin(field, name) + operand.number();
  }

  #origin(field: Field, name: string): number {
    const { space } = this;
    const origins: Readonly<Record<string, number>> = {
      heap: space.breakStart,
      start_brk: space.breakStart,
      break: space.programBreak,
      break_page: pageUp(space.programBreak),
      stack_start: this.initialStackStart,
      stack_top: space.layout.stackTop,
    };
    const origin = origins[name];
    if (origin === undefined) throw field.wrong('a known place');
    return origin;
  }

  #symbol(name: string): number {
    return this.#process.imageBase + this.#given.get('symbols').get(name).hex();
  }

  #access(step: Field): StepResult {
    const kind = step.get('kind').text();
    const intent: Intent = kind === 'exec' ? 'execute' : kind === 'write' ? 'write' : 'read';
    const [repeat, stride, value] = [step.get('repeat'), step.get('stride'), step.get('value')];
    const at = this.#place(step.get('at'));
    const size = step.get('size').number();
    const times = repeat.isPresent ? repeat.number() : 1;
    for (let time = 0; time < times; time += 1) {
      const from = at + time * (stride.isPresent ? stride.number() : 0);
      if (!this.#attempt(() => this.space.access(from, size, intent))) return {};
      if (value.isPresent) this.space.memory.write(from, new Uint8Array(size).fill(value.number()));
    }
    return intent === 'read' ? { value: this.space.memory.load8(at) } : {};
  }

  /** Whether an access succeeds; the first fault is kept. */
  #attempt(act: () => unknown): boolean {
    try {
      act();
      return true;
    } catch (error) {
      if (!(error instanceof SegmentationFault || error instanceof BusError)) throw error;
      this.#faulted(error.fault);
      return false;
    }
  }

  #faulted(fault: Fault): void {
    if (this.fault !== null) return;
    this.fault = fault;
    this.stackStart = this.#stackStart();
  }

  #mmap(step: Field, index: number): StepResult {
    const flags = step
      .get('flags')
      .items()
      .map((item) => item.text());
    const size = step.get('file_bytes');
    const answer = this.space.mmap({
      address: this.#place(step.get('addr')),
      length: step.get('len').number(),
      permissions: permissionsOf(step.get('prot')),
      placement: flags.includes('fixed_noreplace')
        ? 'fixed-noreplace'
        : flags.includes('fixed')
          ? 'fixed'
          : 'hint',
      shared: flags.includes('shared'),
      file: size.isPresent ? { name: 'memfd', size: size.number() } : null,
    });
    this.#places[index] = answer;
    this.mapping = answer;
    return { ok: !isErrno(answer), errno: isErrno(answer) ? -answer : 0 };
  }

  #brk(step: Field): StepResult {
    const { space } = this;
    let add = step.get('add').number();
    const repeat = step.get('repeat');
    if (!repeat.isPresent) return { ret: hex(space.brk(space.programBreak + add)) };
    if (repeat.text() !== 'halve-when-refused') throw repeat.wrong('halve-when-refused');
    for (const smallest = step.get('smallest').number(); add >= smallest; ) {
      const wanted = space.programBreak + add;
      if (space.brk(wanted) !== wanted) add = Math.floor(add / 2);
    }
    return { now: hex(space.programBreak), heap_bytes: space.programBreak - space.breakStart };
  }

  #sbrk(step: Field, index: number): StepResult {
    const { space } = this;
    const add = step.get('add').number();
    const repeat = step.get('repeat');
    if (!repeat.isPresent) return { ...this.#sbrkOnce(add, index), now: hex(space.programBreak) };
    if (repeat.text() !== 'until-refused') throw repeat.wrong('until-refused');
    const before = space.programBreak;
    const max = step.get('max').isPresent ? step.get('max').number() : Number.POSITIVE_INFINITY;
    let times = 0;
    let last = this.#sbrkOnce(add, index);
    while (last.errno === 0) {
      times += 1;
      if (times >= max) break;
      last = this.#sbrkOnce(add, index);
    }
    return { ...last, times, grown: space.programBreak - before };
  }

  #sbrkOnce(add: number, index: number): { readonly ret: string; readonly errno: number } {
    const answer = this.space.sbrk(add);
    if (isErrno(answer)) return { ret: this.#minusOne(), errno: ENOMEM };
    this.#places[index] = answer;
    return { ret: hex(answer), errno: 0 };
  }

  /** −1 as the register of this platform shows it. */
  #minusOne(): string {
    return `0x${'f'.repeat(2 * this.space.platform.wordSize)}`;
  }

  /** libc's brk succeeds when the break is then not below what was asked for. */
  #libcBrk(to: number): StepResult {
    return this.space.brk(address(to)) < to ? { ret: -1, errno: ENOMEM } : { ret: 0, errno: 0 };
  }

  #recurse(): StepResult {
    const frames = this.#given.get('frames');
    const recursion: Recursion = {
      first: frames.get('first').hex(),
      frameBytes: frames.get('size').number(),
      touches: frames
        .get('touches')
        .items()
        .map((touch) => {
          const [offset, bytes] = touch.items();
          if (!offset || !bytes) throw touch.wrong('an offset and a length');
          return { offset: offset.number(), bytes: bytes.number() };
        }),
    };
    const { depth, fault } = recurse(this.space, recursion);
    this.depth = depth;
    this.#faulted(fault);
    return {};
  }
}

function permissionsOf(field: Field): Permissions {
  const text = field.text();
  const [r, w, x] = text;
  if (!/^[r-][w-][x-]$/.test(text)) throw field.wrong('permissions such as rw-');
  return `${r === 'r' ? 'r' : '-'}${w === 'w' ? 'w' : '-'}${x === 'x' ? 'x' : '-'}`;
}
