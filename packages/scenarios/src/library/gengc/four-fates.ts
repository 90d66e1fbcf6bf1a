import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

/** The young garbage since the last automatic collection. */
const WAITING = {
  notClaimed: {
    en: "Not claimed to the object: the program's own allocations shift the last automatic collection by a few.",
    zh: '不断言确切个数：程序自己的分配会让最后一次自动回收前后移动几个对象。',
  },
};

export const fourFates: Scenario = scenario({
  id: 'four-fates',
  title: { en: 'One program, four fates', zh: '一个程序，四种结局' },
  question: {
    en: 'One object is dropped, one refers to itself and is dropped young, one refers to itself and was dropped old, one is kept. The program goes on making garbage and the collector runs by itself. Who is left?',
    zh: '一个对象被放开；一个引用自己，年轻时被放开；一个引用自己，年老后被放开；一个一直保留。程序继续制造垃圾，回收器自动运行。谁还在？',
  },
  answer: {
    en: 'The first died at once, by counting. The second went with the next collection of generation 0. The third is garbage too and still there: it is in generation 2, full collections are due and put off by the quarter rule, and nothing that happens to the young ends its wait. The fourth is alive. Only a full collection tells the last two apart.',
    zh: '第一个靠计数立即消亡。第二个在下一次第 0 代回收中消失。第三个也是垃圾，却仍在：它在第 2 代，完整回收到期却被四分之一规则推迟，年轻对象的任何变化都不会结束它的等待。第四个活着。只有完整回收能区分后两个。',
  },
  machine: { python: { version: '3.13', places: false } },
  program: [
    python.class('Node', ['me']),
    python.list('base', []),
    python.repeat(1000, [python.new('x', 'Node'), python.append('base', 'x')]),
    python.new('kept', 'Node'),
    python.new('old', 'Node'),
    python.set('old', 'me', 'old'),
    python.weakReference('sees_old', 'old'),
    python.collect(),
    python.new('dropped', 'Node'),
    python.weakReference('sees_dropped', 'dropped'),
    python.delete('dropped'),
    python.alive('sees_dropped'),
    python.new('young', 'Node'),
    python.set('young', 'me', 'young'),
    python.weakReference('sees_young', 'young'),
    python.delete('young'),
    python.delete('old'),
    python.alive('sees_young'),
    python.setThreshold(100, 2, 2),
    python.enable(),
    python.repeat(3000, [python.new('x', 'Node'), python.set('x', 'me', 'x')]),
    python.alive('sees_young'),
    python.alive('sees_old'),
    python.collections(),
    python.disable(),
    python.collect(WAITING),
    python.alive('sees_old'),
    python.count('kept'),
  ],
  claims: {
    confirmed: [
      {
        en: 'The dropped object is gone at once; the young one is there until a collection of its generation, and gone then.',
        zh: '被放开的对象立即消失；年轻的那个留到它那一代回收，然后消失。',
      },
      {
        en: 'After 29 automatic collections the old one is still there; a full collection takes it.',
        zh: '29 次自动回收之后，年老的那个仍在；一次完整回收带走了它。',
      },
    ],
    notClaimed: [
      {
        en: 'What else the full collection finds, to the object.',
        zh: '完整回收还找到的其他对象的确切个数。',
      },
    ],
  },
});
