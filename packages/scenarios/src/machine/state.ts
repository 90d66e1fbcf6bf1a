/**
 * What a machine looks like at one moment: tables of plain rows, each read from a model's own
 * readers. A row has a key, the same for one thing through a whole replay, and an order that puts
 * the table's rows in ascending sequence; both never change while the row's thing lives.
 */

import type { Permissions, SegmentKind } from '@memstrata/segments';
import type { VariableType } from '../program/process-steps.ts';
import type { Work } from './tally.ts';
import type { Verdict } from './trial.ts';

/** What every row has. */
export interface Row {
  /** Names the thing across moments and figures, e.g. `chunk:0x8`, `object:1`, `name:a`. */
  readonly key: string;
  /** Place in the table: rows stand in ascending order of it. */
  readonly order: number;
}

/** A variable of the program. */
export interface NameRow extends Row {
  readonly name: string;
  readonly kind: 'pointer' | 'class' | 'object' | 'place' | 'number' | 'crowd' | 'pointers';
  /** Address for a pointer or a place, number of an object, a count; null for `NULL`, `None` and a class. */
  readonly value: number | null;
  /** A pointer to memory that was given back since it was stored here. */
  readonly dangling: boolean;
  /** Of an array of pointers: the block each element leads to; null for none. */
  readonly leads?: readonly (number | null)[];
}

/** A chunk of the heap as its header says. */
export interface ChunkRow extends Row {
  /** Address of the first header byte. */
  readonly start: number;
  /** Bytes, header included. */
  readonly size: number;
  /** Address of the first payload byte. */
  readonly pointer: number;
  /** Payload bytes that the program may use. */
  readonly usable: number;
  /** Bytes that were asked for; null unless it is in use. */
  readonly requested: number | null;
  readonly state: 'used' | 'free' | 'top' | 'overhead';
  /** In use, and no variable leads to it any more. */
  readonly leaked: boolean;
}

/** A Python object on the object heap. */
export interface ObjectRow extends Row {
  readonly object: number;
  readonly type: string;
  /** `ob_refcnt` as the heap stores it, or null for an immortal object. */
  readonly count: number | null;
  /** References that the interpreter itself holds. */
  readonly builtIn: boolean;
  /** The object a weak reference answers, or null. */
  readonly watches: number | null;
  /** What a number or a string says, else null. */
  readonly text: string | null;
  /** Slot names with the object each one refers to, or null. */
  readonly slots: readonly SlotRow[];
  /** What `id()` answers: its address, or null when the heap had no room for it. */
  readonly address: number | null;
  /** Key of the block or chunk that is its memory. */
  readonly block: string | null;
  /** Index of the generation that lists the object, or null when it is not tracked. */
  readonly generation: number | null;
  /** Whether some name leads to it, directly or through other objects. */
  readonly reachable: boolean;
}

/** One slot of an object. */
export interface SlotRow {
  readonly slot: string;
  readonly to: number | null;
}

/** One generation's counter against its threshold. */
export interface GenerationRow extends Row {
  readonly generation: number;
  readonly count: number;
  readonly threshold: number;
  /** Objects on its list. */
  readonly objects: number;
  /** Whether the collector may start by itself. */
  readonly enabled: boolean;
  /** The quarter rule, for the oldest: objects promoted since its last collection, and its survivors; else null. */
  readonly pending: number | null;
  readonly total: number | null;
}

/** One object of the collection that ran in this step: CPython's `gc_refs` beside its count. */
export interface CandidateRow extends Row {
  readonly object: number;
  readonly refcount: number;
  /** What is left of the count when references from candidates are taken away. */
  readonly external: number;
  readonly verdict: Verdict;
}

/** One kind of work, and how much of it the program has caused so far. */
export interface WorkRow extends Row {
  readonly work: Work;
  readonly amount: number;
}

/** How the memory of a program's objects is managed. */
export type WayName = 'by-hand' | 'counting' | 'mark-sweep' | 'cpython';

/** The same program under one management of memory. */
export interface WayRow extends Row {
  readonly way: WayName;
  /** Objects that have memory. */
  readonly inUse: number;
  /** Of these, what no name leads to. */
  readonly garbage: number;
  /** Objects and references that management has touched so far: frees, counts, collections. */
  readonly objects: number;
  readonly references: number;
  /** Most of both in one statement. */
  readonly longest: number;
  /** Frees of what was free, and stores into it. */
  readonly misuses: number;
}

