import type { ProgramEvent } from './events.ts';
import type { Heap } from './heap.ts';
import type { Names } from './names.ts';
import type { Objects } from './objects.ts';
import type { PoolPart, ProcessPart, PythonOperations } from './process-part.ts';

/** What an operation works on. */
export interface MachineParts {
  readonly names: Names;
  readonly heap: Heap;
  readonly objects: Objects;
  /** null in a machine without a process. */
  readonly process: ProcessPart | null;
  /** null where objects have their memory on the machine's heap. */
  readonly pools: PoolPart | null;
  /** The memory at this address is no longer the program's: variables that lead there dangle. */
  reportDangling(pointer: number): void;
  /** A variable that held this address is gone: tells when nothing else leads there. */
  reportLeak(pointer: number | null): void;
  /** null in a machine without the operations on built-in values and of the `gc` module. */
  readonly python: PythonOperations | null;
  /** Collections of each generation so far. */
  readonly collections: readonly [number, number, number];
  /** Announces an event of the program itself. */
  announce(event: ProgramEvent): void;
  /** A statement of a loop begins: what it deallocates is counted from here. */
  beginStatement(): void;
  /** Performs the turns of a loop; their events are summed up in one. */
  loop(times: number, turn: () => void): void;
  /** From here to the end of the step, each phase of a collection is a moment of its own. */
  splitByPhase(): void;
  /** What was told since this was asked last. */
  takeTold(): readonly string[];
}
