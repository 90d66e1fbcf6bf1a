import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const aMillionObjects: Scenario = scenario({
  id: 'a-million-objects',
  title: {
    en: 'A million objects die; does the memory go?',
    zh: '一百万个对象消亡，内存会归还吗？',
  },
  question: {
    en: 'A program makes a million objects and lets 999 of every 1,000 go. How much of their memory goes back to the kernel? And when the last thousand go too?',
    zh: '程序创建一百万个对象，然后每 1,000 个中放开 999 个。它们的内存有多少归还给内核？最后一千个也消亡之后呢？',
  },
  answer: {
    en: 'At first none: the objects are dead and their blocks are free, but pymalloc gives back whole arenas only, and one survivor pins its arena. A thousand survivors, spread evenly, pin them all. When they go, every arena is empty, and all but the last are unmapped at once.',
    zh: '起初一点也没有：对象已消亡，固定块已空闲，但 pymalloc 只归还整个分配区（arena），而一个存活的对象就能钉住它所在的分配区。均匀散布的一千个存活对象钉住了全部。等它们也消亡，每个分配区都空了，除最后一个外立即解除映射。',
  },
  machine: { python: { version: '3.13' } },
  program: [
    python.class('Node', ['other']),
    python.crowd('many', 'Node', 1_000_000),
    python.arenas('many'),
    python.thin('many', 1000),
    python.arenas('many'),
    python.crop('many', 0),
    python.arenas('many'),
  ],
  claims: {
    confirmed: [
      {
        en: 'All arenas stay while one object in a thousand lives; none to speak of stays when all are dead.',
        zh: '每千个对象中有一个存活时，所有分配区都保留；全部消亡后，几乎一个不留。',
      },
    ],
    notClaimed: [
      {
        en: 'The number of arenas to the unit: an interpreter begins with half-filled ones.',
        zh: '分配区的确切个数：解释器一开始就有未填满的分配区。',
      },
      {
        en: "The list's own array of a million references, which malloc maps apart and gives back at once.",
        zh: '列表自己的一百万个引用的数组：malloc 为它单独映射，并立即归还。',
      },
    ],
  },
});
