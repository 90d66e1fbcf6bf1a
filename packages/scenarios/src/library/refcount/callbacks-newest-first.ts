import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const callbacksNewestFirst: Scenario = scenario({
  id: 'callbacks-newest-first',
  title: { en: 'Callbacks, newest first', zh: '回调：后来的先运行' },
  question: {
    en: 'Two weak references with callbacks look at one object; a third is deleted before the object dies. Whose callbacks run, and in which order?',
    zh: '两个带回调的弱引用指向一个对象；第三个在对象消亡前就被删除了。哪些回调会运行？按什么顺序？',
  },
  answer: {
    en: 'Those of the two that are left, the newest first. The callbacks run while the object dies, and it can no longer be reached through any of them. A weak reference that is gone before its object calls nobody.',
    zh: '剩下的两个，后来的先运行。回调在对象消亡的过程中运行，此时已无法通过它们得到对象。先于对象消失的弱引用不会调用任何回调。',
  },
  machine: { python: { version: '3.13', places: false } },
  program: [
    python.class('Node', []),
    python.new('a', 'Node'),
    python.weakCallback('first', 'a'),
    python.weakCallback('second', 'a'),
    python.weakCallback('third', 'a'),
    python.delete('third'),
    python.delete('a'),
    python.told(),
    python.alive('first'),
  ],
  claims: {
    confirmed: [
      {
        en: 'The callbacks tell second, first; the deleted one tells nothing.',
        zh: '回调依次报出 second、first；被删除的什么也不报。',
      },
    ],
    notClaimed: [],
  },
});
