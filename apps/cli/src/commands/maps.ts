import { count, size } from '@memstrata/scenarios/view';
import { diffMaps, type MapsChange } from '@memstrata/segments/proc';
import type { Command } from 'commander';
import { drawBands } from '../address-bands.ts';
import { drawAddressSpace, tail } from '../address-space-drawing.ts';
import { UsageError } from '../failure.ts';
import { drawnMappings, type ProcessMaps, readMaps } from '../process-maps.ts';
import {
  changeLines,
  residentChanges,
  residentLines,
  residentRows,
  residentSentence,
  residentTotal,
  tellsResident,
} from '../resident-report.ts';
import type { Session } from '../session.ts';
import { table, widthOf } from '../table.ts';
import type { Terminal } from '../terminal.ts';

interface MapsOptions {
  readonly diff?: boolean;
  readonly brief?: boolean;
  readonly resident?: boolean;
  readonly json?: boolean;
}

export function registerMaps(program: Command, session: Session): void {
  program
    .command('maps')
    .summary('draw the address space of a process')
    .description(
      'Draws the address space of a live process, or of a saved maps or smaps file: the highest ' +
        'address on top, gaps labelled with their size, nameless mappings named where that is certain.',
    )
    .argument('[source...]', 'PID or FILE; its own process without one')
    .option('--diff', 'what changed from one source to the other')
    .option('--brief', 'neighbouring mappings as one line')
    .option('--resident', 'what is in memory now, the most first; with --diff, what became more')
    .option('--json', 'print one JSON object')
    .action((sources: string[], options: MapsOptions) =>
      options.diff
        ? diff(session.terminal, sources, options)
        : maps(session.terminal, sources, options),
    );
}

async function maps(
  terminal: Terminal,
  sources: readonly string[],
  options: MapsOptions,
): Promise<void> {
  if (sources.length > 1)
    throw new UsageError('expected one PID or FILE; two are compared with --diff');
  if (options.brief && options.resident)
    throw new UsageError('--brief is of the drawing, --resident draws nothing: leave out one');
  const read = await readMaps(sources[0] ?? String(process.pid));
  if (options.resident) printResident(terminal, read, options);
  else if (options.json) printJson(terminal, read);
  else printMaps(terminal, read, options.brief ?? false);
}

function printJson(terminal: Terminal, read: ProcessMaps): void {
  const { source, totals, entries, labels } = read;
  const mappings = entries.map((entry, index) => ({ ...entry, label: labels[index] }));
  terminal.json({ source, totals, mappings });
}

function printResident(terminal: Terminal, read: ProcessMaps, { json }: MapsOptions): void {
  const { source } = read;
  const [total, rows] = [residentTotal(read), residentRows(read)];
  if (json) terminal.json({ source, total, rows });
  else if (isOfSomebody(terminal, read))
    terminal.lines([residentSentence(total), ...residentLines(rows, terminal.columns)]);
}

/** Says whose memory it is; false if there is none. */
function isOfSomebody(terminal: Terminal, { source, entries, totals }: ProcessMaps): boolean {
  terminal.line(
    `${terminal.colors.bold(source)}: ${count(entries.length, 'mapping')}, ${size(totals.size, 'en')}`,
  );
  if (entries.length > 0) return true;
  terminal.line('no memory of its own: a thread of the kernel, or a process that has ended');
  return false;
}

/** The totals, then the drawing. */
function printMaps(terminal: Terminal, read: ProcessMaps, brief: boolean): void {
  const { totals } = read;
  if (!isOfSomebody(terminal, read)) return;
  terminal.line(
    `private and writable ${size(totals.data, 'en')}, stack ${size(totals.stack, 'en')}`,
  );
  if (tellsResident(read)) terminal.line(residentSentence(residentTotal(read)));
  terminal.lines((brief ? drawBands : drawAddressSpace)(drawnMappings(read), terminal));
}

async function diff(
  terminal: Terminal,
  sources: readonly string[],
  options: MapsOptions,
): Promise<void> {
  const [from, to] = sources;
  if (from === undefined || to === undefined || sources.length > 2)
    throw new UsageError('--diff compares two sources: memstrata maps --diff BEFORE AFTER');
  const [before, after] = [await readMaps(from), await readMaps(to)];
  const [changes, print] = options.resident
    ? residentDifference(before, after)
    : mapsDifference(before, after);
  if (options.json) terminal.json({ before: before.source, after: after.source, changes });
  else if (changes.length === 0) terminal.line('no difference');
  else print(terminal);
}

/** What changed, and how it is printed. */
type Difference = readonly [changes: readonly object[], print: (terminal: Terminal) => void];

function mapsDifference(before: ProcessMaps, after: ProcessMaps): Difference {
  const changes = diffMaps(before.entries, after.entries);
  return [changes, (terminal) => printChanges(terminal, changes)];
}

function residentDifference(before: ProcessMaps, after: ProcessMaps): Difference {
  const changes = residentChanges(residentRows(before), residentRows(after));
  return [changes, (terminal) => terminal.lines(changeLines(changes, terminal.columns))];
}

/** The highest address first, as in the drawing; paths are cut on their left to fit. */
function printChanges(terminal: Terminal, changes: readonly MapsChange[]): void {
  const rows = changes.toReversed().map(changeRow);
  const known = table(
    [{}, {}, { align: 'right' }, {}],
    rows.map((row) => [...row.slice(0, 4), '']),
  );
  const width = widthOf(known) + 2;
  const names = rows.map((row) => tail(row[4] ?? '', terminal.columns - width));
  terminal.lines(
    table(
      [{}, {}, { align: 'right' }, {}, {}],
      rows.map((row, index) => [...row.slice(0, 4), names[index] ?? '']),
    ),
  );
}

function changeRow(change: MapsChange): string[] {
  const { type, start, end } = change;
  const before = 'before' in change ? change.before : undefined;
  const after = 'after' in change ? change.after : undefined;
  const permissions =
    before && after && before.permissions !== after.permissions
      ? `${before.permissions} → ${after.permissions}`
      : (after ?? before)?.permissions;
  const name = (after ?? before)?.path || 'anonymous';
  const range = `${start.toString(16)}-${end.toString(16)}`;
  return [type, range, size(end - start, 'en'), `${permissions}`, name];
}
