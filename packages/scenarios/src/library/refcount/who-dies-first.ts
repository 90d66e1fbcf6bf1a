import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const whoDiesFirst: Scenario = scenario({
  id: 'who-dies-first',
  title: { en: 'Who dies first', zh: '谁先消亡' },
  question: {
    en: 'a holds b in its first slot and c in its second; only the name a is left, and it is deleted. In which order do the finalizers run?',
    zh: 'a 的第一个槽位持有 b，第二个持有 c；只剩名字 a，然后删除它。终结器按什么顺序运行？',
  },
  answer: {
    en: "a, b, c, all within the statement del a. The finalizer of a runs while a is still whole; then its slots let go in order, and each object that is let go dies completely before the next slot's turn comes.",
    zh: 'a、b、c，都发生在 del a 这一条语句里。a 的终结器在 a 还完整时运行；然后槽位按顺序放开，每个被放开的对象都先彻底消亡，才轮到下一个槽位。',
  },
  machine: { python: { version: '3.13', places: false } },
  program: [
    python.classWithFinalizer('Node', ['left', 'right']),
    python.newLabelled('a', 'Node'),
    python.newLabelled('b', 'Node'),
    python.newLabelled('c', 'Node'),
    python.set('a', 'left', 'b'),
    python.set('a', 'right', 'c'),
    python.delete('c'),
    python.delete('b'),
    python.told(),
    python.delete('a'),
    python.told(),
  ],
  claims: {
    confirmed: [
      {
        en: 'Deleting the names b and c tells nothing: a still holds the objects.',
        zh: '删除名字 b 和 c 时什么也没有报出：a 仍持有它们。',
      },
      { en: 'del a tells a, b, c in this order.', zh: 'del a 依次报出 a、b、c。' },
    ],
    notClaimed: [
      {
        en: 'The order of the slots of an instance with a __dict__: there it is the order of insertion.',
        zh: '带 __dict__ 的实例中槽位的顺序：那里是插入的顺序。',
      },
    ],
  },
});
