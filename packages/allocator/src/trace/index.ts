export { detectingParser } from './detect.ts';
export { ltraceParser } from './ltrace.ts';
export { formatOperation, mallocLabParser } from './malloc-lab.ts';
export { mtraceParser } from './mtrace.ts';
export { TraceFormatError, type TraceOperation, type TraceParser } from './operation.ts';
export { readTrace, streamTrace } from './read.ts';
export {
  type Pin,
  Replay,
  type ReplayOptions,
  type ReplayReport,
  replayTrace,
} from './replay.ts';
export type { Fragmentation, Sample } from './samples.ts';
