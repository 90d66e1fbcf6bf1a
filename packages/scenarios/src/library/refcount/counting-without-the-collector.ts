import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const countingWithoutTheCollector: Scenario = scenario({
  id: 'counting-without-the-collector',
  title: { en: 'gc.disable() does not stop counting', zh: 'gc.disable() 不会停止计数' },
  question: {
    en: 'The collector is disabled. A plain object and an object that refers to itself lose their names. Which of them is freed?',
    zh: '停用回收器。一个普通对象和一个引用自己的对象都失去了名字。哪一个会被释放？',
  },
  answer: {
    en: 'The plain one, in the very statement: counting has no switch. The other keeps itself at count 1 and stays until somebody calls collect(), which works although the collector is disabled; disabling only keeps it from starting by itself.',
    zh: '普通的那个，就在那条语句里：计数没有开关。另一个让自己的计数保持为 1，一直留到有人调用 collect()；停用之后 collect() 照样有效，停用只是不让它自动启动。',
  },
  machine: { python: { version: '3.13', places: false } },
  program: [
    python.class('Node', ['other']),
    python.disable(),
    python.isEnabled(),
    python.new('plain', 'Node'),
    python.new('loop', 'Node'),
    python.set('loop', 'other', 'loop'),
    python.weakReference('sees_plain', 'plain'),
    python.weakReference('sees_loop', 'loop'),
    python.delete('plain'),
    python.alive('sees_plain'),
    python.delete('loop'),
    python.alive('sees_loop'),
    python.collect(),
    python.alive('sees_loop'),
  ],
  claims: {
    confirmed: [
      {
        en: 'Without the collector the plain object is gone at del; the one that refers to itself is not.',
        zh: '没有回收器，普通对象在 del 时就消失；引用自己的那个没有。',
      },
      {
        en: 'collect() finds one object, though isenabled() is False.',
        zh: 'collect() 找到一个对象，尽管 isenabled() 是 False。',
      },
    ],
    notClaimed: [],
  },
});
