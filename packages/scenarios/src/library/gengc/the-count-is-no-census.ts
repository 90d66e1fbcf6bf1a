import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

/** What the count says, where an interpreter's own few objects may shift it. */
const SHIFTED = {
  notClaimed: {
    en: "Not claimed to the unit: the program's own statements allocate a few.",
    zh: '不断言确切个数：程序自己的语句也会分配几个。',
  },
};

export const theCountIsNoCensus: Scenario = scenario({
  id: 'the-count-is-no-census',
  title: { en: 'gc.get_count() counts no objects', zh: 'gc.get_count() 数的不是对象' },
  question: {
    en: 'Fifty lists are made and die again. Does the first number of gc.get_count() go up by 50 and down by 50? And with fifty instances?',
    zh: '创建五十个列表，它们又消亡。gc.get_count() 的第一个数会先加 50 再减 50 吗？换成五十个实例呢？',
  },
  answer: {
    en: 'With instances it does. With lists it goes up and stays: a dead list is kept on a free list for the next one, so its memory never goes back to the allocator, and only what goes back is subtracted. The number is a balance of allocations, not a census.',
    zh: '实例会。列表则只增不减：消亡的列表被留在空闲链表上供下一个使用，内存没有还给分配器，而只有还回去的才会减掉。这个数是分配的差额，不是对象的普查。',
  },
  machine: { python: { version: '3.13', places: false } },
  program: [
    python.class('Node', ['other']),
    python.list('held', []),
    python.collect(),
    python.repeat(50, [python.new('x', 'Node'), python.append('held', 'x')]),
    python.gcCount(SHIFTED),
    python.clear('held'),
    python.delete('x'),
    python.gcCount(SHIFTED),
    python.repeat(50, [python.list('y', []), python.append('held', 'y')]),
    python.gcCount(SHIFTED),
    python.clear('held'),
    python.delete('y'),
    python.gcCount(SHIFTED),
  ],
  claims: {
    confirmed: [],
    notClaimed: [
      {
        en: 'The numbers to the unit; the recordings show them beside the model: about 50, 0, 50 and 50 up to 3.13.',
        zh: '确切的数值；记录与模型并列给出：直到 3.13 约为 50、0、50 和 50。',
      },
    ],
  },
});
