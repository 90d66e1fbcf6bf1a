/**
 * The bytes that stand where no program's bytes are, those of CPython's debug allocator: a read that
 * yields them, or a stretch that lost them, tells what happened.
 *
 * ```text
 *  outer           pointer          pointer + size      outer + outerBytes
 *   │ fd fd fd fd … │ cd cd cd … (new) │ fd fd fd fd fd … │
 *   │ fd fd fd fd … │ dd dd dd … (freed)│ fd fd fd fd fd … │
 * ```
 *
 * Source: CPython, Objects/obmalloc.c, PYMEM_CLEANBYTE, PYMEM_DEADBYTE, PYMEM_FORBIDDENBYTE.
 */
import type { Bytes } from '../allocator.ts';
import { type Block, blockEnd } from './blocks.ts';
import type { FindingKind } from './finding.ts';

/** What a new block holds. */
export const NEW_BYTE = 0xcd;
/** What a freed block holds. */
const DEAD_BYTE = 0xdd;
/** What red zones hold. */
const FORBIDDEN_BYTE = 0xfd;

/** Bytes side by side that lost their poison. */
export interface Damage {
  readonly kind: Extract<FindingKind, 'red-zone-overwritten' | 'freed-block-overwritten'>;
  readonly address: number;
  readonly bytes: Bytes;
}

export function poisonNew(memory: Uint8Array, block: Block): void {
  memory.fill(FORBIDDEN_BYTE, block.outer, block.pointer);
  memory.fill(NEW_BYTE, block.pointer, blockEnd(block));
  memory.fill(FORBIDDEN_BYTE, blockEnd(block), block.outer + block.outerBytes);
}

export function poisonFreed(memory: Uint8Array, block: Block): void {
  memory.fill(DEAD_BYTE, block.pointer, blockEnd(block));
}

/** The first damage of a block, or null. Cost: its red zones; when freed, all its bytes. */
export function damageOf(memory: Uint8Array, block: Block): Damage | null {
  const end = blockEnd(block);
  const zone =
    damaged(memory, block.outer, block.pointer, FORBIDDEN_BYTE) ??
    damaged(memory, end, block.outer + block.outerBytes, FORBIDDEN_BYTE);
  if (zone) return { kind: 'red-zone-overwritten', ...zone };
  const dead = block.isFree ? damaged(memory, block.pointer, end, DEAD_BYTE) : null;
  return dead && { kind: 'freed-block-overwritten', ...dead };
}

/** Puts the poison back, so that one write is told once. */
export function mend(memory: Uint8Array, { kind, address, bytes }: Damage): void {
  const byte = kind === 'red-zone-overwritten' ? FORBIDDEN_BYTE : DEAD_BYTE;
  memory.fill(byte, address, address + bytes);
}

function damaged(
  memory: Uint8Array,
  from: number,
  to: number,
  byte: number,
): { address: number; bytes: Bytes } | null {
  let address = from;
  while (address < to && memory[address] === byte) address++;
  if (address >= to) return null;
  let end = address + 1;
  while (end < to && memory[end] !== byte) end++;
  return { address, bytes: end - address };
}
