/**
 * From an executable file to the process the kernel makes of it, at its first instruction.
 *
 * The order matters, since each step takes the highest free place: stack, program, loader, kernel
 * mappings. Source: Linux 6.18 `fs/binfmt_elf.c` (load_elf_binary), `fs/exec.c` (setup_arg_pages).
 */
import {
  type Address,
  address,
  type Bytes,
  PAGE_SIZE,
  pageDown,
  pageUp,
  roundDown,
} from '../address.ts';
import { AddressSpace, type AddressSpaceOptions } from '../address-space.ts';
import { isErrno } from '../errno.ts';
import { SegmentationFault } from '../errors.ts';
import type { Mapping } from '../mapping.ts';
import { linuxI386 } from '../platform/linux-i386.ts';
import { linuxX64 } from '../platform/linux-x86-64.ts';
import type { AuxiliaryEntry, Credentials } from './auxiliary-vector.ts';
import { ExecError } from './exec-error.ts';
import {
  type ExecutableImage,
  type ImageSegment,
  isExecutable,
  loadSegments,
  segmentType,
} from './image.ts';
import { type ArgumentStrings, finishStack, placeStrings } from './initial-stack.ts';
import {
  boundsOf,
  imageSize,
  largestAlignment,
  loadImage,
  lowestPage,
  type ProgramBounds,
} from './load.ts';

/** What execve is given, and the choices that move the layout. */
export interface ExecOptions extends AddressSpaceOptions {
  /** @defaultValue the file's name alone */
  readonly argv?: readonly string[];
  /** `NAME=value` strings. @defaultValue none */
  readonly env?: readonly string[];
  /** The path given to execve (AT_EXECFN). @defaultValue the file's name */
  readonly fileName?: string;
  /** Loaders by the path PT_INTERP names. @defaultValue none */
  readonly interpreters?: Readonly<Record<string, ExecutableImage>>;
  /** @defaultValue user and group 1000 */
  readonly credentials?: Credentials;
  /** The 16 bytes AT_RANDOM points to. @defaultValue zeros */
  readonly random?: Uint8Array;
}

/** A process at its first instruction. */
export interface Process {
  readonly space: AddressSpace;
  /** What was added to the addresses in the file; 0 for a program linked for fixed addresses. */
  readonly bias: number;
  /** Where the page of its lowest segment is. */
  readonly imageBase: Address;
  /** The bias of its loader; 0 without one. */
  readonly interpreterBias: number;
  /** First instruction: the loader's if there is one, else the program's. */
  readonly instructionPointer: Address;
  readonly stackPointer: Address;
  readonly auxiliary: readonly AuxiliaryEntry[];
  readonly bounds: ProgramBounds;
  readonly strings: Omit<ArgumentStrings, 'contents'>;
  /** Contents of the stack from the stack pointer to its top. */
  readonly stackBytes: Uint8Array;
}

/**
 * Makes the process of an executable file.
 *
 * @throws {@link ExecError} if the file cannot be loaded or its loader is not among those given.
 *
 * @example
 * ```ts
 * import { exec, hex, programOf } from '@memstrata/segments';
 *
 * const { stackPointer, space } = exec(programOf(), { argv: ['./program'], env: ['A=1'] });
 * console.log(hex(stackPointer), hex(space.breakStart)); // → 0x7fffffffee30 0x404000
 * ```
 */
