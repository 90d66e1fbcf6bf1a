import { expect, test } from 'vitest';
import { byAddress, HeapCorruption } from '../../src/index.ts';
import { smallHeap } from './heap-under-test.ts';

/**
 * Six chunks of 32 bytes at 0x8, 0x28, 0x48, 0x68, 0x88 and 0xa8, the top at 0xc8; the second and the
 * fifth are free. A header in use behind one in use reads 0x21, a top here 0x131.
 */
function damaged(edits: readonly (readonly [offset: number, value: number])[]): () => void {
  const { heap, words } = smallHeap({ order: byAddress });
  const blocks = Array.from({ length: 6 }, () => heap.malloc(24));
  heap.free(blocks[1]!);
  heap.free(blocks[4]!);
  heap.check();
  for (const [offset, value] of edits) words[word(offset)] = value;
  return () => heap.check();
}

const word = (offset: number): number => offset >>> 2;

test.each<[law: string, what: string, ...edits: [offset: number, value: number][]]>([
  ['the first chunk has no free chunk before it', 'its P bit is gone', [0x8, 0x20]],
  ['a header is a size and the P bit', 'bit 2 is set', [0x8, 0x25]],
  ['a header is a size and the P bit', 'the upper half is set', [0xc, 1]],
  ['a header is a size and the P bit', 'bit 3 of the top is set', [0xc8, 0x139]],
  ['a chunk has at least 32 bytes', 'the size is 0', [0x8, 1]],
  ['a chunk ends at or before the top', 'the size is 4096', [0x8, 0x1001]],
  ['a free chunk ends with its size', 'the footer says 48', [0x40, 48]],
  ['two free chunks are not neighbours', 'the third is free too', [0x68, 0x20], [0x60, 32]],
  ['the top ends the heap', 'its size is 32 too large', [0xc8, 0x151]],
  [
    'the top has no free chunk before it',
    'the last is free, the one before it not',
    [0xc8, 0x130],
    [0xc0, 32],
    [0xa8, 0x21],
  ],
  ['a listed chunk is free and listed once', 'a link leads to itself', [0x30, 0x28]],
  ['a listed chunk is free and listed once', 'a link leads to a used chunk', [0x30, 0x8]],
  ['a list neighbour points back', 'the second prev leads elsewhere', [0x98, 0x8]],
  ['the list ends at its last chunk', 'the list stops early', [0x30, 0]],
])('finds a broken law: %s (%s)', (law, _what, ...edits) => {
  const check = damaged(edits);
  expect(check).toThrow(HeapCorruption);
  expect(check).toThrow(law);
});

/** Three free chunks a < b < c on a list in address order; `relink` gets their first payload bytes. */
function relinked(
  relink: (words: Uint32Array, a: number, b: number, c: number) => void,
): () => void {
  const { heap, words } = smallHeap({ order: byAddress });
  const blocks = Array.from({ length: 7 }, () => heap.malloc(24));
  for (const i of [1, 3, 5]) heap.free(blocks[i]!);
  heap.check();
  relink(words, blocks[1]!, blocks[3]!, blocks[5]!);
  return () => heap.check();
}

const link = (words: Uint32Array, before: number, after: number): void => {
  words[word(before)] = after - 8;
  words[word(after + 8)] = before - 8;
};

test('finds a list out of address order', () => {
  const check = relinked((words, a, b, c) => {
    link(words, a, c);
    link(words, c, b);
    words[word(b)] = 0;
  });
  expect(check).toThrow('a list in address order ascends');
});

test('finds a free chunk that is on no list', () => {
  expect(relinked((words, a, _b, c) => link(words, a, c))).toThrow('every free chunk is listed');
});
