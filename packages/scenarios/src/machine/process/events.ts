import type { LeakKind } from '@memstrata/allocator/debug';
import type { Fault, Permissions, SegmentEvent, SegmentKind } from '@memstrata/segments';
import type { Section } from '../state.ts';

/** Which rule an access broke. */
export type FaultReason =
  | 'permission'
  | 'null'
  | 'kernel'
  | 'stack-limit'
  | 'guard-gap'
  | 'behind-break'
  | 'not-mapped';

type Mapped = Extract<SegmentEvent, { readonly type: 'mapped' }>;
type Refused = Extract<SegmentEvent, { readonly type: 'refused' }>;
type Retold = 'mapped' | 'refused' | 'page-touched' | 'faulted';

/** Where an argument travels: a register's name, or its address on the stack. */
export interface PassedArgument {
  readonly name: string;
  readonly value: number;
  readonly place: string | number;
}

/**
 * What became of the process: the address space's events, told as plain data, and what the machine
 * decided about the program's variables, calls and threads.
 */
export type ProcessEvent =
  | Exclude<SegmentEvent, { readonly type: Retold }>
  /** A range was added to the map; `merged` neighbours became one entry with it. */
  | {
      readonly type: 'mapped';
      readonly start: number;
      readonly end: number;
      readonly kind: SegmentKind;
      readonly permissions: Permissions;
      readonly merged: Mapped['merged'];
    }
  | { readonly type: 'refused'; readonly call: Refused['call']; readonly errno: string }
  /** So many neighbouring pages got memory by their first access, the lowest at `page`. */
  | {
      readonly type: 'page-touched';
      readonly page: number;
      readonly pages: number;
      readonly intent: 'read' | 'write';
    }
  | {
      readonly type: 'faulted';
      readonly signal: Fault['signal'];
      readonly siCode: Fault['siCode'];
      readonly address: number;
      readonly intent: Fault['intent'];
      readonly had: Permissions | null;
      /** Segment of the mapping there; null where there is none. */
      readonly kind: SegmentKind | null;
      readonly reason: FaultReason;
      /** The limit of the stack in bytes. */
      readonly stackLimit: number;
    }
  /** A variable or literal that lies at one place for the whole run. */
  | {
      readonly type: 'placed';
      readonly name: string;
      readonly section: Section;
      readonly address: number;
      readonly bytes: number;
      readonly fileBytes: number;
      readonly why: 'code' | 'constant' | 'literal' | 'initialised' | 'zero';
      /** Declared in a function, with `static`. */
      readonly isInner: boolean;
    }
  /** The process is ready for its first instruction. */
  | {
      readonly type: 'started';
      readonly platform: string;
      readonly stackPointer: number;
      readonly words: number;
    }
  | {
      readonly type: 'called';
      readonly function: string;
      readonly arguments: readonly PassedArgument[];
      readonly returnSlot: number;
    }
  /** The function has made its frame: the stack pointer went down by `bytes` since the call. */
  | {
      readonly type: 'framed';
      readonly function: string;
      readonly framePointer: number;
      readonly stackPointer: number;
      readonly bytes: number;
      readonly locals: readonly string[];
    }
  | {
      readonly type: 'returned';
      readonly function: string;
      readonly value: number | null;
      readonly register: string | null;
      readonly stackPointer: number;
      /** Bytes of its frame, which stay as they are and belong to nobody. */
      readonly bytes: number;
    }
  | {
      readonly type: 'stored';
      readonly name: string | null;
      readonly address: number;
      readonly bytes: number;
      readonly value: number;
      readonly isPointer: boolean;
    }
  /** The calls of a loop: so many blocks of `size` bytes, one for each pointer of the array. */
  | {
      readonly type: 'blocks-taken';
      readonly name: string;
      readonly blocks: number;
      readonly size: number;
      /** Answered with NULL. */
      readonly refused: number;
      /** With a mapping of their own. */
      readonly mapped: number;
      readonly heapBytes: number;
      /** Of these, what this loop has added. */
      readonly grown: number;
    }
  | {
      readonly type: 'blocks-freed';
      readonly name: string;
      readonly blocks: number;
      readonly every: number;
      readonly unmapped: number;
      readonly heapBytes: number;
      readonly shrunk: number;
    }
  /** So many pointers of an array are NULL. */
  | { readonly type: 'blocks-forgotten'; readonly name: string; readonly blocks: number }
  /** No variable leads to so many blocks in use any more. */
  | { readonly type: 'blocks-leaked'; readonly blocks: number; readonly usable: number }
  /** Blocks in use when the program ends that memcheck calls alike, where they are many. */
  | {
      readonly type: 'leaks-classified';
      readonly kind: LeakKind;
      readonly blocks: number;
      readonly bytes: number;
    }
  /** A block in use when the program ends, and how memcheck calls it. */
  | {
      readonly type: 'leak-classified';
      readonly kind: LeakKind;
      readonly pointer: number;
      /** As asked for. */
      readonly bytes: number;
      /** Of a lost block: bytes that are lost only because it is. */
      readonly indirectBytes: number;
    }
  | {
      readonly type: 'thread-started';
      readonly function: string;
      readonly start: number;
      readonly end: number;
      readonly guardBytes: number;
      readonly reused: boolean;
    }
  | { readonly type: 'thread-ended'; readonly function: string; readonly bytes: number }
  | {
      readonly type: 'recursed';
      readonly function: string;
      readonly depth: number;
      readonly frameBytes: number;
      readonly limit: number;
    }
  | {
      readonly type: 'exited';
      readonly status: number;
      readonly mappings: number;
      readonly pages: number;
    };
