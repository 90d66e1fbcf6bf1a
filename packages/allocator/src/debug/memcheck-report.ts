/** Findings and leaks in memcheck's words, those of valgrind 3.19; without process ids. */
import type { Bytes } from '../allocator.ts';
import type { Finding } from './finding.ts';
import { hex } from './hex.ts';
import type { LeakKind, LeakReport, LeakTotal, LossRecord } from './leaks.ts';

const count = (value: number): string => String(value).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');

const amount = (bytes: Bytes, blocks: number): string =>
  `${count(bytes)} bytes in ${count(blocks)} blocks`;

const total = ({ bytes, blocks }: LeakTotal): string => amount(bytes, blocks);

/**
 * What memcheck would print for one finding.
 *
 * ```ts
 * import { TlsfAllocator } from '@memstrata/allocator';
 * import { DebugHeap, findingOf, memcheckReport } from '@memstrata/allocator/debug';
 *
 * const heap = new DebugHeap(new TlsfAllocator());
 * const p = heap.malloc(40);
 * heap.free(p);
 * try {
 *   heap.free(p);
 * } catch (error) {
 *   const finding = findingOf(error);
 *   if (finding) console.log(memcheckReport(finding));
 * }
 * // → Invalid free() / delete / delete[] / realloc()
 * // →  Address 0x18 is 0 bytes inside a block of size 40 free'd
 * ```
 */
export function memcheckReport(finding: Finding): string {
  const origin = finding.kind !== 'uninitialized-read';
  return [
    headline(finding),
    ...frames(finding.site),
    ...(origin ? [placeLine(finding), ...originLines(finding)] : []),
  ].join('\n');
}

function headline({ kind, call, bytes }: Finding): string {
  if (kind === 'uninitialized-read')
    return 'Conditional jump or move depends on uninitialised value(s)';
  if (kind === 'double-free' || kind === 'bad-free')
    return 'Invalid free() / delete / delete[] / realloc()';
  return `Invalid ${call === 'read' ? 'read' : 'write'} of size ${count(bytes)}`;
}

function placeLine({ address, place }: Finding): string {
  if (!place) return ` Address ${hex(address)} is not stack'd, malloc'd or (recently) free'd`;
  const { block, relation, offset } = place;
  const side = relation === 'inside' ? 'inside a' : `${relation} a`;
  const state = block.state === 'freed' ? "free'd" : "alloc'd";
  return ` Address ${hex(address)} is ${count(offset)} bytes ${side} block of size ${count(block.size)} ${state}`;
}

function originLines({ place }: Finding): string[] {
  if (!place) return [];
  const { state, allocatedAt, freedAt } = place.block;
  if (state === 'allocated') return frames(allocatedAt);
  const born = frames(allocatedAt);
  return [...frames(freedAt), ...(born.length > 0 ? [" Block was alloc'd at", ...born] : [])];
}

const frames = (site: string | null): string[] =>
  site === null
    ? []
    : site.split('\n').map((frame, index) => `   ${index === 0 ? 'at' : 'by'} ${frame}`);

const KINDS: readonly LeakKind[] = [
  'definitely lost',
  'indirectly lost',
  'possibly lost',
  'still reachable',
];

/** Lost blocks that memcheck counts as errors. */
const isError = ({ kind }: LossRecord): boolean =>
  kind === 'definitely lost' || kind === 'possibly lost';

/**
 * The end of memcheck's output: what is in use, each loss record, the four totals, and the errors
 * counted with the findings a listener gathered.
 *
 * ```ts
 * import { TlsfAllocator } from '@memstrata/allocator';
 * import { DebugHeap, memcheckSummary } from '@memstrata/allocator/debug';
 *
 * const heap = new DebugHeap(new TlsfAllocator());
 * const kept = heap.malloc(64);
 * heap.malloc(30);
 * for (const line of memcheckSummary(heap.leaks([kept])).split('\n')) if (line) console.log(line);
 * // → HEAP SUMMARY:
 * // →     in use at exit: 94 bytes in 2 blocks
 * // →   total heap usage: 2 allocs, 0 frees, 94 bytes allocated
 * // → 30 bytes in 1 blocks are definitely lost in loss record 1 of 2
 * // → 64 bytes in 1 blocks are still reachable in loss record 2 of 2
 * // → LEAK SUMMARY:
 * // →    definitely lost: 30 bytes in 1 blocks
 * // →    indirectly lost: 0 bytes in 0 blocks
 * // →      possibly lost: 0 bytes in 0 blocks
 * // →    still reachable: 64 bytes in 1 blocks
 * // →         suppressed: 0 bytes in 0 blocks
 * // → ERROR SUMMARY: 1 errors from 1 contexts (suppressed: 0 from 0)
 * ```
 */
export function memcheckSummary(leaks: LeakReport, findings: readonly Finding[] = []): string {
  const { allocations, frees, allocatedBytes } = leaks.use;
  return [
    'HEAP SUMMARY:',
    `    in use at exit: ${total(leaks.inUse)}`,
    `  total heap usage: ${count(allocations)} allocs, ${count(frees)} frees, ${count(allocatedBytes)} bytes allocated`,
    '',
    ...(leaks.inUse.blocks === 0
      ? ['All heap blocks were freed -- no leaks are possible']
      : leakLines(leaks)),
    '',
    errorLine(leaks, findings),
  ].join('\n');
}

function leakLines({ records, totals }: LeakReport): string[] {
  const width = 'definitely lost'.length + 3;
  const line = (name: string, value: LeakTotal): string =>
    `${name.padStart(width)}: ${total(value)}`;
  return [
    ...records.flatMap((record, index) => [
      `${recordLine(record)} in loss record ${count(index + 1)} of ${count(records.length)}`,
      ...frames(record.allocatedAt),
    ]),
    '',
    'LEAK SUMMARY:',
    ...KINDS.map((kind) => line(kind, totals[kind])),
    line('suppressed', { bytes: 0, blocks: 0 }),
  ];
}

function recordLine({ kind, blocks, directBytes, indirectBytes }: LossRecord): string {
  const bytes = count(directBytes + indirectBytes);
  const parts =
    indirectBytes > 0 ? ` (${count(directBytes)} direct, ${count(indirectBytes)} indirect)` : '';
  return `${bytes}${parts} bytes in ${count(blocks)} blocks are ${kind}`;
}

/** Findings of one kind from one site are one context; each lost record is one. */
function errorLine({ records }: LeakReport, findings: readonly Finding[]): string {
  const contexts = new Set(
    findings.map(({ kind, call, bytes, site }) => [kind, call, bytes, site].join()),
  );
  const lost = records.filter(isError).length;
  return `ERROR SUMMARY: ${count(findings.length + lost)} errors from ${count(contexts.size + lost)} contexts (suppressed: 0 from 0)`;
}
