import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const mostDieUncollected: Scenario = scenario({
  id: 'most-die-uncollected',
  title: { en: 'Most die before anyone looks', zh: '多数在被检查之前就消亡' },
  question: {
    en: 'Two thousand objects are made and dropped, then a hundred and fifty are kept; the threshold is 100. How many objects does the collector examine, and how many of them are garbage?',
    zh: '两千个对象创建后放开，再保留一百五十个；阈值是 100。回收器检查多少个对象？其中有多少垃圾？',
  },
  answer: {
    en: 'About a hundred, and none: the two thousand died by counting before any collection, and what is left to examine is alive. Measured on real programs (CPython 3.12.1, default thresholds): parsing modules of the standard library, 86.0 % of 3,491,955 objects died by counting before a collection had seen them, and 99.9 % of the young that were examined survived. Only a web workload full of rings looks like the textbook: 48.2 % died unseen, and 21.0 % of the examined young survived. Most objects do die young; it is counting that buries them.',
    zh: '大约一百个，没有垃圾：那两千个在任何回收之前就靠计数消亡了，剩下来检查的都活着。在真实程序上的测量（CPython 3.12.1，默认阈值）：解析标准库模块时，3,491,955 个对象中有 86.0 % 在任何回收看到之前就靠计数消亡，而被检查的年轻对象有 99.9 % 存活。只有充满循环的网络负载才像教科书：48.2 % 未被看到就消亡，被检查的年轻对象存活 21.0 %。多数对象确实早逝，但埋葬它们的是计数。',
  },
  machine: { python: { version: '3.13', places: false, ledger: true } },
  program: [
    python.class('Node', ['me']),
    python.list('kept', []),
    python.collect(),
    python.setThreshold(100, 10, 10),
    python.enable(),
    python.repeat(2000, [python.new('x', 'Node')]),
    python.collections(),
    python.repeat(150, [python.new('x', 'Node'), python.append('kept', 'x')]),
    python.disable(),
    python.collections(),
    python.collect(),
  ],
  claims: {
    confirmed: [
      {
        en: 'No automatic collection for the two thousand, one for the hundred and fifty; nothing is garbage.',
        zh: '两千个没有引起自动回收，一百五十个引起一次；没有垃圾。',
      },
    ],
    notClaimed: [
      {
        en: 'The measured shares: one run of programs of our own, recorded with a wrapped allocator on native 3.12.1; other programs differ, as the two show.',
        zh: '测得的比例：我们自己的程序运行一次，在本机 3.12.1 上用包装的分配器记录；不同程序差别很大，这两个就是例子。',
      },
    ],
  },
});
