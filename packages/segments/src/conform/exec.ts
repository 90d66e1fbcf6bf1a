/** Recorded processes, stopped before their first instruction, held against what the model makes of the same file. */
import { pageUp } from '../address.ts';
import type { AuxiliaryName, Credentials } from '../exec/auxiliary-vector.ts';
import { type ExecOptions, exec, type Process } from '../exec/exec.ts';
import type { ExecutableImage } from '../exec/image.ts';
import { linuxI386, linuxI386Limit3G } from '../platform/linux-i386.ts';
import { linuxX64 } from '../platform/linux-x86-64.ts';
import type { Platform } from '../platform/platform.ts';
import { Comparison } from './comparison.ts';
import { lineText, readMapsLine } from './maps-line.ts';
import { Field, type Mismatch } from './record.ts';

/** Loaders by the path PT_INTERP names. */
export type Interpreters = Readonly<Record<string, ExecutableImage>>;

/**
 * The facts of one recorded program's runs on which the model differs from the kernel.
 *
 * Compared for every run: each line of the map, the bounds of code, data, heap and strings, the auxiliary
 * vector, instruction and stack pointer, and, where they were recorded, the bytes of the initial stack and
 * those behind the initialised data (these if the image has its file's bytes).
 * Not compared: values that describe the processor, and the random bytes.
 *
 * @param record One parsed line of `exec.jsonl`.
 * @param image The program, read from its file or with {@link imageFromRecord}.
 * @throws {@link RecordFormatError} for anything else.
 */
export function compareExec(
  record: unknown,
  image: ExecutableImage,
  interpreters: Interpreters,
): readonly Mismatch[] {
  const root = new Field(record);
  return root
    .get('runs')
    .items()
    .flatMap((run, index) =>
      compareRun(run, exec(image, optionsOf(root, run, image, interpreters)), image).map(
        (mismatch) => ({ ...mismatch, at: `run ${index} ${mismatch.at}` }),
      ),
    );
}

/** Who ran the program; root, where a record does not say. */
function credentialsOf(root: Field): Credentials {
  const told = root.get('credentials');
  const id = (name: string): number => (told.isPresent ? told.get(name).number() : 0);
  return { uid: id('uid'), euid: id('euid'), gid: id('gid'), egid: id('egid') };
}

/**
 * What a record's first run was given, for `exec`: where the kernel refused, there is nothing else to compare.
 *
 * @param record One parsed line of `exec.jsonl`.
 */
export function execOptionsOf(
  record: unknown,
  image: ExecutableImage,
  interpreters: Interpreters,
): ExecOptions {
  const root = new Field(record);
  const [run] = root.get('runs').items();
  if (!run) throw root.get('runs').wrong('a run');
  return optionsOf(root, run, image, interpreters);
}

/** The conditions of a run as options: stack limit, legacy layout, 3 GiB address limit. */
function optionsOf(
  root: Field,
  run: Field,
  image: ExecutableImage,
  interpreters: Interpreters,
): ExecOptions {
  const condition = run.get('cond');
  const stack = condition.get('stack');
  const bytes = stack.isPresent ? stack.number() : 8 * 2 ** 20;
  return {
    platform: platformOf(image.bits, condition.get('gb3').isPresent),
    argv: root
      .get('argv')
      .items()
      .map((item) => item.text()),
    env: root
      .get('env')
      .items()
      .map((item) => item.text()),
    fileName: root.get('execfn').text(),
    interpreters,
    credentials: credentialsOf(root),
    limits: { stack: bytes === -1 ? Number.POSITIVE_INFINITY : bytes },
    legacy: condition.get('legacy').isPresent,
  };
}

/** The platform of a recorded process. */
export function platformOf(bits: 32 | 64, limit3G: boolean): Platform {
  if (bits === 64) return linuxX64;
  return limit3G ? linuxI386Limit3G : linuxI386;
}

