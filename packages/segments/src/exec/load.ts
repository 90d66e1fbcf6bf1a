/**
 * Mapping the segments of an executable file.
 *
 * Source: Linux `fs/binfmt_elf.c` (elf_load, elf_map, padzero, total_mapping_size, maximum_alignment).
 */
import { type Address, address, type Bytes, PAGE_SIZE, pageDown, pageUp } from '../address.ts';
import type { AddressSpace } from '../address-space.ts';
import { errnoName, isErrno } from '../errno.ts';
import type { SegmentKind } from '../mapping.ts';
import type { MapRequest } from '../system-calls/mmap.ts';
import { ExecError } from './exec-error.ts';
import {
  type ExecutableImage,
  type ImageSegment,
  isExecutable,
  loadSegments,
  permissionsOf,
} from './image.ts';

/** How the first segment finds its place; the others follow it. */
export type FirstPlace =
  /** At its own address plus a bias. */
  | { readonly bias: number }
  /** Wherever the kernel finds room for the whole image. */
  | 'anywhere';

/**
 * Maps every PT_LOAD of an image and answers its bias: what to add to the file's addresses.
 *
 * @param asLibrary A loader: its parts count as `mmap`, not as text and data of the program.
 */
export function loadImage(
  space: AddressSpace,
  image: ExecutableImage,
  first: FirstPlace,
  asLibrary = false,
): number {
  let bias = first === 'anywhere' ? null : first.bias;
  for (const segment of loadSegments(image)) {
    const wholeSize = bias === null ? imageSize(image) : 0;
    const placed = loadSegment(space, image, segment, bias, { wholeSize, asLibrary });
    bias ??= placed - pageDown(segment.virtualAddress);
  }
  return bias ?? 0;
}

interface Manner {
  /** Bytes to find room for, when the place is still open. */
  readonly wholeSize: Bytes;
  readonly asLibrary: boolean;
}

/** Maps what the file holds of one segment, then anonymous memory for the rest, and answers the page it starts in. */
function loadSegment(
  space: AddressSpace,
  image: ExecutableImage,
  segment: ImageSegment,
  bias: number | null,
  manner: Manner,
): Address {
  const { virtualAddress, fileSize, memorySize } = segment;
  const inPage = virtualAddress % PAGE_SIZE;
  const at = (bias ?? 0) + virtualAddress;
  let start = pageDown(at);
  if (fileSize > 0) start = mapFilePart(space, image, segment, bias, manner);
  const fileEnd = address(start + inPage + fileSize);
  if (memorySize <= fileSize) return start;
  // The rest of the last page of the file is zeroed by a write, where the segment allows writing.
  const permissions = permissionsOf(segment);
  if (fileSize > 0 && fileEnd % PAGE_SIZE !== 0 && permissions[1] === 'w')
    zeroTail(space, image, segment, fileEnd);
  const zeroStart = fileSize > 0 ? pageUp(fileEnd) : start;
  const zeroEnd = pageUp(start + inPage + memorySize);
  if (zeroEnd > zeroStart)
    mapped(space, image, {
      address: zeroStart,
      length: zeroEnd - zeroStart,
      placement: 'fixed',
      permissions: isExecutable(segment) ? 'rwx' : 'rw-',
      kind: manner.asLibrary ? 'mmap' : 'bss',
    });
  return start;
}

/** Where the file holds zeros there already, the write only has to be noted. */
function zeroTail(
  space: AddressSpace,
  image: ExecutableImage,
  { offset, fileSize }: ImageSegment,
  from: Address,
): void {
  const length = pageUp(from) - from;
  const behind = image.file.bytes?.subarray(offset + fileSize, offset + fileSize + length);
  if (behind?.some((byte) => byte !== 0)) space.memory.write(from, new Uint8Array(length));
  else space.access(from, 1, 'write');
}

/** A place for the whole image is found by mapping that much of the file, and giving back what is too much. */
function mapFilePart(
  space: AddressSpace,
  image: ExecutableImage,
  segment: ImageSegment,
  bias: number | null,
  { wholeSize, asLibrary }: Manner,
): Address {
  const inPage = segment.virtualAddress % PAGE_SIZE;
  const length = pageUp(segment.fileSize + inPage);
  const start = mapped(space, image, {
    ...(bias === null ? {} : { address: pageDown(bias + segment.virtualAddress) }),
    placement: bias === null ? 'hint' : 'fixed',
    length: wholeSize > 0 ? wholeSize : length,
    permissions: permissionsOf(segment),
    file: image.file,
    offset: segment.offset - inPage,
    kind: asLibrary ? 'mmap' : kindOf(segment),
  });
  if (wholeSize > length) space.munmap(start + length, wholeSize - length);
  return start;
}

function mapped(space: AddressSpace, image: ExecutableImage, request: MapRequest): Address {
  const answer = space.mmap(request);
  if (!isErrno(answer)) return answer;
  const reason = errnoName(answer) === 'EINVAL' ? 'EINVAL' : 'ENOMEM';
  throw new ExecError(reason, image.file.name, `a segment cannot be mapped (${errnoName(answer)})`);
}

function kindOf(segment: ImageSegment): SegmentKind {
  if (isExecutable(segment)) return 'text';
  return permissionsOf(segment)[1] === 'w' ? 'data' : 'rodata';
}

/** Bytes from the first page of the lowest segment to the end of the highest. */
export function imageSize(image: ExecutableImage): Bytes {
  const ends = loadSegments(image).map((segment) => segment.virtualAddress + segment.memorySize);
  return pageUp(Math.max(...ends) - lowestPage(image));
}

/** The page the lowest segment starts in. */
export const lowestPage = (image: ExecutableImage): Address =>
  pageDown(Math.min(...loadSegments(image).map(({ virtualAddress }) => virtualAddress)));

/** The largest alignment a segment asks for, if it is a power of two; 0 if none does. */
export const largestAlignment = (image: ExecutableImage): Bytes =>
  loadSegments(image).reduce(
    (most, { alignment }) =>
      Number.isInteger(Math.log2(alignment)) ? Math.max(most, alignment) : most,
    0,
  );

/** The bounds the kernel keeps of a program, as `/proc/PID/stat` shows them. */
export interface ProgramBounds {
  readonly startCode: Address;
  readonly endCode: Address;
  readonly startData: Address;
  readonly endData: Address;
  /** First byte behind everything the program takes. */
  readonly end: Address;
}

/** Where code and data of a loaded program lie. */
export function boundsOf(image: ExecutableImage, bias: number): ProgramBounds {
  const loads = loadSegments(image);
  const code = loads.filter(isExecutable);
  const start = (segment: ImageSegment): number => segment.virtualAddress + bias;
  const fileEnd = (segment: ImageSegment): number => start(segment) + segment.fileSize;
  const most = (values: readonly number[]): Address => address(Math.max(0, ...values));
  return {
    startCode: address(code.length > 0 ? Math.min(...code.map(start)) : 0),
    endCode: most(code.map(fileEnd)),
    startData: most(loads.map(start)),
    endData: most(loads.map(fileEnd)),
    end: most(loads.map((segment) => start(segment) + segment.memorySize)),
  };
}
