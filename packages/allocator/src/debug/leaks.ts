/** What is still in use, by class and by place of allocation, as memcheck counts it. */
import type { Bytes, Pointer } from '../allocator.ts';
import type { Block } from './blocks.ts';
import {
  classifyBlocks,
  type LeakKind,
  type LeakOptions,
  type LeakRoot,
  type Marked,
} from './mark.ts';
import { siteText } from './site.ts';

export type { LeakKind, LeakOptions, LeakRoot } from './mark.ts';

/** Calls and bytes since the heap was made. */
export interface HeapUse {
  allocations: number;
  frees: number;
  allocatedBytes: Bytes;
}

/** A block in use and its class. */
export interface ClassifiedBlock {
  readonly pointer: Pointer;
  readonly size: Bytes;
  readonly kind: LeakKind;
  /** Of a definitely lost block: bytes of the blocks that are lost because it is. */
  readonly indirectBytes: Bytes;
  readonly allocatedAt: string | null;
}

/** Blocks of one class from one place; without places, a block each. */
export interface LossRecord {
  readonly kind: LeakKind;
  readonly blocks: number;
  readonly directBytes: Bytes;
  readonly indirectBytes: Bytes;
  readonly allocatedAt: string | null;
}

export interface LeakTotal {
  readonly bytes: Bytes;
  readonly blocks: number;
}

export interface LeakReport {
  /** In the order of addresses. */
  readonly blocks: readonly ClassifiedBlock[];
  /** Smallest first, as memcheck prints them. */
  readonly records: readonly LossRecord[];
  readonly totals: Readonly<Record<LeakKind, LeakTotal>>;
  readonly inUse: LeakTotal;
  readonly use: Readonly<HeapUse>;
}

interface LeakQuestion {
  readonly blocks: readonly Block[];
  readonly roots: Iterable<LeakRoot>;
  readonly view: DataView;
  readonly use: HeapUse;
  readonly options: LeakOptions;
}

export function reportLeaks({ blocks, roots, view, use, options }: LeakQuestion): LeakReport {
  const classified = classifyBlocks(blocks, roots, view, options).map(classifiedBlock);
  const total = (kind?: LeakKind): LeakTotal => {
    const members = classified.filter((block) => kind === undefined || block.kind === kind);
    return { bytes: members.reduce((sum, { size }) => sum + size, 0), blocks: members.length };
  };
  return {
    blocks: classified,
    records: lossRecords(classified),
    totals: {
      'definitely lost': total('definitely lost'),
      'indirectly lost': total('indirectly lost'),
      'possibly lost': total('possibly lost'),
      'still reachable': total('still reachable'),
    },
    inUse: total(),
    use: { ...use },
  };
}

const classifiedBlock = ({ block, kind, indirectBytes }: Marked<Block>): ClassifiedBlock => ({
  pointer: block.pointer,
  size: block.size,
  kind,
  indirectBytes,
  allocatedAt: siteText(block.allocated),
});

/** In memcheck's order of equal sizes (mc_include.h, `Reachedness`). */
const RANK: Readonly<Record<LeakKind, number>> = {
  'definitely lost': 0,
  'indirectly lost': 1,
  'possibly lost': 2,
  'still reachable': 3,
};

const bytesOf = ({ directBytes, indirectBytes }: LossRecord): Bytes => directBytes + indirectBytes;

function lossRecords(blocks: readonly ClassifiedBlock[]): LossRecord[] {
  const records = new Map<string, LossRecord>();
  for (const { pointer, size, kind, indirectBytes, allocatedAt } of blocks) {
    const key = `${kind} ${allocatedAt ?? pointer}`;
    const known = records.get(key);
    records.set(key, {
      kind,
      blocks: (known?.blocks ?? 0) + 1,
      directBytes: (known?.directBytes ?? 0) + size,
      indirectBytes: (known?.indirectBytes ?? 0) + indirectBytes,
      allocatedAt,
    });
  }
  return [...records.values()].sort(
    (a, b) => bytesOf(a) - bytesOf(b) || RANK[a.kind] - RANK[b.kind] || a.blocks - b.blocks,
  );
}
