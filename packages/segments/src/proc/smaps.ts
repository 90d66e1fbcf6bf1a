import { writeEntry } from './maps.ts';
import { MapsColumns } from './maps-columns.ts';
import type { MapsEntry } from './maps-entry.ts';
import { MapsScanner } from './maps-scanner.ts';
import { TextWriter } from './text-writer.ts';

/** A figure that smaps gives for every mapping. */
export interface SmapsField {
  /** `Rss`, `Pss`, `Private_Dirty`, … */
  readonly name: string;
  /** Empty for the few that are no sizes, such as `THPeligible`. */
  readonly unit: 'kB' | '';
}

/**
 * One mapping of `/proc/PID/smaps` (Linux, fs/proc/task_mmu.c, show_smap): its line of maps and the
 * figures below it.
 */
export interface SmapsEntry extends MapsEntry {
  /** Which figures there are, in order. Mappings with the same ones share the list. */
  readonly fields: readonly SmapsField[];
  /** Their values, by the same index. */
  readonly values: readonly number[];
  /** Two-letter codes (`ac` accounted, `gd` grows down, `nr` no reserve, …), null without the line. */
  readonly vmFlags: readonly string[] | null;
}

/** One figure of a mapping, undefined if the kernel did not give it. */
export function smapsValue(entry: SmapsEntry, name: string): number | undefined {
  return entry.values[entry.fields.findIndex((field) => field.name === name)];
}

/**
 * The mappings and their figures, from the text of `smaps` or `smaps_rollup`.
 * Cost: proportional to the text.
 * @throws MapsError
 *
 * @example
 * ```ts
 * import { parseSmaps, smapsValue } from '@memstrata/segments/proc';
 *
 * const [heap] = parseSmaps(`55f19844a000-55f19848c000 rw-p 00000000 00:00 0                          [heap]
 * Size:                264 kB
 * Rss:                  80 kB
 * VmFlags: rd wr mr mw me ac
 * `);
 * console.log(smapsValue(heap, 'Rss'), heap.vmFlags.includes('ac')); // → 80 true
 * ```
 */
export function parseSmaps(text: string): SmapsEntry[] {
  const scanner = new MapsScanner(text);
  const columns = new MapsColumns(scanner);
  const entries: SmapsEntry[] = [];
  let shared: readonly SmapsField[] = [];
  while (!scanner.isAtEnd) {
    const mapping = columns.entry(columns.scanLine());
    const entry = scanFigures(scanner, mapping, shared);
    shared = entry.fields;
    entries.push(entry);
  }
  return entries;
}

const VM_FLAGS = 'VmFlags';

function scanFigures(
  scanner: MapsScanner,
  mapping: MapsEntry,
  shared: readonly SmapsField[],
): SmapsEntry {
  const values: number[] = [];
  let fields = shared;
  let own: SmapsField[] | null = null;
  let vmFlags: readonly string[] | null = null;
  while (!scanner.isAtEnd && !scanner.isAtAddress) {
    const name = scanner.name('an address or a name such as Rss:', LONGEST_NAME);
    if (name === VM_FLAGS) {
      vmFlags = scanner.rest().split(' ').filter(Boolean);
    } else {
      const index = values.push(scanner.integer(`the value of ${name}`)) - 1;
      const unit = scanUnit(scanner);
      const same = shared[index]?.name === name && shared[index]?.unit === unit;
      if (own === null && !same) fields = own = shared.slice(0, index);
      own?.push({ name, unit });
    }
    scanner.passLineEnd();
  }
  if (fields.length > values.length) fields = fields.slice(0, values.length);
  return { ...mapping, fields, values, vmFlags };
}

// More than any name has: the longest is Private_Hugetlb.
const LONGEST_NAME = 64;

function scanUnit(scanner: MapsScanner): 'kB' | '' {
  if (scanner.isAtLineEnd) return '';
  scanner.passUnit(' kB');
  return 'kB';
}

/** The text of `smaps` for these mappings, as the kernel writes it. */
export function formatSmaps(entries: Iterable<SmapsEntry>): string {
  const writer = new TextWriter();
  for (const entry of entries) {
    writeEntry(writer, entry);
    for (const [index, { name, unit }] of entry.fields.entries())
      writer.write(
        `${`${name}:`.padEnd(16)}${`${entry.values[index]}`.padStart(8)}${unit && ' kB'}\n`,
      );
    if (entry.vmFlags !== null)
      writer.write(`VmFlags: ${entry.vmFlags.map((flag) => `${flag} `).join('')}\n`);
  }
  return writer.text();
}

/**
 * The sum of every figure in kB over all mappings: what `smaps_rollup` says. Only `Pss` and its
 * parts come out lower here, by less than 1 kB a mapping: each line of smaps is rounded down.
 */
export function smapsTotals(entries: Iterable<SmapsEntry>): ReadonlyMap<string, number> {
  const totals = new Map<string, number>();
  for (const { fields, values } of entries)
    for (const [index, { name, unit }] of fields.entries())
      if (unit === 'kB') totals.set(name, (totals.get(name) ?? 0) + (values[index] ?? 0));
  return totals;
}
