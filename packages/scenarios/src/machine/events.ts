import type { AllocatorEvent } from '@memstrata/allocator';
import type { CollectorEvent } from '@memstrata/gengc';
import type { RefcountEvent } from '@memstrata/refcount';
import type { PoolEvent } from './pools/events.ts';
import type { ProcessEvent } from './process/events.ts';

/** What the machine itself decided about the program's names: the link between program and models. */
export type ProgramEvent =
  /** A variable now holds an address; null is `NULL`. */
  | { readonly type: 'pointed'; readonly name: string; readonly pointer: number | null }
  /** A variable still holds the address of memory that was given back. */
  | { readonly type: 'left-dangling'; readonly name: string; readonly pointer: number }
  /** The last variable that led to a chunk in use is gone: nobody can free it any more. */
  | { readonly type: 'leaked'; readonly pointer: number; readonly usable: number }
  /** A name now stands for an object, and holds a reference to it. */
  | { readonly type: 'named'; readonly name: string; readonly object: number }
  /** A class was defined: each instance takes `bytes`, with a reference in each slot. */
  | {
      readonly type: 'defined';
      readonly name: string;
      readonly slots: readonly string[];
      readonly bytes: number;
      /** Of these, what the collector keeps in front. */
      readonly headBytes: number;
    }
  /** An address was written down as a number, which holds no reference. */
  | { readonly type: 'remembered'; readonly name: string; readonly address: number | null }
  /** A name is gone, with the reference it held. */
  | { readonly type: 'unnamed'; readonly name: string; readonly object: number | null }
  /** A name stands for `None`, which needs no telling apart. */
  | { readonly type: 'emptied'; readonly name: string }
  /** A finalizer or a callback has told its label. */
  | { readonly type: 'told'; readonly label: string }
  /** A count was written down as a number. */
  | { readonly type: 'noted'; readonly name: string; readonly count: number }
  /** A value that exists once was asked for: nothing new is made. */
  | { readonly type: 'shared'; readonly object: number; readonly why: SharedBecause }
  /** The references there are while `sys.getrefcount` runs. */
  | { readonly type: 'temporaries'; readonly holders: readonly Temporary[]; readonly sum: number }
  /** The trigger was switched, or its numbers set. */
  | {
      readonly type: 'configured';
      readonly enabled: boolean;
      readonly thresholds: readonly [number, number, number];
    }
  /** `gc.freeze` put this many objects out of every collection's sight, or `unfreeze` brought them back. */
  | { readonly type: 'frozen' | 'unfrozen'; readonly objects: number }
  /** A loop has ended; what its turns did, summed up. */
  | {
      readonly type: 'repeated';
      readonly times: number;
      readonly created: number;
      readonly deallocated: number;
      readonly collections: readonly [number, number, number];
      readonly collected: number;
      readonly postponed: number;
    };

/** Why a value exists only once. */
export type SharedBecause = 'small-int' | 'interned' | 'None';

/** A reference that exists while a call runs. */
export type Temporary = 'lasting' | 'caller' | 'local' | 'argument';

type Referred = Extract<RefcountEvent, { readonly type: 'referred' }>;

/** The object heap's events, told with the names of slots. */
type ObjectEvent = Exclude<RefcountEvent, Referred> | (Referred & { readonly slotName: string });

type Allocated = Extract<AllocatorEvent, { readonly type: 'allocated' }>;

/** The heap's events, at the program's addresses, told with what the program may use of a block. */
export type HeapEvent =
  | Exclude<AllocatorEvent, Allocated>
  | (Allocated & { readonly usable: number });

/** An event with the model that announced it: two models may use one word. */
type Announced<M extends string, E> = E & { readonly model: M };

/** Everything a model or the machine announces: past participles, plain serialisable data. */
export type MachineEvent =
  | Announced<'program', ProgramEvent>
  | Announced<'segments', ProcessEvent>
  | Announced<'allocator', HeapEvent>
  | Announced<'pymalloc', PoolEvent>
  | Announced<'refcount', ObjectEvent>
  | Announced<'gengc', CollectorEvent>;

/** Who announces: the program's names, or one of the models. */
export type Model = MachineEvent['model'];

/** The events of one model. */
export type EventsOf<M extends Model> = Extract<MachineEvent, { readonly model: M }>;
