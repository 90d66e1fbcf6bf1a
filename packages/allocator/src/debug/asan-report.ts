/** A finding in AddressSanitizer's words, those of gcc 12; without process, thread and registers. */
import type { Finding, Place } from './finding.ts';
import { hex } from './hex.ts';
import type { LeakReport, LossRecord } from './leaks.ts';
import { GRANULE_BYTES, ROW_CODES } from './shadow.ts';

const SIDES: Readonly<Record<Place['relation'], string>> = {
  before: 'to the left of',
  inside: 'inside of',
  after: 'to the right of',
};

/**
 * What AddressSanitizer would print: the error, the block it concerns and where it came from, and the
 * shadow bytes around it. A read of unwritten bytes is said as MemorySanitizer says it.
 *
 * ```ts
 * import { TlsfAllocator } from '@memstrata/allocator';
 * import { asanReport, DebugHeap, findingOf } from '@memstrata/allocator/debug';
 *
 * const heap = new DebugHeap(new TlsfAllocator());
 * const p = heap.malloc(40);
 * try {
 *   heap.store(p + 40, 'u8', 1);
 * } catch (error) {
 *   const finding = findingOf(error);
 *   if (finding) console.log(asanReport(finding).split('\n').slice(0, 3).join('\n'));
 * }
 * // → ERROR: AddressSanitizer: heap-buffer-overflow on address 0x40
 * // → WRITE of size 1 at 0x40
 * // → 0x40 is located 0 bytes to the right of 40-byte region [0x18,0x40)
 * ```
 */
export function asanReport(finding: Finding): string {
  return [
    headline(finding),
    ...accessLines(finding),
    ...frames(finding.site),
    ...blockLines(finding),
    `SUMMARY: AddressSanitizer: ${summaryName(finding)}`,
    'Shadow bytes around the buggy address:',
    ...shadowLines(finding),
  ].join('\n');
}

/**
 * What LeakSanitizer would print of the lost blocks; what is possibly lost, it takes for reachable. Of a
 * ring that nothing leads to, the first block is direct here as in memcheck's count; LeakSanitizer calls
 * all of them indirect.
 *
 * ```ts
 * import { TlsfAllocator } from '@memstrata/allocator';
 * import { DebugHeap, leakSanitizerReport } from '@memstrata/allocator/debug';
 *
 * const heap = new DebugHeap(new TlsfAllocator());
 * heap.malloc(30);
 * console.log(leakSanitizerReport(heap.leaks()));
 * // → ERROR: LeakSanitizer: detected memory leaks
 * // → Direct leak of 30 byte(s) in 1 object(s) allocated from:
 * // → SUMMARY: AddressSanitizer: 30 byte(s) leaked in 1 allocation(s).
 * ```
 *
 * @returns the empty text when nothing is lost
 */
export function leakSanitizerReport({ records, totals }: LeakReport): string {
  const [direct, indirect] = [totals['definitely lost'], totals['indirectly lost']];
  const blocks = direct.blocks + indirect.blocks;
  if (blocks === 0) return '';
  const largestFirst = records.toSorted((a, b) => b.directBytes - a.directBytes);
  const leaks = (name: string, kind: LossRecord['kind']): string[] =>
    largestFirst
      .filter((record) => record.kind === kind)
      .flatMap((record) => [
        `${name} leak of ${record.directBytes} byte(s) in ${record.blocks} object(s) allocated from:`,
        ...frames(record.allocatedAt),
      ]);
  return [
    'ERROR: LeakSanitizer: detected memory leaks',
    ...leaks('Direct', 'definitely lost'),
    ...leaks('Indirect', 'indirectly lost'),
    `SUMMARY: AddressSanitizer: ${direct.bytes + indirect.bytes} byte(s) leaked in ${blocks} allocation(s).`,
  ].join('\n');
}

function headline({ kind, address }: Finding): string {
  const at = hex(address);
  if (kind === 'double-free') return `ERROR: AddressSanitizer: attempting double-free on ${at}`;
  if (kind === 'bad-free')
    return `ERROR: AddressSanitizer: attempting free on address which was not malloc()-ed: ${at}`;
  if (kind === 'uninitialized-read') return 'WARNING: MemorySanitizer: use-of-uninitialized-value';
  return `ERROR: AddressSanitizer: ${asanName(kind)} on address ${at}`;
}

/** Damage found afterwards is named as the write would have been. */
function asanName(kind: Finding['kind']): string {
  if (kind === 'red-zone-overwritten') return 'heap-buffer-overflow';
  if (kind === 'freed-block-overwritten') return 'heap-use-after-free';
  return kind === 'unknown-address' ? 'SEGV' : kind;
}

const summaryName = ({ kind }: Finding): string =>
  kind === 'uninitialized-read' ? 'use-of-uninitialized-value' : asanName(kind);

function accessLines({ kind, call, address, bytes }: Finding): string[] {
  const found = kind === 'red-zone-overwritten' || kind === 'freed-block-overwritten';
  if (found) return [`WRITE of size ${bytes} at ${hex(address)}, found afterwards`];
  if (call !== 'read' && call !== 'write') return [];
  return [`${call.toUpperCase()} of size ${bytes} at ${hex(address)}`];
}

function blockLines({ address, bytes, place }: Finding): string[] {
  if (!place) return bytes === 0 ? [`Address ${hex(address)} is a wild pointer.`] : [];
  const { block, relation, offset } = place;
  const range = `[${hex(block.pointer)},${hex(block.pointer + block.size)})`;
  const freed = block.state === 'freed';
  return [
    `${hex(seenAt(place))} is located ${offset} bytes ${SIDES[relation]} ${block.size}-byte region ${range}`,
    ...(freed ? ['freed here:', ...frames(block.freedAt)] : []),
    freed ? 'previously allocated here:' : 'allocated here:',
    ...frames(block.allocatedAt),
  ];
}

/** The byte that a place tells of. */
function seenAt({ block, relation, offset }: Place): number {
  if (relation === 'before') return block.pointer - offset;
  return relation === 'inside' ? block.pointer + offset : block.pointer + block.size + offset;
}

const frames = (site: string | null): string[] =>
  site === null ? [] : site.split('\n').map((frame, index) => `    #${index} ${frame}`);

/** Rows of sixteen codes; the row of the address is marked, its code stands in brackets. */
function shadowLines({ address, shadow }: Finding): string[] {
  const at = Math.floor((address - shadow.first) / GRANULE_BYTES);
  const lines: string[] = [];
  for (let row = 0; row < shadow.codes.length; row += ROW_CODES) {
    const codes = shadow.codes.slice(row, row + ROW_CODES).map(code);
    const start = `0x${(shadow.first + row * GRANULE_BYTES).toString(16).padStart(8, '0')}`;
    const here = at >= row && at < row + ROW_CODES;
    const cells = codes.map((text, i) => `${gapBefore(row + i, at)}${text}`).join('');
    const closing = at === row + ROW_CODES - 1 ? ']' : '';
    lines.push(`${here ? '=>' : '  '}${start}:${cells}${closing}`);
  }
  return lines;
}

/** The code at the address stands in brackets, in place of the spaces around it. */
function gapBefore(index: number, at: number): string {
  if (index === at) return '[';
  return index === at + 1 && index % ROW_CODES !== 0 ? ']' : ' ';
}

const code = (value: number): string => value.toString(16).padStart(2, '0');
