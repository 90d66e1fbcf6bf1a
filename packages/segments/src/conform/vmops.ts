/** Recorded sequences of address-space system calls, held against the model step by step. */
import { AddressSpace } from '../address-space.ts';
import { BusError, SegmentationFault } from '../errors.ts';
import { siCodeNumber, signalNumber } from '../fault.ts';
import type { Intent, MappedFile, Mapping, Permissions } from '../mapping.ts';
import type { MapRequest } from '../system-calls/mmap.ts';
import { lineText, type MapsLine, readMapsLine } from './maps-line.ts';
import { Field, type Mismatch } from './record.ts';

/** The only limit a sequence may set. Source: `include/uapi/asm-generic/resource.h`. */
const RLIMIT_DATA = 2;

/** The file the recorder opened: six pages on ext4. */
const FILE: MappedFile = { name: 'FILE', size: 0x6000, hugeAligned: true };

/**
 * The steps of one recorded sequence on which the model differs from the kernel.
 *
 * Compared at every step: the result, the signal with its code and address, and the whole map.
 *
 * @param record One parsed line of `vmops.jsonl`.
 * @throws {@link RecordFormatError} for anything else.
 */
export function compareVmops(record: unknown): readonly Mismatch[] {
  const root = new Field(record);
  const image = root.get('image').items().map(readMapsLine);
  const start = root.get('start').items().map(readMapsLine);
  const zeroPage = root.get('zeroPage');
  const replay = new Replay(image, start, zeroPage.isPresent ? zeroPage.boolean() : true);
  const ops = root.get('ops').items();
  const steps = root.get('steps').items();
  if (ops.length !== steps.length) throw root.get('steps').wrong('as many steps as ops');
  return steps.flatMap((step, index) => replay.step(ops[index] ?? root, step, index));
}

/** The model and the record side by side, one step at a time. */
class Replay {
  readonly #space: AddressSpace;
  /** Lines of the program and the vdso, which a record repeats only when they have changed. */
  readonly #image: ReadonlySet<string>;
  readonly #results: number[] = [];
  #maps: string;

  constructor(image: readonly MapsLine[], start: readonly MapsLine[], zeroPage: boolean) {
    this.#space = recordedStart(image, start, zeroPage);
    this.#image = new Set(image.map(lineText));
    this.#maps = start.map(lineText).join('\n');
  }

