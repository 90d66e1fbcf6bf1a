import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const aCollectionByPhase: Scenario = scenario({
  id: 'a-collection-by-phase',
  title: { en: 'A collection, phase by phase', zh: '一次回收，逐个阶段' },
  question: {
    en: 'A name holds a, and a holds b; c and d hold each other and nothing else holds them. How does the collector tell the two pairs apart, with nothing but counts to look at?',
    zh: '名字持有 a，a 持有 b；c 和 d 互相持有，此外没有别的引用。回收器只看计数，怎样区分这两对？',
  },
  answer: {
    en: 'It copies each count and takes away every reference that comes from another candidate. What is left comes from outside: 1 for a, 0 for b, c and d. Whatever has something left is reachable, and so is all that it refers to: a rescues b. The rest is garbage: finalizers first, then everything is cleared, and counting does the freeing.',
    zh: '它复制每个计数，再减去来自其他候选对象的每个引用。剩下的就是来自外部的：a 剩 1，b、c、d 剩 0。有剩余的可达，它引用到的也可达：a 救回 b。其余的是垃圾：先运行终结器，再清空，释放仍由计数完成。',
  },
  machine: { python: { version: '3.13', places: false } },
  program: [
    python.classWithFinalizer('Node', ['other']),
    python.newLabelled('b', 'Node'),
    python.newLabelled('a', 'Node'),
    python.set('a', 'other', 'b'),
    python.delete('b'),
    python.newLabelled('c', 'Node'),
    python.newLabelled('d', 'Node'),
    python.set('c', 'other', 'd'),
    python.set('d', 'other', 'c'),
    python.delete('c'),
    python.delete('d'),
    python.collectByPhase(),
    python.told(),
    python.count('a'),
  ],
  claims: {
    confirmed: [
      {
        en: "collect() finds two objects; their finalizers tell c and d, and nobody else's runs.",
        zh: 'collect() 找到两个对象；它们的终结器报出 c 和 d，别的都没有运行。',
      },
      {
        en: 'The count of a is what it was: the collector works on copies.',
        zh: 'a 的计数不变：回收器用的是副本。',
      },
    ],
    notClaimed: [
      {
        en: 'The copies themselves: an interpreter shows neither them nor the order in which it takes references away.',
        zh: '副本本身：解释器不会展示它们，也不展示减去引用的顺序。',
      },
    ],
  },
});
