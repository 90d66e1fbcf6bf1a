export { detectingParser } from './detect.ts';
export { ltraceParser } from './ltrace.ts';
export { formatOperation, mallocLabParser } from './malloc-lab.ts';
export { mtraceParser } from './mtrace.ts';
export { TraceFormatError, type TraceOperation, type TraceParser } from './operation.ts';
export { type ProbeCount, ProbeCounter } from './probes.ts';
export { readTrace, streamTrace } from './read.ts';
export { Replay, type ReplayOptions, type ReplayReport, replayTrace } from './replay.ts';
export type { Fragmentation, Pin, Sample } from './samples.ts';
