import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const weakReferencesDoNotCount: Scenario = scenario({
  id: 'weak-references-do-not-count',
  title: { en: 'A weak reference does not count', zh: '弱引用不计数' },
  question: {
    en: 'A name and a weak reference lead to an object. The name is deleted. What does the weak reference answer?',
    zh: '一个名字和一个弱引用指向同一个对象，删除名字后，弱引用返回什么？',
  },
  answer: {
    en: 'None, at once. The weak reference knows where the object is and does not hold it: the count was 1 all the time. When the object dies, every weak reference to it is told.',
    zh: '立即返回 None。弱引用知道对象在哪里，却不持有它：计数一直是 1。对象消亡时，指向它的每个弱引用都会得知。',
  },
  machine: { python: { version: '3.13', places: false } },
  program: [
    python.class('Node', []),
    python.new('a', 'Node'),
    python.weakReference('w', 'a'),
    python.alive('w'),
    python.count('a'),
    python.delete('a'),
    python.alive('w'),
  ],
  claims: {
    confirmed: [
      { en: 'The count is 1 with the weak reference there.', zh: '有弱引用时计数仍是 1。' },
      {
        en: 'It answers the object before del a, and None right behind it.',
        zh: 'del a 之前它返回对象，紧接着返回 None。',
      },
    ],
    notClaimed: [],
  },
});
