import { memory } from '../../program/memory.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const twoBecomeOne: Scenario = scenario({
  id: 'two-become-one',
  title: { en: 'Two free neighbours become one', zh: '两个空闲的邻居变成一个' },
  question: {
    en: 'Two neighbours of 2000 bytes are freed one after the other. Can one block of 4000 bytes lie in their place?',
    zh: '两个相邻的 2000 字节的块先后被释放。它们的位置能放下一个 4000 字节的块吗？',
  },
  answer: {
    en: 'Yes. When the second is freed, its neighbour is seen to be free, and the two become one chunk of 4032 bytes. 4000 bytes need 4016; the 16 that are left are no chunk, so the block gets them too.',
    zh: '能。释放第二个块时，发现相邻的块是空闲的，两者合并成一个 4032 字节的块。4000 字节需要 4016；剩下的 16 字节不够成为一个块，也归了新的块。',
  },
  machine: { heap: { bytes: 8192 } },
  program: [
    memory.malloc('a', 2000),
    memory.malloc('b', 2000),
    memory.malloc('wall', 24, {
      note: {
        en: 'A block in use behind them: otherwise both would join the free rest of the heap.',
        zh: '它们后面有一个使用中的块：否则两者都会并入堆末尾的空闲部分。',
      },
    }),
    memory.distance('a', 'wall'),
    memory.free('a'),
    memory.free('b'),
    memory.malloc('c', 4000),
    memory.usableSize('c'),
    memory.distance('c', 'wall'),
  ],
  claims: {
    confirmed: [
      {
        en: 'The block of 4000 bytes lies where the first one lay, 4032 before the block behind both.',
        zh: '4000 字节的块就在第一个块原来的位置，在后面的块之前 4032 字节。',
      },
      { en: 'It can use 4024 bytes.', zh: '它可以使用 4024 字节。' },
    ],
    notClaimed: [
      {
        en: 'That every free joins: glibc keeps small chunks, up to 1032 bytes, apart for a while.',
        zh: '并非每次释放都会合并：glibc 会把不超过 1032 字节的小块单独留一段时间。',
      },
    ],
  },
});
