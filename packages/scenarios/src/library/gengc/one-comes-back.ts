import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const oneComesBack: Scenario = scenario({
  id: 'one-comes-back',
  title: { en: 'One comes back', zh: '一个复活了' },
  question: {
    en: 'A ring is garbage, and so is an object that refers to itself. A finalizer in the ring gives its object a name again. What does that save?',
    zh: '一个循环是垃圾，另一个引用自己的对象也是。循环里的终结器给它的对象重新起了名字。这救回了什么？',
  },
  answer: {
    en: 'The ring: what is resurrected is alive, and so is all that it refers to. The other object is none of its business and is collected, from 3.9 on. Up to 3.8 a single resurrection spared all garbage of that collection; it was found again the next time.',
    zh: '救回了循环：复活的对象活着，它引用到的也活着。另一个对象与此无关，从 3.9 起照样回收。3.8 及以前，一次复活会放过这次回收的全部垃圾，下一次才再找到。',
  },
  machine: { python: { version: '3.13', places: false } },
  program: [
    python.classWithFinalizer('Phoenix', ['other'], 'saved'),
    python.class('Node', ['other']),
    python.newLabelled('a', 'Phoenix'),
    python.new('b', 'Node'),
    python.set('a', 'other', 'b'),
    python.set('b', 'other', 'a'),
    python.new('c', 'Node'),
    python.set('c', 'other', 'c'),
    python.delete('a'),
    python.delete('b'),
    python.delete('c'),
    python.collectByPhase(),
    python.told(),
    python.count('saved'),
    python.delete('saved'),
    python.collect(),
    python.told(),
  ],
  claims: {
    confirmed: [
      {
        en: 'From 3.9 on the first collection collects one object and the second two; in 3.7 and 3.8 it is none and three; 3.6 says three both times.',
        zh: '从 3.9 起第一次回收一个、第二次两个；3.7 和 3.8 是零个和三个；3.6 两次都说三个。',
      },
      { en: 'The finalizer runs once.', zh: '终结器只运行一次。' },
    ],
    notClaimed: [],
  },
});