export function exec(image: ExecutableImage, options: ExecOptions = {}): Process {
  const platform = options.platform ?? (image.bits === 64 ? linuxX64 : linuxI386);
  const interpreter = interpreterOf(image, options);
  const space = new AddressSpace({
    ...options,
    platform,
    readImpliesExecute: platform.executableStackByDefault && stackHeader(image) === undefined,
  });
  const fileName = options.fileName ?? image.file.name;
  const { env = [] } = options;
  // A program is never left without its first argument. Source: Linux `fs/exec.c`, do_execveat_common.
  const argv = options.argv?.length === 0 ? [''] : (options.argv ?? [fileName]);
  const strings = placeStrings(space.layout.stackTop, fileName, argv, env);
  checkStrings(space, image, strings, argv.length + env.length);
  placeStack(space, image, strings.lowest);
  const bias = loadProgram(space, image, interpreter !== null);
  const bounds = boundsOf(image, bias);
  placeBreak(space, image, bounds, interpreter !== null);
  const interpreterBias = interpreter ? loadImage(space, interpreter, 'anywhere', true) : 0;
  const vdso = placeKernelMappings(space, image);
  const stack = finishStack(
    space.layout,
    strings,
    {
      platform,
      credentials: options.credentials ?? { uid: 1000, euid: 1000, gid: 1000, egid: 1000 },
      vdso,
      programHeaders: programHeaderAddress(image, bias),
      programHeaderCount: image.programHeaders.length,
      interpreterBase: interpreterBias,
      entry: image.entry + bias,
    },
    options.random ?? new Uint8Array(16),
  );
  space.placeStack(stack.stackPointer);
  writeStack(space, image, stack);
  const { contents: _contents, ...places } = strings;
  return {
    space,
    bias,
    imageBase: address(bias + lowestPage(image)),
    interpreterBias,
    instructionPointer: address(
      interpreter ? interpreter.entry + interpreterBias : image.entry + bias,
    ),
    stackPointer: stack.stackPointer,
    auxiliary: stack.auxiliary,
    bounds,
    strings: places,
    stackBytes: stack.bytes,
  };
}

/** The tables may need more than the stack got at first; it then grows as by any other write. */
function writeStack(
  space: AddressSpace,
  image: ExecutableImage,
  { stackPointer, bytes }: { readonly stackPointer: Address; readonly bytes: Uint8Array },
): void {
  try {
    space.memory.write(stackPointer, bytes);
  } catch (error) {
    if (!(error instanceof SegmentationFault)) throw error;
    const why = `there is no room for argument pointers and auxiliary vector: ${error.fault.cause}`;
    throw new ExecError('EFAULT', image.file.name, why);
  }
}

function interpreterOf(image: ExecutableImage, options: ExecOptions): ExecutableImage | null {
  const { name } = image.file;
  if (loadSegments(image).length === 0) throw new ExecError('ENOEXEC', name, 'it has no PT_LOAD');
  if (image.interpreter === null) return null;
  const interpreter = options.interpreters?.[image.interpreter];
  if (interpreter) return interpreter;
  throw new ExecError(
    'ENOENT',
    name,
    `give its loader ${image.interpreter} in options.interpreters`,
  );
}

const wholePages = (limit: Bytes): Bytes =>
  Number.isFinite(limit) ? roundDown(limit, PAGE_SIZE) : limit;

const stackHeader = (image: ExecutableImage): ImageSegment | undefined =>
  image.programHeaders.findLast(({ type }) => type === segmentType.GNU_STACK);

/** Room beyond the strings that a new stack gets at once. */
const STACK_ROOM: Bytes = 128 * 1024;

/** A quarter of the stack limit, from 128 KiB to 6 MiB, is for strings and the pointers to them. */
const roomForStrings = (stackLimit: Bytes): Bytes =>
  Math.max(Math.min(stackLimit / 4, 6 * 2 ** 20), LONGEST_STRING);

/** MAX_ARG_STRLEN, and the least room for all strings (ARG_MAX). */
const LONGEST_STRING: Bytes = 128 * 1024;

/** Source: Linux `fs/exec.c`, bprm_stack_limits, copy_strings, get_arg_page. */
function checkStrings(
  space: AddressSpace,
  image: ExecutableImage,
  { lowest, contents }: ReturnType<typeof placeStrings>,
  pointers: number,
): void {
  const { stackTop } = space.layout;
  const limit = space.limits.stack;
  const taken = stackTop - 8 - lowest;
  const refuse = (why: string): never => {
    throw new ExecError('E2BIG', image.file.name, why);
  };
  if (contents.some(({ bytes }) => bytes.length > LONGEST_STRING))
    refuse(`one argument or setting is longer than ${LONGEST_STRING} bytes`);
  if (taken > roomForStrings(limit) - 8 * Math.max(pointers, 1))
    refuse('arguments and environment exceed a quarter of the stack limit');
  const pages = stackTop - pageDown(lowest);
  if (pages > PAGE_SIZE && pages > limit)
    refuse('arguments and environment exceed the stack limit');
}

