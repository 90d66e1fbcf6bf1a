/** Random sequences of system calls on a live address space, recorded as `vmops.jsonl` keeps them. */

import { type RecordedLine, recordedLines } from './maps-text.ts';
import { Random } from './random.ts';
import type { Recorder } from './recorder.ts';

/** What one step did: its result, the signal that stopped it, the map afterwards where it changed. */
interface Step {
  readonly ret: string;
  readonly sig?: { readonly signo: number; readonly code: number; readonly addr: string };
  readonly maps?: readonly RecordedLine[];
}

const PAGE = 0x1000;
const HUGE = 0x200000;
const FILE_BYTES = 0x6000;

/** What the recorder's program did, as `vmops.jsonl` keeps it. */
interface Sequence {
  readonly id: string;
  readonly ops: readonly string[];
  readonly image: readonly RecordedLine[];
  readonly start: readonly RecordedLine[];
  readonly steps: readonly Step[];
}

/** Records one sequence of `length` random steps. */
export const recordMappingSteps = (recorder: Recorder, seed: number, length: number): Sequence =>
  recordSteps(recorder, `seed ${seed}`, new RandomSteps(seed, length).ops);

/**
 * Whether this kernel's first read of anonymous memory finds the shared page of zeros: of two stretches, the second
 * read-only, the first is read and made read-only as well. Only if the read gave it no page are they one mapping.
 */
export function sharesZeroPage(recorder: Recorder): boolean {
  const ops = ['m 0 9000 3 22', 'p $0+3000 3000 1', 'r $0', 'p $0 3000 1'];
  const { steps } = recordSteps(recorder, 'page of zeros', ops);
  const start = Number.parseInt(steps[0]?.ret ?? '', 16);
  const joined = [hex(start), hex(start + 6 * PAGE), 'r--p'];
  const isJoined = (line: RecordedLine): boolean => joined.every((word, at) => line[at] === word);
  return steps.at(-1)?.maps?.some(isJoined) ?? false;
}

function recordSteps(recorder: Recorder, id: string, ops: readonly string[]): Sequence {
  const path = recorder.path('steps');
  const output = recorder.run({
    path,
    argv: ['steps'],
    env: {},
    conditions: { stack: 8 * 2 ** 20 },
    input: `${ops.join('\n')}\n`,
    fileBytes: FILE_BYTES,
  });
  const names = { [path]: 'steps', [recorder.path('FILE')]: 'FILE' };
  const [first = '', ...answers] = output.split(/^= /m).slice(1);
  const before = recordedLines(first, names);
  const image = before.filter(isOfImage);
  const known = new Set(image.map(String));
  let last = before.filter((line) => !isOfImage(line));
  const start = last;
  const steps = answers.map((answer) => {
    const maps = recordedLines(answer, names).filter((line) => !known.has(String(line)));
    const changed = String(maps) !== String(last);
    last = maps;
    return { ...outcomeOf(answer), ...(changed ? { maps } : {}) };
  });
  // A step that ends the program itself is no step of the sequence.
  return { id, ops: ops.slice(0, steps.length), image, start, steps };
}

const isOfImage = ([, , , , name]: RecordedLine): boolean =>
  name === 'steps' || name.startsWith('[v');

const OUTCOME = /^(-?[0-9a-f]+)(?: ! ([0-9a-f]+) ([0-9a-f]+) ([0-9a-f]+))?/;

function outcomeOf(answer: string): Step {
  const [, ret = '', signo, code, addr] = OUTCOME.exec(answer) ?? [];
  if (signo === undefined || code === undefined || addr === undefined) return { ret };
  const sig = { signo: Number.parseInt(signo, 16), code: Number.parseInt(code, 16), addr };
  return { ret, sig };
}

const hex = (value: number): string => value.toString(16);

