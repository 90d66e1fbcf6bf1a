/**
 * Replay for heap and object programs alone: the machine without a process, for whoever counts bytes.
 * Give `Machine` and `replay` the layers of the main entry, and they are the whole machine; give `scenario`
 * its `validateProgram`, and programs are checked before they are performed.
 */

export { checkedScenario as scenario } from './checked-scenario.ts';
export { Machine } from './machine/machine.ts';
export type { Layers } from './machine/process-part.ts';
export { observe } from './observe.ts';
export { memory } from './program/memory.ts';
export { python } from './program/python.ts';
export { replayOn as replay } from './recorded-replay.ts';
