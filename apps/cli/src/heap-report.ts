/** What a replay found out, as lines of text. */
import type { Pin, ReplayReport, Sample } from '@memstrata/allocator/trace';
import { bytes, count, decimal, hex } from '@memstrata/scenarios/view';
import { curve, peakOf, probesSince } from './heap-curves.ts';
import { table } from './table.ts';

export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** Free chunks looked at for each request. */
export const probesText = ({ probes }: ReplayReport): string =>
  probes && probes.requests > 0 ? (probes.examined / probes.requests).toFixed(2) : '-';

/** The report as a table of figures. */
export function reportLines(report: ReplayReport): string[] {
  const [calls = '', ...moreCalls] = callLines(report);
  const rows = [
    ['operations', decimal(report.operations), calls],
    ...moreCalls.map((line) => ['', '', line]),
    ['peak live', bytes(report.peakLiveBytes, 'en'), 'what the program asked for, at most'],
    ['peak heap', bytes(report.peakHeapBytes, 'en'), 'what the heap took for it, at most'],
    ['utilisation', percent(report.utilisation), 'peak live of peak heap'],
    [
      'at the end',
      bytes(report.liveBytes, 'en'),
      `in ${count(report.liveBlocks, 'block')} never freed`,
    ],
    ...fragmentationRows(report),
  ];
  if (report.failures > 0)
    rows.push(['refused', count(report.failures, 'allocation'), 'the memory was exhausted']);
  return table(
    [{}, { align: 'right' }, {}],
    rows.map(([name = '', ...rest]) => [`  ${name}`, ...rest]),
  );
}

const CALLS_ON_A_LINE = 3;

/** How many of each kind, a few on a line. */
function callLines({ calls }: ReplayReport): string[] {
  const made = Object.entries(calls).filter(([, times]) => times > 0);
  const words = made.map(([op, times]) => `${decimal(times)} ${op}`);
  return words.flatMap((_, i) =>
    i % CALLS_ON_A_LINE === 0 ? [words.slice(i, i + CALLS_ON_A_LINE).join(', ')] : [],
  );
}

function fragmentationRows({ fragmentation, probes, pin }: ReplayReport): string[][] {
  const rows: string[][] = [];
  if (fragmentation) {
    const { internalBytes, external, freeBytes, largestFree } = fragmentation;
    rows.push(
      ['inside blocks', bytes(internalBytes, 'en'), 'headers and rounding of used chunks'],
      ['free', bytes(freeBytes, 'en'), `of them at most ${decimal(largestFree)} at one place`],
      ['external', percent(external), 'of the free bytes no single request can have'],
    );
  }
  if (probes)
    rows.push([
      'probes',
      (probes.examined / Math.max(1, probes.requests)).toFixed(2),
      'free chunks looked at for each request',
    ]);
  if (pin) rows.push(['top pinned at', hex(pin.pointer), pinText(pin)]);
  return rows;
}

export const pinText = ({ id, size, born }: Pin): string =>
  `block ${id}, ${bytes(size, 'en')}, operation ${decimal(born)}`;

/** The curves of one run, each to its own scale, with its peak behind it. */
export function curveLines(report: ReplayReport, columns: number): string[] {
  const { samples } = report;
  const width = Math.min(48, columns - 32);
  const row = (
    name: string,
    value: (sample: Sample, before: Sample | undefined) => number,
    text: (peak: number) => string,
    most = peakOf(samples, value),
  ): string[] => [`  ${name}`, curve(samples, value, width, most), text(peakOf(samples, value))];
  const inBytes = (peak: number): string => decimal(peak);
  const rows = [
    row('live', ({ liveBytes }) => liveBytes, inBytes, report.peakHeapBytes),
    row('heap', ({ heapBytes }) => heapBytes, inBytes, report.peakHeapBytes),
    row('inside', ({ fragmentation }) => fragmentation?.internalBytes ?? 0, inBytes),
    row('largest free', ({ fragmentation }) => fragmentation?.largestFree ?? 0, inBytes),
    row('external', ({ fragmentation }) => fragmentation?.external ?? 0, percent, 1),
    row('probes', probesSince, (peak) => peak.toFixed(2)),
  ];
  return table([{}, {}, { align: 'right' }], rows);
}
