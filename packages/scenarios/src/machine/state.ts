/**
 * What a machine looks like at one moment: tables of plain rows, each read from a model's own
 * readers. A row has a key, the same for one thing through a whole replay, and an order that puts
 * the table's rows in ascending sequence; both never change while the row's thing lives.
 */

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
  readonly kind: 'pointer' | 'class' | 'object' | 'place';
  /** Address for a pointer or a place, object id for an object, null for `NULL` and for a class. */
  readonly value: number | null;
  /** A pointer to memory that was given back since it was stored here. */
  readonly dangling: boolean;
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
  /** `ob_refcnt` as the heap stores it. */
  readonly count: number;
  /** Slot names with the object each one refers to, or null. */
  readonly slots: readonly SlotRow[];
  /** What `id()` answers: its address, or null when the heap had no room for it. */
  readonly address: number | null;
  /** Key of the chunk that is its memory. */
  readonly chunk: string | null;
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
}

/** Everything a figure or an observation may read. */
export interface MachineState {
  readonly names: readonly NameRow[];
  readonly chunks: readonly ChunkRow[];
  readonly objects: readonly ObjectRow[];
  readonly generations: readonly GenerationRow[];
}

/** The name of a table. */
export type TableName = keyof MachineState;

/** A machine before its first step. */
export const emptyState: MachineState = Object.freeze({
  names: [],
  chunks: [],
  objects: [],
  generations: [],
});
