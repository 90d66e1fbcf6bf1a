/** Values of C types in the memory of a process. */
import type { AddressSpace } from '@memstrata/segments';
import type { VariableType } from '../../program/process-steps.ts';
import type { Target } from './platforms.ts';

/** `value` as the type keeps it: cut to its bits, with the type's sign. */
export function wrapped(value: number, type: VariableType): number {
  if (type === 'char') return (value << 24) >> 24;
  return type === 'int' ? value | 0 : value;
}

/** Stores a value of a type. @throws SegmentationFault */
export function storeTyped(
  { memory }: AddressSpace,
  at: number,
  value: number,
  type: VariableType,
  { types }: Target,
): void {
  const { size } = types[type];
  if (size === 1) memory.store8(at, value & 0xff);
  else if (size === 4) memory.store32(at, value % 2 ** 32);
  else memory.store64(at, BigInt.asUintN(64, BigInt(value)));
}

/** The value of a type at an address. @throws SegmentationFault */
export function loadTyped(
  { memory }: AddressSpace,
  at: number,
  type: VariableType,
  { types }: Target,
): number {
  const { size } = types[type];
  if (size === 1) return (memory.load8(at) << 24) >> 24;
  if (size === 4) return type === 'pointer' ? memory.load32(at) : memory.load32(at) | 0;
  return Number(BigInt.asIntN(64, memory.load64(at)));
}
