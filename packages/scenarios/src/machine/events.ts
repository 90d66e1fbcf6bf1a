import type { AllocatorEvent } from '@memstrata/allocator';

/** What the machine itself decided about the program's names: the link between program and models. */
export type ProgramEvent =
  /** A variable now holds an address; null is `NULL`. */
  | { readonly type: 'pointed'; readonly name: string; readonly pointer: number | null }
  /** A variable still holds the address of memory that was given back. */
  | { readonly type: 'left-dangling'; readonly name: string; readonly pointer: number }
  /** The last variable that led to a chunk in use is gone: nobody can free it any more. */
  | { readonly type: 'leaked'; readonly pointer: number; readonly usable: number };

/** An event with the model that announced it: two models may use one word. */
type Announced<M extends string, E> = E & { readonly model: M };

/** Everything a model or the machine announces: past participles, plain serialisable data. */
export type MachineEvent =
  | Announced<'program', ProgramEvent>
  | Announced<'allocator', AllocatorEvent>;

/** Who announces: the program's names, or one of the four models by its package. */
export type Model = MachineEvent['model'];

/** The events of one model. */
export type EventsOf<M extends Model> = Extract<MachineEvent, { readonly model: M }>;
