/** The numbers a checked access reads and writes: little-endian, aligned or not. */
import type { Bytes } from '../allocator.ts';

/** A machine number, by WebAssembly's and Rust's short names. */
export type NumberType = 'i8' | 'u8' | 'i16' | 'u16' | 'i32' | 'u32' | 'f32' | 'f64';
/** A machine number that needs a bigint. */
export type BigNumberType = 'i64' | 'u64';
type AnyType = NumberType | BigNumberType;

export const WIDTHS: Readonly<Record<AnyType, Bytes>> = {
  i8: 1,
  u8: 1,
  i16: 2,
  u16: 2,
  i32: 4,
  u32: 4,
  f32: 4,
  i64: 8,
  u64: 8,
  f64: 8,
};

const readers: Readonly<Record<AnyType, (view: DataView, at: number) => number | bigint>> = {
  i8: (view, at) => view.getInt8(at),
  u8: (view, at) => view.getUint8(at),
  i16: (view, at) => view.getInt16(at, true),
  u16: (view, at) => view.getUint16(at, true),
  i32: (view, at) => view.getInt32(at, true),
  u32: (view, at) => view.getUint32(at, true),
  f32: (view, at) => view.getFloat32(at, true),
  f64: (view, at) => view.getFloat64(at, true),
  i64: (view, at) => view.getBigInt64(at, true),
  u64: (view, at) => view.getBigUint64(at, true),
};

export const readNumber = (view: DataView, at: number, type: AnyType): number | bigint =>
  readers[type](view, at);

const writers: Readonly<Record<NumberType, (view: DataView, at: number, value: number) => void>> = {
  i8: (view, at, value) => view.setInt8(at, value),
  u8: (view, at, value) => view.setUint8(at, value),
  i16: (view, at, value) => view.setInt16(at, value, true),
  u16: (view, at, value) => view.setUint16(at, value, true),
  i32: (view, at, value) => view.setInt32(at, value, true),
  u32: (view, at, value) => view.setUint32(at, value, true),
  f32: (view, at, value) => view.setFloat32(at, value, true),
  f64: (view, at, value) => view.setFloat64(at, value, true),
};

export function writeNumber(
  view: DataView,
  at: number,
  type: AnyType,
  value: number | bigint,
): void {
  if (type === 'i64' || type === 'u64')
    view.setBigUint64(at, BigInt.asUintN(64, BigInt(value)), true);
  else writers[type](view, at, Number(value));
}
