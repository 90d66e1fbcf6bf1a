import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const aFinalizerRunsOnce: Scenario = scenario({
  id: 'a-finalizer-runs-once',
  title: { en: 'A finalizer runs once', zh: '终结器只运行一次' },
  question: {
    en: 'The finalizer of an object gives it a new name. Does the object die? And when that name goes too?',
    zh: '对象的终结器给它起了一个新名字。对象会消亡吗？当这个名字也消失呢？',
  },
  answer: {
    en: "It does not die: it has a reference again, it is resurrected. When the new name goes it dies for good, without another call of the finalizer: that runs once in an object's life, since PEP 442 (Python 3.4). Python 2.7 ran it each time.",
    zh: '不会：它又有了引用，复活了。新名字消失时它才真正消亡，终结器不会再次运行：自 PEP 442（Python 3.4）起，终结器在对象一生中只运行一次。Python 2.7 则每次都运行。',
  },
  machine: { python: { version: '3.13', places: false } },
  program: [
    python.classWithFinalizer('Node', [], 'saved'),
    python.newLabelled('a', 'Node'),
    python.weakReference('w', 'a'),
    python.delete('a'),
    python.told(),
    python.alive('w'),
    python.count('saved'),
    python.delete('saved'),
    python.told(),
    python.alive('w'),
  ],
  claims: {
    confirmed: [
      {
        en: 'The first time the finalizer tells a; the object lives on with count 1, and its weak reference answers it.',
        zh: '第一次终结器报出 a；对象以计数 1 活下来，弱引用仍返回它。',
      },
      {
        en: 'The second time nothing is told, and the object is gone.',
        zh: '第二次什么也没有报出，对象消失。',
      },
    ],
    notClaimed: [
      {
        en: 'Up to 3.7, instances of a class with empty __slots__: the collector does not know them, there is no room for the mark, and the finalizer runs each time.',
        zh: '3.7 及以前，__slots__ 为空的类的实例：回收器不认识它们，没有地方记“已终结”，终结器每次都运行。',
      },
    ],
  },
});
