/**
 * The difference between two states, so that a replay keeps what changed instead of every state.
 * Law: `applyPatches(before, [diff(before, after)])` equals `after`, row for row.
 */
import type { MachineState, Row, TableName } from './machine/state.ts';

/** At `index` of the table as edited so far: drop the rows whose keys are `remove`, put `insert` in their place. */
interface Edit {
  readonly index: number;
  readonly remove: readonly string[];
  readonly insert: readonly Row[];
}

/** The edits of each table that changed. */
export type Patch = readonly { readonly table: TableName; readonly edits: readonly Edit[] }[];

/** What turns `before` into `after`. Cost: one pass over both. */
export function diff(before: MachineState, after: MachineState): Patch {
  const patch: { table: TableName; edits: readonly Edit[] }[] = [];
  for (const table of Object.keys(after) as TableName[]) {
    const edits = diffTable(before[table], after[table]);
    if (edits.length > 0) patch.push({ table, edits });
  }
  return patch;
}

/** Merges two ascending tables; neighbouring differences become one edit. */
function diffTable(before: readonly Row[], after: readonly Row[]): readonly Edit[] {
  const edits: { index: number; remove: string[]; insert: Row[] }[] = [];
  let old = 0;
  let now = 0;
  while (old < before.length || now < after.length) {
    const left = before[old];
    const right = after[now];
    if (left && right && left.order === right.order && sameRow(left, right)) {
      old++;
      now++;
      continue;
    }
    let edit = edits.at(-1);
    if (!edit || edit.index + edit.insert.length !== now) {
      edit = { index: now, remove: [], insert: [] };
      edits.push(edit);
    }
    const drop = left !== undefined && (right === undefined || left.order <= right.order);
    const put = right !== undefined && (left === undefined || right.order <= left.order);
    if (drop) {
      edit.remove.push(left.key);
      old++;
    }
    if (put) {
      edit.insert.push(right);
      now++;
    }
  }
  return edits;
}

/** Whether two rows say the same; rows hold plain values and lists of plain rows. */
function sameRow(a: object, b: object): boolean {
  if (a === b) return true;
  for (const field of Object.keys(b)) {
    const left: unknown = Reflect.get(a, field);
    const right: unknown = Reflect.get(b, field);
    if (left !== right && !sameList(left, right)) return false;
  }
  return true;
}

const sameList = (a: unknown, b: unknown): boolean =>
  Array.isArray(a) &&
  Array.isArray(b) &&
  a.length === b.length &&
  a.every((item: unknown, index) => {
    const other: unknown = b[index];
    return item === other || (isObject(item) && isObject(other) && sameRow(item, other));
  });

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Edits in place, unless the rows are too many to pass as arguments. */
function applyEdit(rows: Row[], { index, remove, insert }: Edit): Row[] {
  if (insert.length > 10_000)
    return [...rows.slice(0, index), ...insert, ...rows.slice(index + remove.length)];
  rows.splice(index, remove.length, ...insert);
  return rows;
}

/** The state after a sequence of patches. Each table is copied once, whatever the number of patches. */
export function applyPatches(state: MachineState, patches: readonly Patch[]): MachineState {
  const copies = new Map<TableName, Row[]>();
  for (const patch of patches)
    for (const { table, edits } of patch) {
      const rows = copies.get(table) ?? [...state[table]];
      copies.set(table, edits.reduce(applyEdit, rows));
    }
  return Object.freeze({ ...state, ...Object.fromEntries(copies) });
}

/** Keys of the rows that a patch makes, alters or removes. */
export function changedKeys(patch: Patch): readonly string[] {
  const keys = new Set<string>();
  for (const { edits } of patch)
    for (const { insert, remove } of edits) {
      for (const { key } of insert) keys.add(key);
      for (const key of remove) keys.add(key);
    }
  return [...keys];
}
