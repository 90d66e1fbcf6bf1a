/** The address space of a process and the rules the kernel keeps about it. */
export { type Address, address, type Bytes, hex, InvalidAddress, PAGE_SIZE } from './address.ts';
export { AddressSpace, type AddressSpaceOptions, OverlappingMapping } from './address-space.ts';
export { amd64Types, type CType, i386Types, type Member, structOf } from './call/c-type.ts';
export type { FunctionShape, PlacedArgument, PrologueStep, StackFrame } from './call/call-stack.ts';
export { CallStack, type CallStackOptions, type StackMemory } from './call/call-stack.ts';
export type {
  ArgumentPlace,
  ArgumentPlaces,
  CallingConvention,
  ResultPlace,
} from './call/calling-convention.ts';
export { i386Cdecl } from './call/i386-cdecl.ts';
export { type Recursion, type RecursionEnd, recurse } from './call/recursion.ts';
export { sysvAmd64 } from './call/sysv-amd64.ts';
export { type Errno, errno, errnoName, isErrno } from './errno.ts';
export { BusError, SegmentationFault } from './errors.ts';
export type { Listener, SegmentEvent } from './events.ts';
export type { AuxiliaryEntry, AuxiliaryName, Credentials } from './exec/auxiliary-vector.ts';
export { auxiliaryKey } from './exec/auxiliary-vector.ts';
export { type ExecOptions, exec, type Process } from './exec/exec.ts';
export { ExecError } from './exec/exec-error.ts';
export type { ExecutableImage, ImageSegment, ProgramSizes } from './exec/image.ts';
export { imageOf, programOf } from './exec/image.ts';
export type { ArgumentStrings } from './exec/initial-stack.ts';
export type { ProgramBounds } from './exec/load.ts';
export { protectRelocated } from './exec/relocation-read-only.ts';
export { type Fault, type Neighbour, siCodeNumber, signalNumber } from './fault.ts';
export { type Layout, type LayoutOptions, type Limits, layoutOf } from './layout.ts';
export type { Intent, MappedFile, Mapping, Permissions, SegmentKind } from './mapping.ts';
export { type AccessCheck, Memory } from './memory.ts';
export { OutOfFrames } from './page-arena.ts';
export { classic } from './platform/classic.ts';
export { linuxI386, linuxI386Limit3G } from './platform/linux-i386.ts';
export { linuxX64 } from './platform/linux-x86-64.ts';
export type { KernelMapping, Platform, ProcessorFacts, RandomRanges } from './platform/platform.ts';
export type { MapRequest } from './system-calls/mmap.ts';
