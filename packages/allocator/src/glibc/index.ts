export { GlibcAllocator } from './glibc.ts';
export type { GlibcOptions, GlibcTunables, ProcessAddresses } from './tunables.ts';
