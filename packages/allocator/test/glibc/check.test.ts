import { describe, expect, test } from 'vitest';
import { Arena } from '../../src/glibc/arena.ts';
import { checkArena } from '../../src/glibc/check.ts';
import { freeChunk } from '../../src/glibc/free.ts';
import { GlibcAllocator } from '../../src/glibc/index.ts';
import { mallocChunk } from '../../src/glibc/malloc.ts';
import { asPointer, HeapCorruption, resizableMemory } from '../../src/index.ts';

const BASE = 0x5555_5555_9000n;
const at = (offset: number): bigint => BASE + BigInt(offset);

/**
 * A heap with a chunk in every kind of place:
 * two blocks in tcache 32, two in fastbin 32, one small bin, one large bin with two sizes of which
 * one stands twice, two chunks in the unsorted bin, one mapped block.
 */
function furnished() {
  const heap = new GlibcAllocator({ memory: resizableMemory() });
  const tiny = Array.from({ length: 9 }, () => heap.malloc(24));
  const wall = (): void => void heap.malloc(300);
  const block = (size: number): number => {
    const pointer = heap.malloc(size);
    wall();
    return pointer;
  };
  const small = Array.from({ length: 9 }, () => block(200));
  const large = [block(2000), block(2000), block(1980), block(2010)];
  const unsorted = [block(4000), block(4200)];
  wall();
  for (const pointer of [...small, ...large]) heap.free(asPointer(pointer));
  const mapped = heap.malloc(200_000); // a large request sorts the unsorted bin first
  for (const pointer of unsorted) heap.free(asPointer(pointer));
  for (const pointer of tiny) heap.free(pointer);
  heap.check();
  const words = new BigUint64Array(heap.memory.buffer);
  return {
    heap,
    tiny,
    small,
    large,
    unsorted,
    mapped,
    get: (offset: number): bigint => words[offset / 8]!,
    set: (offset: number, value: bigint): void => {
      words[offset / 8] = value;
    },
  };
}

type Furnished = ReturnType<typeof furnished>;
const lawOf = (breakIt: (f: Furnished) => void): string => {
  const f = furnished();
  breakIt(f);
  try {
    f.heap.check();
  } catch (error) {
    if (error instanceof HeapCorruption) return error.law;
    throw error;
  }
  return 'no law is broken';
};

const top = ({ heap }: Furnished): number =>
  [...heap.chunks()].find((c) => c.state === 'top')!.chunk;

