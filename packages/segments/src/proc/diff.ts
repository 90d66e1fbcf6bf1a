import type { MapsEntry } from './maps-entry.ts';

/**
 * A range of addresses that two snapshots of one process tell apart. Ranges are as long as they can
 * be and do not depend on how the kernel cut or joined its mappings, so heap growth is one `mapped`
 * range and a `mprotect` in the middle of a mapping one `protected` range.
 */
export type MapsChange =
  | {
      readonly type: 'mapped';
      readonly start: number;
      readonly end: number;
      readonly after: MapsEntry;
    }
  | {
      readonly type: 'unmapped';
      readonly start: number;
      readonly end: number;
      readonly before: MapsEntry;
    }
  | {
      /** `protected`: other permissions; `renamed`: another label; `replaced`: other contents. */
      readonly type: 'protected' | 'renamed' | 'replaced';
      readonly start: number;
      readonly end: number;
      readonly before: MapsEntry;
      readonly after: MapsEntry;
    };

/**
 * What differs between two snapshots, in ascending order. Both must be ascending, as the kernel
 * writes them. Cost: the number of mappings.
 *
 * @example
 * ```ts
 * import { diffMaps, parseMaps } from '@memstrata/segments/proc';
 *
 * const before = parseMaps('555555560000-555555581000 rw-p 00000000 00:00 0    [heap]\n');
 * const after = parseMaps('555555560000-5555555a2000 rw-p 00000000 00:00 0    [heap]\n');
 * for (const { type, start, end } of diffMaps(before, after))
 *   console.log(type, start.toString(16), end.toString(16)); // → mapped 555555581000 5555555a2000
 * ```
 */
export function diffMaps(
  before: Iterable<MapsEntry>,
  after: Iterable<MapsEntry>,
): readonly MapsChange[] {
  return changesBetween([...before], [...after]);
}

function changesBetween(
  before: readonly MapsEntry[],
  after: readonly MapsEntry[],
): readonly MapsChange[] {
  const changes: MapsChange[] = [];
  let olds = 0;
  let news = 0;
  let at = 0;
  // Everything below `at` is told; before[olds] and after[news] are the first that end above it.
  while (olds < before.length || news < after.length) {
    const old = before[olds];
    const young = after[news];
    const start = Math.max(at, Math.min(old?.start ?? Infinity, young?.start ?? Infinity));
    const end = nextEdge(old, young, start);
    tell(changes, start, end, covering(old, start), covering(young, start));
    at = end;
    olds = firstAbove(before, olds, at);
    news = firstAbove(after, news, at);
  }
  return changes;
}

function firstAbove(entries: readonly MapsEntry[], from: number, address: number): number {
  let index = from;
  while (index < entries.length && (entries[index]?.end ?? 0) <= address) index++;
  return index;
}

/** The lowest start or end of either mapping above an address. */
function nextEdge(old: MapsEntry | undefined, young: MapsEntry | undefined, above: number): number {
  let edge = Infinity;
  for (const entry of [old, young])
    if (entry !== undefined) edge = Math.min(edge, entry.start > above ? entry.start : entry.end);
  return edge;
}

const covering = (entry: MapsEntry | undefined, address: number): MapsEntry | undefined =>
  entry !== undefined && entry.start <= address ? entry : undefined;

function tell(
  changes: MapsChange[],
  start: number,
  end: number,
  before: MapsEntry | undefined,
  after: MapsEntry | undefined,
): void {
  const change = changeOf(start, end, before, after);
  if (change === undefined) return;
  const last = changes.at(-1);
  if (last === undefined || !continues(last, change)) changes.push(change);
  else changes[changes.length - 1] = { ...last, end: change.end };
}

function changeOf(
  start: number,
  end: number,
  before: MapsEntry | undefined,
  after: MapsEntry | undefined,
): MapsChange | undefined {
  if (before === undefined) return after && { type: 'mapped', start, end, after };
  if (after === undefined) return { type: 'unmapped', start, end, before };
  const type = difference(before, after);
  return type && { type, start, end, before, after };
}

function difference(
  before: MapsEntry,
  after: MapsEntry,
): 'protected' | 'renamed' | 'replaced' | undefined {
  if (!haveSameContents(before, after)) return 'replaced';
  if (before.permissions !== after.permissions) return 'protected';
  return before.path === after.path ? undefined : 'renamed';
}

/** Whether an address both cover shows the same byte of the same file, or of no file. */
function haveSameContents(before: MapsEntry, after: MapsEntry): boolean {
  if (before.device !== after.device || before.inode !== after.inode) return false;
  if (before.permissions[3] !== after.permissions[3]) return false;
  return before.inode === '0' || before.offset - before.start === after.offset - after.start;
}

/** Whether a change goes on where the last one ended, with the same things on both sides. */
function continues(last: MapsChange, next: MapsChange): boolean {
  if (last.type !== next.type || last.end !== next.start) return false;
  return (
    areAlike('before' in last && last.before, 'before' in next && next.before) &&
    areAlike('after' in last && last.after, 'after' in next && next.after)
  );
}

const areAlike = (left: MapsEntry | false, right: MapsEntry | false): boolean =>
  left === right || (left !== false && right !== false && difference(left, right) === undefined);
