import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const twoNames: Scenario = scenario({
  id: 'two-names',
  title: { en: 'del removes a name, not an object', zh: 'del 删除的是名字，不是对象' },
  question: {
    en: 'Two names stand for one object, and one of them is deleted. Is the object gone?',
    zh: '两个名字代表同一个对象，删除其中一个。对象还在吗？',
  },
  answer: {
    en: 'It is there as long as anything refers to it. The last name that goes takes the count to 0, and the object dies in that very statement.',
    zh: '只要还有引用指向它，它就在。最后一个名字消失时，引用计数值降到 0，对象就在那条语句中立即消亡。',
  },
  machine: { python: { version: '3.13' } },
  program: [
    python.class('Node', ['other']),
    python.new('a', 'Node'),
    python.count('a'),
    python.assign('b', 'a'),
    python.count('a'),
    python.delete('a'),
    python.count('b'),
    python.rememberPlace('b', 'place'),
    python.delete('b'),
    python.new('c', 'Node'),
    python.place('c', ['place']),
  ],
  claims: {
    confirmed: [
      {
        en: 'Counts: 1 with one name, 2 with two, 1 again after del.',
        zh: '引用计数值：一个名字时为 1，两个时为 2，del 之后又为 1。',
      },
      {
        en: 'The memory is free at once: the next object of the class lies there.',
        zh: '内存立即空闲：同类的下一个对象就放在那里。',
      },
    ],
    notClaimed: [
      {
        en: 'That the place is reused in a busier program: other objects of the size may come first.',
        zh: '在更繁忙的程序里是否重用这个位置：其他同样大小的对象可能先到。',
      },
    ],
  },
});