  step(op: Field, step: Field, index: number): readonly Mismatch[] {
    const { ret, signal } = perform(this.#space, op, this.#results);
    this.#results.push(step.get('ret').hex());
    const maps = step.get('maps');
    if (maps.isPresent) this.#maps = maps.items().map(readMapsLine).map(lineText).join('\n');
    const facts = [
      ['ret', step.get('ret').hex().toString(16), ret.toString(16)],
      ['signal', signalText(step.get('sig')), signal],
      ['maps', this.#maps, this.#visible()],
    ] as const;
    return facts
      .filter(([, expected, actual]) => expected !== actual)
      .map(([what, expected, actual]) => ({
        at: `step ${index} (${op.text()}) ${what}`,
        expected,
        actual,
      }));
  }

  #visible(): string {
    return [...this.#space.mappings()]
      .map(lineText)
      .filter((line) => !this.#image.has(line))
      .join('\n');
  }
}

function signalText(sig: Field): string {
  if (!sig.isPresent) return 'none';
  return `${sig.get('signo').number()} ${sig.get('code').number()} ${sig.get('addr').hex().toString(16)}`;
}

/** The recorder's process at its first step: a program with a bss it has written to, no heap yet, a stack in use. */
function recordedStart(
  image: readonly MapsLine[],
  start: readonly MapsLine[],
  zeroPage: boolean,
): AddressSpace {
  const space = new AddressSpace({ zeroPage });
  const file: MappedFile = { name: image[0]?.name ?? '', size: Number.MAX_SAFE_INTEGER };
  const bss = start.find((line) => line.name === '');
  for (const line of [...image, ...start]) space.adopt(adopted(line, file));
  if (bss) space.placeHeap(bss.end);
  const stack = start.find((line) => line.name === '[stack]');
  if (stack) space.placeStack(stack.end);
  return space;
}

function adopted(line: MapsLine, program: MappedFile): Mapping {
  const isStack = line.name === '[stack]';
  const special = line.name === '[vvar]' || line.name === '[vvar_vclock]' || line.name === '[vdso]';
  const file = line.name === program.name ? program : null;
  const isWritten = file === null && !special;
  return {
    ...line,
    kind: kindOf(line),
    file,
    growsDown: isStack,
    noReserve: false,
    accounted: isWritten,
    special,
    mayHave: line.name.startsWith('[vvar') ? 'r--' : 'rwx',
    anonVma: isStack ? 1 : isWritten ? 2 : 0,
  };
}

function kindOf({ name, permissions }: MapsLine): Mapping['kind'] {
  if (name === '[stack]') return 'stack';
  if (name === '[vdso]') return 'vdso';
  if (name.startsWith('[vvar')) return 'vvar';
  if (name === '') return 'bss';
  return permissions === 'r-x' ? 'text' : permissions === 'r--' ? 'rodata' : 'data';
}

interface Outcome {
  readonly ret: number;
  readonly signal: string;
}

/** Does one line of the recorder's input. */
function perform(space: AddressSpace, op: Field, results: readonly number[]): Outcome {
  const [name = '', ...words] = op.text().split(' ');
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = words.map((word) => operand(word, results, op));
  const done = (ret: number): Outcome => ({ ret, signal: 'none' });
  switch (name) {
    case 'm':
    case 'o':
      return done(space.mmap(request(a, b, c, d, (d & 0x20) === 0, e)));
    case 'u':
      return done(space.munmap(a, b));
    case 'p':
      return done(space.mprotect(a, b, permissionsOf(c)));
    case 'b':
      return done(space.brk(a));
    case 'l':
      if (a !== RLIMIT_DATA) throw op.wrong('the limit RLIMIT_DATA (2)');
      space.setLimits({ data: b });
      return done(0);
    case 'r':
    case 'w':
    case 'x':
      return touch(space, unsigned(a), name === 'r' ? 'read' : name === 'w' ? 'write' : 'execute');
    default:
      throw op.wrong('an operation m o u p b l r w x');
  }
}

function touch(space: AddressSpace, at: number, intent: Intent): Outcome {
  try {
    space.access(at, 1, intent);
    return { ret: 0, signal: 'none' };
  } catch (error) {
    if (!(error instanceof SegmentationFault || error instanceof BusError)) throw error;
    const { signal, siCode, address: where } = error.fault;
    return {
      ret: 0,
      signal: `${signalNumber[signal]} ${siCodeNumber[siCode]} ${where.toString(16)}`,
    };
  }
}

/** A number in hexadecimal, or `$N`, `$N+HEX`, `$N-HEX` for the result of an earlier step. */
function operand(word: string, results: readonly number[], op: Field): number {
  const match = /^(?:\$(\d+)([+-])?)?([0-9a-f]*)$/.exec(word);
  if (!match) throw op.wrong('operands in hexadecimal');
  const [, step, sign, digits] = match;
  const offset = digits ? Number.parseInt(digits, 16) : 0;
  if (step === undefined) return offset;
  const base = results[Number(step)];
  if (base === undefined) throw op.wrong(`an earlier step than ${step}`);
  return sign === '-' ? base - offset : base + offset;
}

/** An error as an address is what the processor makes of it: a number near 2^64. */
const unsigned = (value: number): number => (value < 0 ? 2 ** 64 + value : value);

const permissionsOf = (bits: number): Permissions =>
  `${bits & 1 ? 'r' : '-'}${bits & 2 ? 'w' : '-'}${bits & 4 ? 'x' : '-'}`;

function request(
  at: number,
  length: number,
  prot: number,
  flags: number,
  fromFile: boolean,
  offset: number,
): MapRequest {
  return {
    address: at,
    length,
    permissions: permissionsOf(prot),
    placement: flags & 0x100000 ? 'fixed-noreplace' : flags & 0x10 ? 'fixed' : 'hint',
    shared: (flags & 1) !== 0,
    growsDown: (flags & 0x100) !== 0,
    noReserve: (flags & 0x4000) !== 0,
    file: fromFile ? FILE : null,
    offset,
  };
}
