export { asanReport, leakSanitizerReport } from './asan-report.ts';
export { DebugHeap } from './debug-heap.ts';
export {
  findingOf,
  HeapBufferOverflow,
  UninitializedRead,
  UnknownAddress,
  UseAfterFree,
} from './faults.ts';
export type { DebuggedBlock, Finding, FindingCall, FindingKind, Place } from './finding.ts';
export type {
  ClassifiedBlock,
  HeapUse,
  LeakKind,
  LeakOptions,
  LeakReport,
  LeakRoot,
  LeakTotal,
  LossRecord,
} from './leaks.ts';
export { classifyBlocks, type Extent, type Marked } from './mark.ts';
export { memcheckReport, memcheckSummary } from './memcheck-report.ts';
export type { BigNumberType, NumberType } from './number-types.ts';
export type { DebugOptions } from './options.ts';
export type { ShadowRows } from './shadow.ts';
export type { SiteOption } from './site.ts';
