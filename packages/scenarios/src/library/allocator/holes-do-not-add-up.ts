import { memory } from '../../program/memory.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const holesDoNotAddUp: Scenario = scenario({
  id: 'holes-do-not-add-up',
  title: { en: 'Two holes are not one', zh: '两个空洞不等于一个' },
  question: {
    en: 'Of four neighbours of 1100 bytes the first and the third are freed: 2240 bytes are free between them. Where does a block of 2000 bytes go, and where does one go after the second is freed too?',
    zh: '四个相邻的 1100 字节的块，第一个和第三个被释放：共有 2240 字节空闲。2000 字节的块会放在哪里？第二个也释放之后呢？',
  },
  answer: {
    en: 'Behind all of them: neither hole is long enough, and the heap ends 2016 bytes further on with 2240 bytes free. That is external fragmentation. When the block between the holes goes, the three pieces join, and the next block of 2000 bytes lies where the first one lay.',
    zh: '放在所有块的后面：两个空洞都不够长，虽然有 2240 字节空闲，堆还是向后用了 2016 字节。这就是外部碎片。空洞之间的块一释放，三段就合并起来，下一个 2000 字节的块便落在第一个块原来的位置。',
  },
  machine: { heap: { bytes: 8192 } },
  program: [
    ...['a', 'b', 'c', 'd'].map((name) => memory.malloc(name, 1100)),
    memory.free('a'),
    memory.free('c'),
    memory.malloc('w', 2000),
    memory.distance('d', 'w'),
    memory.free('b'),
    memory.malloc('x', 2000),
    memory.distance('x', 'd'),
  ],
  claims: {
    confirmed: [
      {
        en: 'The first block of 2000 bytes lies right behind the fourth, 1120 from its start.',
        zh: '第一个 2000 字节的块紧跟在第四个块后面，距其开头 1120 字节。',
      },
      {
        en: 'The second lies where the first of the four lay, 3360 before the fourth.',
        zh: '第二个落在四块中第一块原来的位置，在第四块之前 3360 字节。',
      },
    ],
    notClaimed: [
      {
        en: 'That every free joins: glibc keeps small chunks, up to 1032 bytes, apart for a while; these are larger.',
        zh: '并非每次释放都会合并：glibc 会把不超过 1032 字节的小块单独留一段时间；这里的块更大。',
      },
    ],
  },
});
