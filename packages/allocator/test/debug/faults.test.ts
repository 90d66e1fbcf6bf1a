import { expect, test } from 'vitest';
import { errorOf } from '../../src/debug/faults.ts';
import {
  type Finding,
  type FindingKind,
  findingOf,
  HeapBufferOverflow,
  UninitializedRead,
  UnknownAddress,
  UseAfterFree,
} from '../../src/debug/index.ts';
import { asPointer, DoubleFree, HeapCorruption, InvalidFree } from '../../src/index.ts';

const block = {
  pointer: asPointer(64),
  size: 40,
  state: 'allocated',
  allocatedAt: null,
  freedAt: null,
} as const;

const finding = (kind: FindingKind, more: Partial<Finding> = {}): Finding => ({
  kind,
  call: 'read',
  address: 105,
  bytes: 4,
  place: { block, relation: 'after', offset: 1 },
  site: null,
  shadow: { granularity: 8, rows: [] } as unknown as Finding['shadow'],
  ...more,
});

const freed = {
  ...block,
  state: 'freed',
  allocatedAt: 'make (a.ts:1)',
  freedAt: 'end (a.ts:2)\nmain',
} as const;
const inside = { block: freed, relation: 'inside', offset: 2 } as const;

test.each([
  [
    finding('heap-buffer-overflow'),
    HeapBufferOverflow,
    'ERR_HEAP_BUFFER_OVERFLOW',
    'read of 4 bytes at 0x69: 1 byte after the block of 40 bytes at 0x40, allocated; stay inside the size that was asked for',
  ],
  [
    finding('heap-buffer-overflow', {
      call: 'write',
      address: 62,
      bytes: 1,
      place: { block, relation: 'before', offset: 2 },
    }),
    HeapBufferOverflow,
    'ERR_HEAP_BUFFER_OVERFLOW',
    'write of 1 byte at 0x3e: 2 bytes before the block of 40 bytes at 0x40, allocated; stay inside the size that was asked for',
  ],
  [
    finding('heap-use-after-free', { address: 66, place: inside }),
    UseAfterFree,
    'ERR_USE_AFTER_FREE',
    'read of 4 bytes at 0x42: 2 bytes inside a block of 40 bytes at 0x40, freed at end (a.ts:2); drop a pointer when its block is freed',
  ],
  [
    finding('heap-use-after-free', {
      place: { ...inside, block: { ...freed, freedAt: null } },
    }),
    UseAfterFree,
    'ERR_USE_AFTER_FREE',
    'read of 4 bytes at 0x69: 2 bytes inside a block of 40 bytes at 0x40, freed; drop a pointer when its block is freed',
  ],
  [
    finding('unknown-address', { address: -8, place: null }),
    UnknownAddress,
    'ERR_UNKNOWN_ADDRESS',
    'read of 4 bytes at -8, outside the heap',
  ],
  [
    finding('uninitialized-read', {
      place: {
        block: { ...block, allocatedAt: 'make (a.ts:1)\nmain' },
        relation: 'inside',
        offset: 0,
      },
    }),
    UninitializedRead,
    'ERR_UNINITIALIZED_READ',
    'read of 4 bytes at 0x69: 0 bytes inside a block of 40 bytes at 0x40, allocated at make (a.ts:1), never written; write it first, or take calloc',
  ],
  [
    finding('double-free', { call: 'free', address: 64, bytes: 0, place: inside }),
    DoubleFree,
    'ERR_DOUBLE_FREE',
    'double free of 0x40: 2 bytes inside a block of 40 bytes at 0x40, freed at end (a.ts:2)',
  ],
  [
    finding('bad-free', { call: 'free', address: 9, place: null }),
    InvalidFree,
    'ERR_INVALID_FREE',
    'invalid pointer 0x9: no block starts there, no block is near; pass exactly what malloc answered',
  ],
  [
    finding('red-zone-overwritten', { call: 'check', bytes: 1 }),
    HeapCorruption,
    'ERR_HEAP_CORRUPTION',
    'heap corruption at 0x69: a red zone keeps its bytes (1 byte overwritten, 1 byte after the block of 40 bytes at 0x40, allocated); look for a write past the end of the block before it',
  ],
  [
    finding('freed-block-overwritten', { call: 'check', place: inside }),
    HeapCorruption,
    'ERR_HEAP_CORRUPTION',
    'heap corruption at 0x69: a freed block keeps its bytes (4 bytes overwritten, 2 bytes inside a block of 40 bytes at 0x40, freed at end (a.ts:2)); look for a write past the end of the block before it',
  ],
])(
  'a finding is thrown as the error of its kind and told in words: $kind',
  (found, kind, code, words) => {
    const error = errorOf(found);
    expect(error).toBeInstanceOf(kind);
    expect(error).toMatchObject({ name: kind.name, code, message: words, cause: found });
    expect(findingOf(error)).toBe(found);
  },
);

test.each([
  'heap-buffer-overflow',
  'heap-use-after-free',
  'unknown-address',
  'uninitialized-read',
] as const)('an access says where and how much: %s', (kind) => {
  expect(errorOf(finding(kind))).toMatchObject({ address: 105, bytes: 4 });
});

test.each([
  new Error('other'),
  new Error('other', { cause: 'a text' }),
  new Error('other', { cause: null }),
  new Error('other', { cause: {} }),
  new Error('other', { cause: { kind: 'toString' } }),
  { cause: finding('bad-free') },
  null,
])('there is no finding behind %o', (error) => {
  expect(findingOf(error)).toBe(null);
});
