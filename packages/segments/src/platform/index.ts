/** Platforms as data: the rules read them, nothing asks for a name. */
export { classic } from './classic.ts';
export { linuxI386, linuxI386Limit3G } from './linux-i386.ts';
export { linuxX64 } from './linux-x86-64.ts';
export type { KernelMapping, Platform, ProcessorFacts, RandomRanges } from './platform.ts';
