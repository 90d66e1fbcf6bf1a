import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const theLivingCost: Scenario = scenario({
  id: 'the-living-cost',
  title: { en: 'The living cost', zh: '代价来自存活者' },
  question: {
    en: 'Five hundred objects are alive and nothing is garbage; then two thousand are. What does a full collection cost when there is nothing to find?',
    zh: '五百个对象活着，没有垃圾；然后是两千个。什么也找不到的时候，一次完整回收代价多大？',
  },
  answer: {
    en: "As much as there is: every living container is counted, every reference between them followed, four times as much the second time, to find 0. A collector's work grows with the living, counting's with the changes; that is why full collections have to be rare.",
    zh: '有多少就花多少：每个存活的容器都要计数，它们之间的每个引用都要跟踪，第二次是四倍，结果是 0。回收器的工作随存活对象增长，计数的工作随变化增长；所以完整回收必须少做。',
  },
  machine: { python: { version: '3.13', places: false, ledger: true } },
  program: [
    python.class('Node', ['other']),
    python.list('kept', []),
    python.repeat(500, [python.new('x', 'Node'), python.append('kept', 'x')]),
    python.collect(),
    python.repeat(1500, [python.new('x', 'Node'), python.append('kept', 'x')]),
    python.collect(),
  ],
  claims: {
    confirmed: [{ en: 'Both collections find nothing.', zh: '两次回收都什么也没找到。' }],
    notClaimed: [
      {
        en: "Objects examined and references followed: counted by the machine, without the interpreter's own.",
        zh: '检查的对象和跟踪的引用：由这台机器统计，不含解释器自己的。',
      },
      {
        en: 'Time: it depends on how objects lie in memory as much as on how many there are.',
        zh: '时间：它既取决于对象多少，也取决于对象在内存中的位置。',
      },
    ],
  },
});
