import type { ProgramEvent } from './events.ts';
import type { Heap } from './heap.ts';
import type { Names } from './names.ts';
import type { Objects } from './objects.ts';

/** What an operation works on. */
export interface MachineParts {
  readonly names: Names;
  readonly heap: Heap;
  readonly objects: Objects;
  /** Announces an event of the program itself. */
  announce(event: ProgramEvent): void;
}
