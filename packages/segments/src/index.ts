/** The address space of a process and the rules the kernel keeps about it. */
export { type Address, address, type Bytes, hex, InvalidAddress, PAGE_SIZE } from './address.ts';
export { AddressSpace, type AddressSpaceOptions, OverlappingMapping } from './address-space.ts';
export {
  amd64Types,
  type CallingConvention,
  CallStack,
  type CType,
  type FunctionShape,
  i386Cdecl,
  i386Types,
  type Recursion,
  recurse,
  type StackFrame,
  structOf,
  sysvAmd64,
} from './call/index.ts';
export { type Errno, errno, errnoName, isErrno } from './errno.ts';
export { BusError, SegmentationFault } from './errors.ts';
export type { Listener, SegmentEvent } from './events.ts';
export {
  type AuxiliaryEntry,
  type AuxiliaryName,
  auxiliaryKey,
  type Credentials,
} from './exec/auxiliary-vector.ts';
export { type ExecOptions, exec, type Process } from './exec/exec.ts';
export { ExecError } from './exec/exec-error.ts';
export {
  type ExecutableImage,
  type ImageSegment,
  imageOf,
  type ProgramSizes,
  programOf,
} from './exec/image.ts';
export type { ProgramBounds } from './exec/load.ts';
export { protectRelocated } from './exec/relocation-read-only.ts';
export { type Fault, type Neighbour, siCodeNumber, signalNumber } from './fault.ts';
export { type Layout, type LayoutOptions, type Limits, layoutOf } from './layout.ts';
export type { Intent, MappedFile, Mapping, Permissions, SegmentKind } from './mapping.ts';
export { Memory } from './memory.ts';
export { OutOfFrames } from './page-arena.ts';
export { classic, linuxI386, linuxI386Limit3G, linuxX64, type Platform } from './platform/index.ts';
export type { MapRequest } from './system-calls/mmap.ts';