describe('check finds a heap with', () => {
  test('nothing broken to be whole', () => {
    expect(lawOf(() => {})).toBe('no law is broken');
  });

  const cases: [string, string, (f: Furnished) => void][] = [
    [
      'a size of zero',
      'chunk sizes lead from the start of the heap to its end',
      (f) => f.set(f.tiny[1]! - 8, 1n),
    ],
    [
      'a size that is no multiple of 16',
      'chunk sizes lead from the start of the heap to its end',
      (f) => f.set(f.tiny[0]! - 8, 0x29n),
    ],
    [
      'a size beyond 32 bits',
      'chunk sizes lead from the start of the heap to its end',
      (f) => f.set(f.tiny[0]! - 8, 0x1_0000_0021n),
    ],
    [
      'a size beyond the heap',
      'chunk sizes lead from the start of the heap to its end',
      (f) => f.set(f.tiny[8]! - 8, 0x7000_0001n),
    ],
    [
      'another footer than header',
      'a free chunk has its size at both ends',
      (f) => f.set(f.large[0]! - 16 + 2016, 0x7d0n),
    ],
    [
      'two free neighbours',
      'no two free chunks touch',
      (f) => {
        const sizeBehind = f.large[0]! + 2000 + 328; // of the chunk behind the wall
        f.set(sizeBehind, f.get(sizeBehind) & ~1n);
      },
    ],
    [
      'the mapped bit in the heap',
      'no chunk of the heap is marked as mapped',
      (f) => f.set(f.tiny[0]! - 8, 0x23n),
    ],
    [
      'a first chunk that says its left neighbour is free',
      'nothing free comes before the first chunk',
      (f) => f.set(8, 0x290n),
    ],
    [
      'a free chunk before top',
      'nothing free comes before top',
      (f) => {
        const last = [...f.heap.chunks()].findLast(
          ({ state, chunk }) => state !== 'top' && chunk < top(f),
        )!;
        f.set(top(f), BigInt(last.size));
        f.set(top(f) + 8, f.get(top(f) + 8) & ~1n);
      },
    ],
    [
      'a top that is too short',
      'top reaches the end of the heap',
      (f) => f.set(top(f) + 8, f.get(top(f) + 8) - 4096n),
    ],
    [
      'a top below the smallest chunk',
      'top keeps a smallest chunk',
      (f) => f.set(top(f) + 8, 0x11n),
    ],
    [
      'a chunk that swallows top',
      'the end of the heap is its top chunk',
      (f) => {
        const end = f.heap.memory.size;
        f.set(f.unsorted[1]! + 4200, BigInt(end - (f.unsorted[1]! + 4192)) + 1n);
      },
    ],
    [
      'an unaligned tcache link',
      'links of tcache and fastbins are aligned',
      (f) => f.set(f.tiny[6]!, f.get(f.tiny[6]!) ^ 8n),
    ],
    [
      'a tcache link out of the heap',
      'links of tcache and fastbins lead to chunks in use',
      (f) => f.set(f.tiny[6]!, f.get(f.tiny[6]!) ^ 0x7f00_0000_0000n),
    ],
    [
      'a tcache list that ends in itself',
      'a chunk is on one list of tcache and fastbins, once',
      (f) => f.set(f.tiny[0]!, (at(f.tiny[0]!) >> 12n) ^ at(f.tiny[6]!)),
    ],
    [
      'a tcache count that is wrong',
      'a tcache count is the length of its list',
      (f) => f.set(16, f.get(16) - 1n),
    ],
    [
      'a cached block without key',
      'a cached block carries the key',
      (f) => f.set(f.tiny[0]! + 8, 0n),
    ],
    [
      'a tcache list of another size',
      'a tcache list has one size',
      (f) => {
        const entries = 16 + 128;
        f.set(entries + 8, f.get(entries));
        f.set(entries, 0n);
        f.set(16, 7n << 16n);
      },
    ],
    [
      'a fastbin link into a chunk',
      'links of tcache and fastbins lead to chunks in use',
      (f) => f.set(f.tiny[8]!, (at(f.tiny[8]!) >> 12n) ^ at(f.tiny[7]!)),
    ],
    [
      'a fastbin link to a chunk of another size',
      'a fastbin has one size',
      (f) => f.set(f.tiny[8]!, (at(f.tiny[8]!) >> 12n) ^ at(f.large[0]! + 2000)),
    ],
    [
      'an fd that leads elsewhere',
      'links of a bin lead to free chunks, each once',
      (f) => f.set(f.unsorted[1]!, at(f.tiny[0]!)),
    ],
    [
      'an fd that leads back',
      'links of a bin lead to free chunks, each once',
      (f) => f.set(f.unsorted[0]!, at(f.unsorted[0]! - 16)),
    ],
    [
      'an fd that skips a chunk',
      'fd and bk of a bin mirror each other',
      (f) => f.set(f.unsorted[1]!, f.get(f.unsorted[0]!)),
    ],
    [
      'a bk that leads elsewhere',
      'fd and bk of a bin mirror each other',
      (f) => f.set(f.unsorted[0]! + 8, at(f.tiny[0]!)),
    ],
    [
      'a ring of sizes that skips one',
      'the ring of sizes joins the first chunk of each size',
      (f) => f.set(f.large[2]! + 16, at(f.large[2]! - 16)),
    ],
    [
      'a second of its size on the ring of sizes',
      'only the first chunk of a size is on the ring of sizes',
      (f) => {
        const second = [f.large[0]!, f.large[1]!].find((p) => f.get(p + 16) === 0n)!;
        f.set(second + 16, at(f.large[2]! - 16));
      },
    ],
    [
      'a free chunk on no list',
      'every free chunk is in a bin',
      (f) => {
        const second = [f.large[0]!, f.large[1]!].find((p) => f.get(p + 16) === 0n)!;
        const [after, before] = [f.get(second), f.get(second + 8)];
        f.set(Number(before - BASE) + 16, after);
        f.set(Number(after - BASE) + 24, before);
      },
    ],
    [
      'a mapped chunk without its bit',
      'a mapped chunk is marked and fills whole pages',
      (f) => f.set(f.mapped - 8, f.get(f.mapped - 8) & ~2n),
    ],
    [
      'a mapped chunk of another size',
      'mapped chunks have the bytes that were mapped',
      (f) => f.set(f.mapped - 8, f.get(f.mapped - 8) + 4096n),
    ],
  ];

  test.each(cases)('%s', (_, law, breakIt) => {
    expect(lawOf(breakIt)).toBe(law);
  });
});

describe('check finds an arena with', () => {
  /** No tcache; two chunks in a fastbin; one large bin with chunks of 2,032, 2,016, 2,000 and 1,984. */
  function sorted() {
    const arena = new Arena({ memory: resizableMemory() });
    const take = (size: number): number => {
      const chunk = mallocChunk(arena, size) - 16;
      mallocChunk(arena, 300);
      return chunk;
    };
    const fast = [take(24), take(24)];
    const large = [2016, 2000, 1984, 1970].map(take) as [number, number, number, number];
    for (const chunk of [...fast, ...large]) freeChunk(arena, chunk, false);
    mallocChunk(arena, 900); // of a small bin's size: sorts the unsorted bin, but not the fastbins
    checkArena(arena);
    return { arena, heap: arena.heap, large };
  }

  const broken: [string, string, (f: ReturnType<typeof sorted>) => void][] = [
    [
      'a chunk that shrank in its bin',
      'a free chunk is in the bin of its size',
      ({ heap, large: [first] }) => {
        heap.setHead(first, 1008 | 1);
        heap.setPrevSize(first + 1008, 1008);
        heap.setHead(first + 1008, 1024);
        heap.setPreviousInUse(first + 2032);
      },
    ],
    [
      'two chunks of a large bin in the other order',
      'a large bin descends in size',
      ({ heap, large: [a, b, c, d] }) => {
        for (const [before, after] of [
          [a, c],
          [c, b],
          [b, d],
        ] as const) {
          heap.setFd(before, after);
          heap.setBk(after, before);
        }
      },
    ],
    [
      'a map without the bin',
      'the map marks every bin that holds a chunk',
      ({ arena }) => void arena.binmap.fill(0),
    ],
    [
      'fast chunks it knows nothing of',
      'an arena with fast chunks says so',
      ({ arena }) => {
        arena.haveFastChunks = false;
      },
    ],
    [
      'more bytes than the system gave',
      'the heap has the bytes that the system gave',
      ({ arena }) => {
        arena.systemBytes -= 4096;
      },
    ],
  ];

  test.each(broken)('%s', (_, law, breakIt) => {
    const found = sorted();
    breakIt(found);
    expect(() => checkArena(found.arena)).toThrow(law);
  });
});
