import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const aListLetsGoBackwards: Scenario = scenario({
  id: 'a-list-lets-go-backwards',
  title: { en: 'A list lets go backwards', zh: '列表从后往前放开' },
  question: {
    en: 'A list and a dict each hold three objects and nothing else does. In which order do the objects die when the container goes?',
    zh: '一个列表和一个字典各持有三个对象，此外没有别的引用。容器消失时，对象按什么顺序消亡？',
  },
  answer: {
    en: 'A list lets go from the last item to the first, a dict in the order of insertion. Both are rules of the type, not of counting; and either way all three die at once, in the statement that deletes the container.',
    zh: '列表从最后一项放到第一项，字典按插入顺序放开。这是类型的规则，不是计数的规则；无论哪种，三个对象都在删除容器的那条语句里立即消亡。',
  },
  machine: { python: { version: '3.13', places: false } },
  program: [
    python.classWithFinalizer('Node', []),
    python.newLabelled('a', 'Node'),
    python.newLabelled('b', 'Node'),
    python.newLabelled('c', 'Node'),
    python.list('items', ['a', 'b', 'c']),
    python.delete('a'),
    python.delete('b'),
    python.delete('c'),
    python.delete('items'),
    python.told(),
    python.newLabelled('d', 'Node'),
    python.newLabelled('e', 'Node'),
    python.newLabelled('f', 'Node'),
    python.dict('table', ['d', 'e', 'f']),
    python.delete('d'),
    python.delete('e'),
    python.delete('f'),
    python.delete('table'),
    python.told(),
  ],
  claims: {
    confirmed: [
      { en: "The list's items tell c, b, a.", zh: '列表的各项依次报出 c、b、a。' },
      { en: "The dict's values tell d, e, f.", zh: '字典的值依次报出 d、e、f。' },
    ],
    notClaimed: [
      {
        en: "That other implementations of Python keep this order: it is CPython's.",
        zh: '其他 Python 实现也保持这个顺序：这是 CPython 的做法。',
      },
    ],
  },
});
