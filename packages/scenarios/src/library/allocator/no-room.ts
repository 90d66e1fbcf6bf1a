import { memory } from '../../program/memory.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const noRoom: Scenario = scenario({
  id: 'no-room',
  title: { en: 'Enough free bytes, and still no room', zh: '空闲字节足够，却没有位置' },
  question: {
    en: 'A heap of 512 bytes is full. Every other block is freed: 240 bytes are free. Can the program have 100 of them?',
    zh: '一个 512 字节的堆已满。每隔一块释放一块，共有 240 字节空闲。程序能得到其中的 100 字节吗？',
  },
  answer: {
    en: 'No: the free bytes lie in five holes of 48, and a block must lie in one piece. That is external fragmentation. The heap is small here so that it cannot simply grow; a real one grows, and the holes stay.',
    zh: '不能：空闲字节分散在五个 48 字节的空洞里，而一个块必须连在一起。这就是外部碎片。这里的堆很小，不能增长；真实的堆会增长，空洞却仍然留着。',
  },
  machine: { heap: { bytes: 512 } },
  program: [
    ...['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'].map((name) => memory.malloc(name, 40)),
    memory.usableSize('a'),
    memory.distance('a', 'j'),
    ...['a', 'c', 'e', 'g', 'i'].map((name) => memory.free(name)),
    memory.malloc('w', 100),
    memory.usableSize('w', {
      notClaimed: {
        en: 'glibc answers 104: its heap grows instead of refusing. The five holes stay as they are.',
        zh: 'glibc 的答案是 104：它的堆会增长，而不是拒绝。五个空洞原样留着。',
      },
    }),
    memory.malloc('x', 40),
    memory.usableSize('x'),
  ],
  claims: {
    confirmed: [
      {
        en: 'Ten blocks of 40 bytes lie 48 apart, the last 432 behind the first.',
        zh: '十个 40 字节的块彼此相距 48 字节，最后一个在第一个之后 432 字节。',
      },
      { en: 'A request that fits a hole is served.', zh: '能放进空洞的请求可以满足。' },
    ],
    notClaimed: [
      {
        en: 'The refusal: only a heap that cannot grow refuses 100 bytes.',
        zh: '拒绝本身：只有不能增长的堆才会拒绝 100 字节。',
      },
    ],
  },
});
