import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const frozenGarbage: Scenario = scenario({
  id: 'frozen-garbage',
  title: { en: 'Frozen garbage', zh: '冻结的垃圾' },
  question: {
    en: 'gc.freeze() is called; then an object that refers to itself loses its name. Does collect() find it?',
    zh: '调用 gc.freeze() 之后，一个引用自己的对象失去了名字。collect() 能找到它吗？',
  },
  answer: {
    en: 'No. freeze moves everything to a permanent generation that no collection examines, garbage or not; after unfreeze it is found. Counting is not concerned: a frozen object whose count falls to 0 dies as ever. freeze exists since 3.7.',
    zh: '不能。freeze 把一切移入任何回收都不检查的永久代，不管是不是垃圾；unfreeze 之后就能找到。计数不受影响：冻结的对象计数降到 0 时照样消亡。freeze 从 3.7 开始才有。',
  },
  machine: { python: { version: '3.13', places: false } },
  program: [
    python.class('Node', ['me']),
    python.new('loop', 'Node'),
    python.set('loop', 'me', 'loop'),
    python.new('plain', 'Node'),
    python.weakReference('sees_plain', 'plain'),
    python.freeze(),
    python.delete('loop'),
    python.delete('plain'),
    python.alive('sees_plain'),
    python.collect(),
    python.unfreeze(),
    python.collect(),
  ],
  claims: {
    confirmed: [
      {
        en: 'From 3.7 on: nothing while frozen, one object afterwards. 3.6 has no freeze and finds it the first time.',
        zh: '从 3.7 起：冻结时找不到，之后找到一个。3.6 没有 freeze，第一次就找到。',
      },
      {
        en: 'The plain object dies at del though it is frozen.',
        zh: '普通对象虽被冻结，仍在 del 时消亡。',
      },
    ],
    notClaimed: [],
  },
});