/** The pages the strings took and 128 KiB more, or the stack limit where that is less. */
function placeStack(space: AddressSpace, image: ExecutableImage, lowest: Address): void {
  const end = space.layout.stackTop;
  const used = end - pageDown(lowest);
  const size = Math.max(used, Math.min(used + STACK_ROOM, wholePages(space.limits.stack)));
  const header = stackHeader(image);
  const executable = header ? isExecutable(header) : space.platform.executableStackByDefault;
  space.adopt({
    ...kernelMade,
    start: address(end - size),
    end,
    permissions: executable ? 'rwx' : 'rw-',
    kind: 'stack',
    name: '[stack]',
    growsDown: true,
    accounted: true,
  });
}

const kernelMade: Omit<Mapping, 'start' | 'end' | 'permissions' | 'kind' | 'name'> = {
  shared: false,
  file: null,
  offset: 0,
  growsDown: false,
  noReserve: false,
  accounted: false,
  special: false,
  mayHave: 'rwx',
  anonVma: 0,
};

/**
 * Loads the program and answers its bias.
 *
 * A program for fixed addresses goes there. One that may go anywhere gets the platform's base if it has a
 * loader, and otherwise a place in the mmap area, as a loader would.
 */
function loadProgram(space: AddressSpace, image: ExecutableImage, hasLoader: boolean): number {
  if (image.type === 'executable') return loadImage(space, image, { bias: 0 });
  const alignment = largestAlignment(image);
  if (!hasLoader && alignment <= PAGE_SIZE) return loadImage(space, image, 'anywhere');
  const base = hasLoader ? space.layout.programBase : roomFor(space, image);
  const aligned = alignment > 0 ? roundDown(base, alignment) : base;
  const first = loadSegments(image)[0]?.virtualAddress ?? 0;
  return loadImage(space, image, { bias: pageDown(aligned - first) });
}

function roomFor(space: AddressSpace, image: ExecutableImage): number {
  const found = space.freePlace(imageSize(image), image.file);
  if (!isErrno(found)) return found;
  throw new ExecError('ENOMEM', image.file.name, 'there is no room for it');
}

/** The heap begins behind the program; a program in the mmap area gets it where programs usually are. */
function placeBreak(
  space: AddressSpace,
  image: ExecutableImage,
  bounds: ProgramBounds,
  hasLoader: boolean,
): void {
  const isMoved = image.type === 'shared-object' && !hasLoader;
  const { breakShift, platform } = space.layout;
  const behind = pageUp(isMoved ? platform.programBase : bounds.end);
  const gap = breakShift === null ? 0 : breakShift + (isMoved ? 0 : PAGE_SIZE);
  space.placeHeap(address(behind + gap), bounds.endData - bounds.startData);
}

/** Puts vvar and vdso as one block into the highest free place and answers where the vdso is. */
function placeKernelMappings(space: AddressSpace, image: ExecutableImage): Address | null {
  const { kernelMappings } = space.platform;
  const length = kernelMappings.reduce((sum, { bytes }) => sum + bytes, 0);
  if (length === 0) return null;
  const found = space.freePlace(length);
  if (isErrno(found))
    throw new ExecError('ENOMEM', image.file.name, 'there is no room for the vdso');
  let at: number = found;
  let vdso: Address | null = null;
  for (const { name, kind, bytes, permissions, mayHave } of kernelMappings) {
    const start = address(at);
    at += bytes;
    if (kind === 'vdso') vdso = start;
    const place = { start, end: address(at), permissions, mayHave };
    space.adopt({ ...kernelMade, ...place, kind, name, special: true });
  }
  return vdso;
}

/** Where the program headers are in memory; the bias alone if no segment holds them. */
function programHeaderAddress(image: ExecutableImage, bias: number): number {
  const holder = loadSegments(image).findLast(
    ({ offset, fileSize }) =>
      offset <= image.programHeaderOffset && image.programHeaderOffset < offset + fileSize,
  );
  if (!holder) return bias;
  return image.programHeaderOffset - holder.offset + holder.virtualAddress + bias;
}
