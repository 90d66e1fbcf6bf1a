/**
 * Replay for heap and object programs alone: the machine without a process, for whoever counts bytes.
 * Give `Machine` and `replay` the layers of the main entry, and they are the whole machine.
 */
export { Machine } from './machine/machine.ts';
export type { Layers } from './machine/process-part.ts';
export { observe } from './observe.ts';
export { memory } from './program/memory.ts';
export { python } from './program/python.ts';
export { replayOn as replay } from './recorded-replay.ts';
export { scenario } from './scenario.ts';
