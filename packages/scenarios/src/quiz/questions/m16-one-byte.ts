import { library } from '../../library/index.ts';
import { memory } from '../../program/memory.ts';
import { ownProgram, type Pair, pair } from '../question.ts';

const hundredBytes = ownProgram({
  id: 'hundred-bytes',
  machine: { heap: { bytes: 512 } },
  program: [
    memory.malloc('a', 100),
    memory.malloc('b', 100),
    memory.usableSize('a'),
    memory.distance('a', 'b'),
  ],
});

export const oneByte: Pair = pair(
  'M16',
  {
    about: library['smallest-request'],
    before: 0,
    text: {
      en: 'a = malloc(1); b = malloc(24); Nothing was freed before. How many bytes behind a does b begin?',
      zh: 'a = malloc(1); b = malloc(24); 之前没有释放过任何块。b 在 a 之后多少字节处开始？',
    },
    measure: (seen) => seen.answer('distance a to b'),
    options: [
      {
        says: { en: '{} byte', zh: '{} 字节' },
        claims: 1,
        believed: true,
        because: {
          en: 'No chunk is smaller than 32 bytes: when it is free it must hold its size and two links. So b begins {} bytes behind a.',
          zh: '没有小于 32 字节的内存块：空闲时它要放下自己的大小和两个链接。所以 b 在 a 之后 {} 字节。',
        },
      },
      {
        says: { en: '{} bytes: one word', zh: '{} 字节：一个字' },
        claims: 8,
        because: {
          en: 'The header alone takes 8, and malloc aligns to 16; the smallest chunk has {} bytes.',
          zh: '仅头部就占 8 字节，而且 malloc 按 16 对齐；最小的内存块是 {} 字节。',
        },
      },
      {
        says: {
          en: '{} bytes: header and byte, rounded to 16',
          zh: '{} 字节：头部加一个字节，取整到 16',
        },
        claims: 16,
        because: {
          en: 'A chunk of 16 would have no room for the two links it needs when it is free. The smallest has {}.',
          zh: '16 字节的块在空闲时放不下它需要的两个链接。最小的是 {} 字节。',
        },
      },
      {
        says: { en: '{} bytes', zh: '{} 字节' },
        claims: 32,
        because: {
          en: 'Right. 8 bytes of header and 24 that can be used: the smallest chunk there is, for 0, 1 or 24 bytes alike.',
          zh: '对。头部 8 字节，可用 24 字节：这是最小的内存块，请求 0、1 或 24 字节都一样。',
        },
      },
    ],
  },
  {
    about: hundredBytes,
    before: 1,
    text: {
      en: 'A list node of 100 bytes comes from malloc, then another. What does each of them really take of the heap?',
      zh: '用 malloc 要一个 100 字节的链表节点，再要一个。每个节点实际占堆多少字节？',
    },
    measure: (seen) => seen.answer('distance a to b'),
    options: [
      {
        says: { en: '{} bytes', zh: '{} 字节' },
        claims: 100,
        believed: true,
        because: {
          en: 'Each chunk has a header of 8 bytes, and its size is a multiple of 16: 108 is rounded up to {}.',
          zh: '每个内存块有 8 字节头部，大小又是 16 的倍数：108 向上取整为 {}。',
        },
      },
      {
        says: { en: '{} bytes: 100 and the header', zh: '{} 字节：100 加头部' },
        claims: 108,
        because: {
          en: 'The header is counted, the alignment is not: the next multiple of 16 is {}.',
          zh: '算了头部，没算对齐：下一个 16 的倍数是 {}。',
        },
      },
      {
        says: { en: '{} bytes', zh: '{} 字节' },
        claims: 112,
        because: {
          en: 'Right. 100 + 8 for the header = 108, rounded up to a multiple of 16; 104 of them can be used.',
          zh: '对。100 加头部 8 得 108，向上取整到 16 的倍数；其中 104 字节可用。',
        },
      },
      {
        says: { en: '{} bytes: the next power of two', zh: '{} 字节：下一个 2 的幂' },
        claims: 128,
        because: {
          en: 'A buddy allocator would round so. This heap, like glibc, rounds to multiples of 16: {}.',
          zh: '伙伴分配器才这样取整。这里的堆和 glibc 一样，取整到 16 的倍数：{}。',
        },
      },
    ],
  },
);
