import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

/** What waits since the last automatic collection. */
const WAITING = {
  notClaimed: {
    en: "Not claimed to the object: the program's own allocations shift the last automatic collection by a few.",
    zh: '不断言确切个数：程序自己的分配会让最后一次自动回收前后移动几个对象。',
  },
};

export const oftenOrRarely: Scenario = scenario({
  id: 'often-or-rarely',
  title: { en: 'Collect often or rarely', zh: '频繁回收还是很少回收' },
  question: {
    en: 'A thousand objects, each referring to itself, are dropped: once with a threshold of 50, once with 300, once with 0. What does each setting pay, and what does it hold?',
    zh: '一千个引用自己的对象先后被放开：阈值分别为 50、300 和 0。每种设置付出多少工作，留住多少垃圾？',
  },
  answer: {
    en: 'The smaller the threshold, the more often it collects and the less garbage waits; the larger, the less often and the more. With 0 all thousand wait until somebody calls collect(). The garbage itself costs about the same work either way; what a small threshold pays for again and again is the living that are examined with it, here hardly any.',
    zh: '阈值越小，回收越频繁，等待的垃圾越少；越大则相反。阈值为 0 时，一千个全部等到有人调用 collect()。垃圾本身花费的工作差不多；小阈值反复付出的，是一同被检查的存活对象，这里几乎没有。',
  },
  machine: { python: { version: '3.13', places: false, ledger: true } },
  program: [
    python.class('Node', ['me']),
    python.collect(),
    python.setThreshold(50, 10, 10),
    python.enable(),
    python.repeat(1000, [python.new('x', 'Node'), python.set('x', 'me', 'x')]),
    python.disable(),
    python.collections(),
    python.collect(WAITING),
    python.setThreshold(300, 10, 10),
    python.enable(),
    python.repeat(1000, [python.new('x', 'Node'), python.set('x', 'me', 'x')]),
    python.disable(),
    python.collections(),
    python.collect(WAITING),
    python.setThreshold(0, 10, 10),
    python.enable(),
    python.repeat(1000, [python.new('x', 'Node'), python.set('x', 'me', 'x')]),
    python.collections(),
    python.collect(),
  ],
  claims: {
    confirmed: [
      {
        en: 'Collections of generations 0 and 1: 18 and 1 with threshold 50, 3 more of generation 0 with 300, none more with 0.',
        zh: '第 0、1 代的回收次数：阈值 50 时为 18 和 1，阈值 300 时第 0 代再增 3 次，阈值 0 时不再增加。',
      },
      {
        en: 'With threshold 0 all 1000 wait, and collect() finds them.',
        zh: '阈值为 0 时 1000 个全部等待，collect() 找到它们。',
      },
    ],
    notClaimed: [
      {
        en: "How many wait in between, to the object: a program's own allocations move it by a few.",
        zh: '其间恰好有多少个在等待：程序自己的分配会让它相差几个。',
      },
      { en: 'The work: counted by the machine.', zh: '工作量：由这台机器统计。' },
    ],
  },
});
