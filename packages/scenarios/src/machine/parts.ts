import type { ProgramEvent } from './events.ts';
import type { Heap } from './heap.ts';
import type { Names } from './names.ts';
import type { Objects } from './objects.ts';
import type { ProcessPart } from './process-part.ts';

/** What an operation works on. */
export interface MachineParts {
  readonly names: Names;
  readonly heap: Heap;
  readonly objects: Objects;
  /** null in a machine without a process. */
  readonly process: ProcessPart | null;
  /** A variable that held this address is gone: tells when nothing else leads there. */
  reportLeak(pointer: number | null): void;
  /** Announces an event of the program itself. */
  announce(event: ProgramEvent): void;
}
