import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const noRoots: Scenario = scenario({
  id: 'no-roots',
  title: { en: 'There are no roots', zh: '没有根' },
  question: {
    en: 'An object refers to itself; C code has raised its count once more and forgotten it. No name and no object leads there. Does the collector take it?',
    zh: '一个对象引用自己；C 代码又把它的计数加了 1，然后忘了。没有任何名字或对象可以到达它。回收器会带走它吗？',
  },
  answer: {
    en: 'No. The collector does not start from roots and look what can be reached: it subtracts, and one reference is left that comes from no candidate. That looks the same as a variable that holds it. So the object stays, for ever; a collector that marks from roots would have taken it.',
    zh: '不会。回收器不是从根出发寻找可达的对象，而是做减法；减完还剩一个不来自候选对象的引用，看起来与变量持有它没有区别。于是对象永远留下；从根开始标记的回收器则会带走它。',
  },
  machine: { python: { version: '3.13', places: false } },
  program: [
    python.class('Node', ['me']),
    python.new('a', 'Node'),
    python.set('a', 'me', 'a'),
    python.weakReference('w', 'a'),
    python.holdFromC('a'),
    python.delete('a'),
    python.collectByPhase(),
    python.alive('w'),
  ],
  claims: {
    confirmed: [
      {
        en: 'collect() finds nothing, and the object that nothing leads to is still there.',
        zh: 'collect() 什么也找不到，没有任何路径可达的对象仍然存在。',
      },
    ],
    notClaimed: [],
  },
});