const PRIVATE = 0x2;
const SHARED = 0x1;
const FIXED = 0x10;
const ANONYMOUS = 0x20;
const GROWS_DOWN = 0x100;
const NO_RESERVE = 0x4000;
const NO_REPLACE = 0x100000;

/**
 * Random steps that meet each other: an address is the result of an earlier mmap, give or take some pages,
 * or lies in one small range. None of them can touch the program that performs them.
 */
class RandomSteps {
  readonly ops: string[] = ['b 0', 'm 0 10000 3 22'];
  /** Steps whose result is the address of a mapping. */
  readonly #mapped: number[] = [1];
  readonly #random: Random;

  constructor(seed: number, length: number) {
    this.#random = new Random(seed);
    while (this.ops.length < length) this.#add();
  }

  #add(): void {
    const random = this.#random;
    const { ops } = this;
    const choice = random.below(12);
    if (choice < 3) this.#map();
    else if (choice === 3) this.#mapFile();
    else if (choice < 6) ops.push(`u ${this.#place()} ${this.#length()}`);
    else if (choice < 8)
      ops.push(`p ${this.#place()} ${this.#length()} ${random.pick(0, 1, 1, 3, 3, 2)}`);
    else if (choice === 8)
      ops.push(`b ${random.once(6) ? '0' : `$0+${hex(random.below(40) * 0x800)}`}`);
    else if (choice === 9) this.#execute();
    else ops.push(`${random.pick('w', 'w', 'r')} ${this.#place()}`);
  }

  #map(): void {
    const random = this.#random;
    const grows = random.once(10);
    const sharing = grows ? PRIVATE | GROWS_DOWN : random.pick(PRIVATE, PRIVATE, PRIVATE, SHARED);
    const flags = sharing | ANONYMOUS | (random.once(8) ? NO_RESERVE : 0);
    this.#ask('m', `${random.pick(0, 1, 3, 3, 3, 2)}`, flags);
  }

  #mapFile(): void {
    const random = this.#random;
    const offset = random.pick(0, random.below(8) * PAGE, random.once(4) ? 0x123 : PAGE);
    const sharing = random.pick(PRIVATE, PRIVATE, SHARED);
    this.#ask('o', `${random.pick(1, 3, 3, 0)}`, sharing, ` ${hex(offset)}`);
  }

  /** Half of the time the kernel chooses the place; else it is a hint, or fixed. */
  #ask(op: string, protection: string, flags: number, offset = ''): void {
    const random = this.#random;
    const free = random.once(2);
    if (free) this.#mapped.push(this.ops.length);
    const at = free ? '0' : this.#place();
    const placement = free ? 0 : random.pick(0, FIXED, FIXED, NO_REPLACE);
    this.ops.push(`${op} ${at} ${this.#length()} ${protection} ${hex(flags | placement)}${offset}`);
  }

  /** Only pages that begin with a return are ever executable, so that calling one comes back. */
  #execute(): void {
    const at = this.ops.length;
    this.ops.push('m 0 1000 3 22', `w $${at}`, `p $${at} 1000 5`, `x $${at}`);
    this.ops.push(`x $${this.#random.pick(0, 1)}`);
  }

  #place(): string {
    const random = this.#random;
    if (random.once(4)) return hex(0x10000000 + random.below(64) * PAGE + random.pick(0, 0, 0x123));
    const step = this.#mapped[random.below(this.#mapped.length)] ?? 1;
    const offset = random.pick(0, random.below(24) * PAGE, random.below(24 * PAGE));
    return offset === 0 ? `$${step}` : `$${step}${random.pick('+', '+', '-')}${hex(offset)}`;
  }

  #length(): string {
    const random = this.#random;
    return hex(
      random.pick(
        (1 + random.below(6)) * PAGE,
        (1 + random.below(6)) * PAGE,
        1 + random.below(20 * PAGE),
        random.once(3) ? (1 + random.below(3)) * HUGE : 3 * PAGE,
        random.once(8) ? 0 : PAGE,
      ),
    );
  }
}
