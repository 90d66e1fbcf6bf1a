import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const theCountNeverGoesBelowZero: Scenario = scenario({
  id: 'the-count-never-goes-below-zero',
  title: { en: 'The count never goes below 0', zh: '计数不会低于 0' },
  question: {
    en: 'Six hundred objects die, then six hundred are made; the first threshold is 500. Allocations minus deallocations is 0. Does the collector start?',
    zh: '六百个对象消亡，再创建六百个；第一个阈值是 500。分配数减释放数等于 0。回收器会启动吗？',
  },
  answer: {
    en: "Yes, once. A full collection has set the count to 0, and deallocations do not bring it below: the six hundred deaths are not remembered. The documentation's “allocations minus deallocations” leaves this out.",
    zh: '会，一次。完整回收已把计数设为 0，释放不会让它变成负数：那六百次消亡没有记下来。文档里的“分配数减去释放数”没有提到这一点。',
  },
  machine: { python: { version: '3.13', places: false } },
  program: [
    python.class('Node', ['other']),
    python.list('old', []),
    python.list('fresh', []),
    python.repeat(600, [python.new('x', 'Node'), python.append('old', 'x')]),
    python.collect(),
    python.setThreshold(500, 10, 10),
    python.enable(),
    python.clear('old'),
    python.collections(),
    python.repeat(600, [python.new('x', 'Node'), python.append('fresh', 'x')]),
    python.collections(),
  ],
  claims: {
    confirmed: [
      {
        en: 'One collection of generation 0, besides the one that the program called.',
        zh: '除程序自己调用的那次外，第 0 代回收了一次。',
      },
    ],
    notClaimed: [],
  },
});