function compareRun(run: Field, process: Process, image: ExecutableImage): readonly Mismatch[] {
  const { space, instructionPointer, stackPointer } = process;
  const comparison = new Comparison();
  const equalHex = (at: string, field: Field, actual: number): void =>
    comparison.equal(at, field.hex().toString(16), actual.toString(16));
  const lines = run.get('maps').items().map(readMapsLine).map(lineText);
  comparison.equal('maps', lines.join('\n'), [...space.mappings()].map(lineText).join('\n'));
  for (const [name, value] of boundsOf(process)) equalHex(name, run.get('mm').get(name), value);
  const auxv = run.get('auxv').items().map(readAuxiliary);
  comparison.equal('auxv', auxv.join(' '), visibleAuxiliary(process).join(' '));
  equalHex('rip', run.get('rip'), instructionPointer);
  equalHex('rsp', run.get('rsp'), stackPointer);
  equalHex('stack top', run.get('stack_top'), space.layout.stackTop);
  const stack = run.get('stack_hex');
  if (stack.isPresent) {
    const recorded = comparable(bytesOf(stack), process);
    comparison.equal('stack', recorded, comparable(process.stackBytes, process));
  }
  const tail = run.get('tail');
  if (tail.isPresent && image.file.bytes)
    comparison.equal('tail', hexOf(bytesOf(tail)), hexOf(tailOf(process)));
  return comparison.mismatches;
}

function boundsOf({ bounds, strings, space, stackPointer }: Process): [string, number][] {
  return [
    ['start_code', bounds.startCode],
    ['end_code', bounds.endCode],
    ['start_data', bounds.startData],
    ['end_data', bounds.endData],
    ['start_brk', space.breakStart],
    ['start_stack', stackPointer],
    ['arg_start', strings.argumentStart],
    ['arg_end', strings.argumentEnd],
    ['env_start', strings.argumentEnd],
    ['env_end', strings.environmentEnd],
  ];
}

/** What memory holds from the end of the initialised data to the end of its page. */
function tailOf({ bounds, space }: Process): Uint8Array {
  const { endData } = bounds;
  return Uint8Array.from({ length: pageUp(endData) - endData }, (_, offset) =>
    space.memory.load8(endData + offset),
  );
}

/** Values that describe the processor of the recording machine. */
const MACHINE_DEPENDENT: ReadonlySet<AuxiliaryName> = new Set(['HWCAP', 'HWCAP2', 'MINSIGSTKSZ']);

function readAuxiliary(field: Field): string {
  const [name, value] = field.items();
  if (!name || !value) throw field.wrong('a name and a value');
  return `${name.text()}=${value.hex().toString(16)}`;
}

const visibleAuxiliary = (process: Process): string[] =>
  process.auxiliary
    .filter(([name]) => name !== 'NULL' && !MACHINE_DEPENDENT.has(name))
    .map(([name, value]) => `${name}=${value.toString(16)}`);

function bytesOf(field: Field): Uint8Array {
  const digits = field.text();
  if (digits.length % 2 !== 0 || /[^0-9a-f]/.test(digits))
    throw field.wrong('bytes in hexadecimal');
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** The bytes of a stack with those of the processor and of chance blotted out. */
function comparable(stack: Uint8Array, process: Process): string {
  const bytes = stack.slice();
  const word = process.space.platform.wordSize;
  const random = process.auxiliary.find(([name]) => name === 'RANDOM')?.[1] ?? 0;
  bytes.fill(0, random - process.stackPointer, random - process.stackPointer + 16);
  const { arguments: argv, environment } = process.strings;
  const start = word * (1 + argv.length + 1 + environment.length + 1);
  for (const [index, [name]] of process.auxiliary.entries())
    if (MACHINE_DEPENDENT.has(name)) {
      const value = start + word * (2 * index + 1);
      bytes.fill(0, value, value + word);
    }
  return hexOf(bytes);
}

const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
