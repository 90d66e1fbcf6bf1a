import { type LabelOptions, labelMappings, type MappingLabel } from '../proc/labels.ts';
import { formatMaps, parseMaps } from '../proc/maps.ts';
import { MapsError } from '../proc/maps-error.ts';
import { formatSmaps, parseSmaps, type SmapsEntry } from '../proc/smaps.ts';
import { vmExe, vmTotals } from '../proc/vm-totals.ts';
import { Comparison } from './comparison.ts';
import { Field, type Mismatch } from './record.ts';

/** What a sample is held against besides itself. */
export interface CompareMapsOptions extends Pick<LabelOptions, 'images'> {
  /** The list of `{index, kind, of?}` for this sample, one for each line. */
  readonly labels?: unknown;
}

/**
 * Holds the maps and smaps of one process against themselves (text → model → text), the kernel's
 * Vm figures, and the labels of its lines. The labels that tell a `bss` need `images`: the headers
 * of the ELF files the process had mapped.
 * @returns the differences; empty if there are none.
 * @throws RecordFormatError if the sample or the labels are not of the format.
 */
export function compareMaps(
  sample: unknown,
  options: CompareMapsOptions = {},
): readonly Mismatch[] {
  const expected = new Field(sample);
  const comparison = new Comparison();
  try {
    compareTexts(expected, comparison);
    const entries = parseSmaps(expected.get('smaps').text());
    compareFigures(expected, entries, comparison);
    if (options.labels !== undefined) compareLabels(expected, entries, options, comparison);
  } catch (error) {
    if (!(error instanceof MapsError)) throw error;
    comparison.equal('text', 'lines as the kernel writes them', error.message);
  }
  return comparison.mismatches;
}

function compareTexts(expected: Field, comparison: Comparison): void {
  const maps = expected.get('maps').text();
  const smaps = expected.get('smaps').text();
  compareText('maps', maps, formatMaps(parseMaps(maps)), comparison);
  compareText('smaps', smaps, formatSmaps(parseSmaps(smaps)), comparison);
  const rollup = expected.get('smaps_rollup').text();
  compareText('smaps_rollup', rollup, formatSmaps(parseSmaps(rollup)), comparison);
}

/** Notes the first line that differs. */
function compareText(at: string, expected: string, actual: string, comparison: Comparison): void {
  if (expected === actual) return;
  const wanted = expected.split('\n');
  const found = actual.split('\n');
  const line = wanted.findIndex((text, index) => text !== found[index]);
  comparison.equal(`${at} line ${line + 1}`, `${wanted[line]}`, `${found[line] ?? 'nothing'}`);
}

function compareFigures(
  expected: Field,
  entries: readonly SmapsEntry[],
  comparison: Comparison,
): void {
  const { size, data, stack } = vmTotals(entries);
  const mm = expected.get('mm');
  const code = vmExe(mm.get('start_code').hex(), mm.get('end_code').hex());
  const status = expected.get('status_vm');
  const lines = status.items().map((line) => line.text());
  for (const [name, bytes] of [
    ['VmSize', size],
    ['VmData', data],
    ['VmStk', stack],
    ['VmExe', code],
  ] as const) {
    const line = lines.find((text) => text.startsWith(`${name}:`));
    if (line === undefined) throw status.wrong(`a line ${name}`);
    comparison.equal(name, Number.parseInt(line.slice(name.length + 1), 10), bytes / 1024);
  }
}

function compareLabels(
  expected: Field,
  entries: readonly SmapsEntry[],
  { labels, images }: CompareMapsOptions,
  comparison: Comparison,
): void {
  const threads = expected.get('threads').items().length;
  const actual = labelMappings(entries, images ? { threads, images } : { threads });
  const rows = new Field(labels, 'labels').items();
  comparison.equal('labels', rows.length, actual.length);
  for (const row of rows) {
    const index = row.get('index').number();
    const found = actual[index];
    const kind = row.get('kind').text();
    const of = row.get('of');
    if (found === undefined || isAnotherWayToSay(kind, found)) continue;
    comparison.equal(
      `label ${index}`,
      labelText(kind, of.isPresent ? of.text() : ''),
      labelText(found.kind, found.of ?? ''),
    );
  }
}

/** The two kinds that only a debugger tells apart from anonymous memory. */
const isAnotherWayToSay = (kind: string, found: MappingLabel): boolean =>
  found.kind === 'anonymous' && (kind === 'tls' || kind === 'libc-private');

const labelText = (kind: string, of: string): string => (of === '' ? kind : `${kind} of ${of}`);
