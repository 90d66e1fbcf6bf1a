import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const onlyTheThirdFindsIt: Scenario = scenario({
  id: 'only-the-third-finds-it',
  title: { en: 'Only the third collection finds it', zh: '第三次回收才找到' },
  question: {
    en: 'An object that refers to itself has reached generation 2; then its name goes. collect(0), collect(1) and collect(2) follow. Which finds it?',
    zh: '一个引用自己的对象已到第 2 代，然后失去名字。接着依次 collect(0)、collect(1)、collect(2)，哪一次找到它？',
  },
  answer: {
    en: 'Only collect(2): a collection examines its own generation and the younger ones, and nothing else. Old garbage does not show in the others at all; it waits for a full collection, which is the rarest.',
    zh: '只有 collect(2)：一次回收只检查自己这一代和更年轻的，别的都不看。老的垃圾在另外两次中根本不出现；它要等完整回收，而那最少发生。',
  },
  machine: { python: { version: '3.13', places: false } },
  program: [
    python.class('Node', ['me']),
    python.new('a', 'Node'),
    python.set('a', 'me', 'a'),
    python.weakReference('w', 'a'),
    python.collectGeneration(0),
    python.collectGeneration(1),
    python.delete('a'),
    python.collectGeneration(0),
    python.collectGeneration(1),
    python.alive('w'),
    python.collectGeneration(2),
    python.alive('w'),
  ],
  claims: {
    confirmed: [
      {
        en: 'collect(0) and collect(1) find nothing, collect(2) finds one.',
        zh: 'collect(0) 和 collect(1) 什么也找不到，collect(2) 找到一个。',
      },
    ],
    notClaimed: [],
  },
});