/** One entry of the process's map. */
export interface MappingRow extends Row {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  readonly permissions: Permissions;
  readonly kind: SegmentKind;
  /** As maps shows it: a path, `[heap]`, or empty. */
  readonly name: string;
  /** Grows towards lower addresses when touched below. */
  readonly growsDown: boolean;
  /** What of the program lies in it: functions, variables, `ELF headers`. */
  readonly holds: readonly string[];
  /** Pages that a store has given memory. */
  readonly touchedPages: number;
}

/** The process as a whole; one row, of the machine's platform. */
export interface ProcessRow extends Row {
  /** Which picture this is, e.g. `linux-x86-64 (6.18)`. */
  readonly platform: string;
  /** First address behind user space. */
  readonly taskSize: number;
  /** Bytes that stay free between a stack and the mapping below it. */
  readonly guardGap: number;
  readonly programBreak: number;
  readonly stackPointer: number;
  readonly framePointer: number;
}

/** One call's part of the stack. */
export interface FrameRow extends Row {
  readonly function: string;
  /** Which stack: 0 is the first thread's. */
  readonly thread: number;
  /** Lowest address: the stack pointer of its body. */
  readonly start: number;
  /** The stack pointer just before the call; exclusive. */
  readonly end: number;
  readonly framePointer: number;
  /** The function it returns to; null for the outermost of a stack. */
  readonly returnsTo: string | null;
}

/** One thing in a frame; those of a frame stand together, highest address first. */
export interface FrameSlotRow extends Row {
  readonly function: string;
  readonly thread: number;
  readonly name: string;
  /** `initial`: put there by the kernel, before the first call. */
  readonly kind: 'initial' | 'argument' | 'return-address' | 'frame-pointer' | 'local';
  readonly address: number;
  readonly bytes: number;
  /** null where nothing was stored in this call, and for arrays. */
  readonly value: number | null;
  /** The value is an address. */
  readonly isPointer: boolean;
}

/** A variable that lies at one place for the whole run. */
export interface VariableRow extends Row {
  readonly name: string;
  readonly type: VariableType;
  readonly section: Section;
  readonly address: number;
  readonly bytes: number;
  /** How many of them the file holds. */
  readonly fileBytes: number;
  /** null for an array. */
  readonly value: number | null;
}

/** The sections a compiler puts a program's parts in. */
export type Section = '.text' | '.rodata' | '.data' | '.bss';

/** An arena of pymalloc: mapped at once, and given back when none of its pools is in use. */
export interface ArenaRow extends Row {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  /** Pools it has room for. */
  readonly pools: number;
  /** Those without a block in use. */
  readonly freePools: number;
}

/** A pool with blocks in use, all of one size. */
export interface PoolRow extends Row {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  /** Key of its arena. */
  readonly arena: string;
  readonly blockSize: number;
  /** Blocks it has room for. */
  readonly blocks: number;
  readonly used: number;
}

/** A block of a pool: an object's memory, or one of the next to be handed out beside it. */
export interface BlockRow extends Row {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  /** Key of its pool. */
  readonly pool: string;
  /** When the pool hands it out: 1 is next; null while it is in use. */
  readonly turn: number | null;
}

/** A list of objects that are not told one by one. */
export interface CrowdRow extends Row {
  readonly name: string;
  readonly className: string;
  readonly objects: number;
}

/** Everything a figure or an observation may read. */
export interface MachineState {
  readonly names: readonly NameRow[];
  readonly chunks: readonly ChunkRow[];
  readonly objects: readonly ObjectRow[];
  readonly generations: readonly GenerationRow[];
  readonly process: readonly ProcessRow[];
  readonly mappings: readonly MappingRow[];
  readonly frames: readonly FrameRow[];
  readonly frameSlots: readonly FrameSlotRow[];
  readonly variables: readonly VariableRow[];
  readonly candidates: readonly CandidateRow[];
  readonly work: readonly WorkRow[];
  readonly ways: readonly WayRow[];
  readonly arenas: readonly ArenaRow[];
  readonly pools: readonly PoolRow[];
  readonly blocks: readonly BlockRow[];
  readonly crowds: readonly CrowdRow[];
}

/** The name of a table. */
export type TableName = keyof MachineState;

/** A machine before its first step. */
export const emptyState: MachineState = Object.freeze({
  names: [],
  chunks: [],
  objects: [],
  generations: [],
  process: [],
  mappings: [],
  frames: [],
  frameSlots: [],
  variables: [],
  candidates: [],
  work: [],
  ways: [],
  arenas: [],
  pools: [],
  blocks: [],
  crowds: [],
});
