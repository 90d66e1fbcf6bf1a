/** What of an address space is in memory now: the figures of smaps, mappings of one purpose together. */
import { decimal, size } from '@memstrata/scenarios/view';
import { type SmapsEntry, smapsTotals } from '@memstrata/segments/proc';
import { tail } from './address-space-drawing.ts';
import { InputError } from './failure.ts';
import { drawnMappings, type ProcessMaps } from './process-maps.ts';
import { table, widthOf } from './table.ts';

/** Mappings of one purpose, and what of them is in memory; bytes. */
export interface ResidentRow {
  readonly name: string;
  readonly mappings: number;
  readonly size: number;
  /** Rss: in memory, whoever shares it. */
  readonly resident: number;
  /** Pss: each page divided by how many processes have it. */
  readonly proportional: number;
  /** Private_Clean and Private_Dirty: in memory for this process alone. */
  readonly own: number;
  /** Swap: written out. */
  readonly swapped: number;
}

const isSmaps = (entry: object): entry is SmapsEntry => 'values' in entry;

/** Whether it was read from smaps. */
export const tellsResident = ({ entries }: ProcessMaps): boolean => entries.every(isSmaps);

/** @throws InputError where only maps can be read, which does not tell */
function figuresOf({ source, entries }: ProcessMaps): readonly SmapsEntry[] {
  if (entries.every(isSmaps)) return entries;
  throw new InputError(
    `${source}: maps does not tell what is resident; give smaps, which its owner and root may read`,
  );
}

/** Everything at once. @throws InputError */
export const residentTotal = (read: ProcessMaps): ResidentRow => sumOf('all', figuresOf(read));

/** By purpose, what is resident most first. @throws InputError */
export function residentRows(read: ProcessMaps): readonly ResidentRow[] {
  const names = drawnMappings(read).map(({ name }) => name);
  const groups = new Map<string, SmapsEntry[]>();
  for (const [index, entry] of figuresOf(read).entries()) {
    const name = names[index] ?? '';
    const group = groups.get(name) ?? [];
    group.push(entry);
    groups.set(name, group);
  }
  return [...groups]
    .map(([name, group]) => sumOf(name, group))
    .sort((a, b) => b.resident - a.resident || b.size - a.size);
}

function sumOf(name: string, entries: readonly SmapsEntry[]): ResidentRow {
  const totals = smapsTotals(entries);
  const bytes = (field: string): number => (totals.get(field) ?? 0) * 1024;
  return {
    name,
    mappings: entries.length,
    size: entries.reduce((sum, { start, end }) => sum + end - start, 0),
    resident: bytes('Rss'),
    proportional: bytes('Pss'),
    own: bytes('Private_Clean') + bytes('Private_Dirty'),
    swapped: bytes('Swap'),
  };
}

/** `resident 19.7 MiB, 14.6 MiB of it private, 2 MiB swapped out`. */
export function residentSentence({ resident, own, swapped }: ResidentRow): string {
  const out = swapped > 0 ? `, ${size(swapped, 'en')} swapped out` : '';
  return `resident ${size(resident, 'en')}, ${size(own, 'en')} of it private${out}`;
}

const NUMBER = { align: 'right' } as const;

/** The rows with something in memory or written out, and how many there are beside them. */
export function residentLines(rows: readonly ResidentRow[], columns: number): string[] {
  const inUse = rows.filter(({ resident, swapped }) => resident + swapped > 0);
  const rest = rows.length - inUse.length;
  const shown = FIGURES.filter(
    ({ of }) => of !== 'swapped' || inUse.some((row) => row.swapped > 0),
  );
  return [
    ...named(
      [...shown.map(({ title }) => title), 'mappings'],
      inUse.map((row) => [
        row.name,
        ...shown.map(({ of }) => (row[of] === 0 ? '–' : size(row[of], 'en'))),
        decimal(row.mappings),
      ]),
      columns,
    ),
    ...(rest > 0 ? [`and ${decimal(rest)} with nothing in memory`] : []),
  ];
}

const FIGURES = [
  { title: 'resident', of: 'resident' },
  { title: 'pss', of: 'proportional' },
  { title: 'private', of: 'own' },
  { title: 'swapped', of: 'swapped' },
  { title: 'size', of: 'size' },
] as const;

/** What became more and what less resident, the largest growth first. */
export function residentChanges(
  before: readonly ResidentRow[],
  after: readonly ResidentRow[],
): readonly { readonly name: string; readonly resident: readonly [number, number] }[] {
  const earlier = new Map(before.map(({ name, resident }) => [name, resident]));
  const later = new Map(after.map(({ name, resident }) => [name, resident]));
  return [...new Set([...later.keys(), ...earlier.keys()])]
    .map((name) => ({
      name,
      resident: [earlier.get(name) ?? 0, later.get(name) ?? 0] as const,
    }))
    .filter(({ resident: [from, to] }) => from !== to)
    .sort((a, b) => b.resident[1] - b.resident[0] - (a.resident[1] - a.resident[0]));
}

export function changeLines(
  changes: ReturnType<typeof residentChanges>,
  columns: number,
): string[] {
  const signed = (bytes: number): string =>
    `${bytes < 0 ? '-' : '+'}${size(Math.abs(bytes), 'en')}`;
  return named(
    ['change', 'before', 'after'],
    changes.map(({ name, resident: [from, to] }) => [
      name,
      signed(to - from),
      size(from, 'en'),
      size(to, 'en'),
    ]),
    columns,
  );
}

/** `bss of libc.so.6` of `bss of /usr/lib/libc.so.6`. */
const withoutFolders = (name: string): string => name.replace(/\/.*\//, '');

/** Rows of figures with a name behind them, which is cut on its left to fit. */
function named(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  columns: number,
): string[] {
  const heads = titles.map((title) => ({ title, ...NUMBER }));
  const figures = rows.map(([, ...rest]) => rest);
  const room = columns - widthOf(table(heads, figures)) - 2;
  return table(
    [...heads, { title: 'what' }],
    rows.map(([name = '', ...rest]) => [...rest, tail(withoutFolders(name), room)]),
  );
}
