import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AddressSpace, type Permissions, SegmentationFault } from '../src/index.ts';

/** Pages side by side above 4 GiB: readable and writable, read-only, closed, or a hole. */
const PAGE = 4096;
const BASE = 0x1_0000_0000 - 2 * PAGE;
const PAGES = 6;

const layout = fc.array(
  fc.constantFrom<(Permissions | null)[]>('rw-', 'rw-', 'rw-', 'r--', '---', null),
  {
    minLength: PAGES,
    maxLength: PAGES,
  },
);
/** Most accesses are near the border of two pages. */
const at = fc
  .tuple(fc.integer({ min: 0, max: PAGES - 1 }), fc.integer({ min: -9, max: 9 }))
  .map(([page, offset]) => BASE + page * PAGE + offset);
const step = fc.record({
  act: fc.constantFrom('load' as const, 'store' as const, 'read' as const, 'write' as const),
  at,
  bytes: fc.constantFrom(1, 2, 4, 8),
  value: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  length: fc.integer({ min: 0, max: 20 }),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const littleEndian = (value: bigint, bytes: number): number[] =>
  Array.from({ length: bytes }, (_, index) => Number((value >> BigInt(8 * index)) & 0xffn));

const numberOf = (bytes: readonly number[]): bigint =>
  bytes.reduce((sum, byte, index) => sum + (BigInt(byte) << BigInt(8 * index)), 0n);

/** Does the step, and answers the bytes it loaded. */
function perform(
  { memory }: AddressSpace,
  { act, at: where, bytes, value, length }: Step,
): number[] {
  if (act === 'read') return [...memory.read(where, length)];
  if (act === 'write') memory.write(where, Uint8Array.from(littleEndian(value, 8).slice(0, bytes)));
  const narrow = Number(value & 0xffff_ffffn);
  if (act === 'store') {
    if (bytes === 1) memory.store8(where, narrow & 0xff);
    if (bytes === 2) memory.store16(where, narrow & 0xffff);
    if (bytes === 4) memory.store32(where, narrow);
    if (bytes === 8) memory.store64(where, value);
  }
  if (act !== 'load') return [];
  if (bytes === 8) return littleEndian(memory.load64(where), 8);
  const loaded = {
    1: () => memory.load8(where),
    2: () => memory.load16(where),
    4: () => memory.load32(where),
  };
  return littleEndian(BigInt(loaded[bytes as 1 | 2 | 4]()), bytes);
}

test('loads and stores of every width do what they would to an array of bytes, or fault and change nothing', () => {
  fc.assert(
    fc.property(layout, fc.array(step, { maxLength: 60 }), (pages, steps) => {
      const space = new AddressSpace();
      for (const [index, permissions] of pages.entries())
        if (permissions)
          space.mmap({
            address: BASE + index * PAGE,
            length: PAGE,
            placement: 'fixed',
            permissions,
          });
      const shadow = new Map<number, number>();
      for (const each of steps) {
        const count = each.act === 'read' ? each.length : each.bytes;
        const places = Array.from({ length: count }, (_, index) => each.at + index);
        const isStore = each.act === 'store' || each.act === 'write';
        const allowed = places.every((place) => {
          const permissions = pages[Math.floor((place - BASE) / PAGE)] ?? '---';
          return permissions[isStore ? 1 : 0] === (isStore ? 'w' : 'r');
        });
        if (!allowed) {
          expect(() => perform(space, each)).toThrow(SegmentationFault);
          continue;
        }
        const loaded = perform(space, each);
        if (isStore)
          for (const [index, byte] of littleEndian(each.value, count).entries())
            shadow.set(each.at + index, byte);
        else expect(numberOf(loaded)).toBe(numberOf(places.map((place) => shadow.get(place) ?? 0)));
      }
      for (const [place, byte] of shadow) expect(space.memory.load8(place)).toBe(byte);
    }),
    { numRuns: 300 },
  );
});
