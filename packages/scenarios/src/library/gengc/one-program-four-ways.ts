import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const oneProgramFourWays: Scenario = scenario({
  id: 'one-program-four-ways',
  title: { en: 'One program, four ways', zh: '一个程序，四种办法' },
  question: {
    en: 'A program keeps a chain of 101 objects, gives a name that holds an object another one, deletes both names of a third, and leaves a ring of two behind. Freed by hand, by counting, by mark and sweep, and as CPython does it: what does each leave behind, and what does it cost?',
    zh: '一个程序保留一条 101 个对象的链，让一个持有对象的名字改指另一个对象，删除第三个对象的两个名字，还留下一个由两个对象组成的环。手工释放、引用计数、标记-清除，以及 CPython 的做法：各会留下什么，代价是多少？',
  },
  answer: {
    en: 'Each has three things to do: find the garbage, take its memory back, give it to the next object. By hand, every del is taken for the end: 3 objects are touched, and it goes wrong both ways, one object leaked and one freed twice, for only the whole program knows who else has a name. Counting knows it at once, with at most 2 touches in a statement, and pays at each move of a reference, 407 times here; the ring stays. Mark and sweep pays nothing until it runs, then walks over everything that lives: 308 touches in one pause, and nothing is left. CPython counts, and collects what counts miss: most die at once, and the ring goes in a pause of 316. None is best at everything, so all four are in use.',
    zh: '每种办法都要做三件事：找到垃圾，收回它的内存，交给下一个对象。手工释放把每个 del 当作终点：只触及 3 个对象，却两头都错，一个泄漏，一个释放了两次，因为只有整个程序才知道还有谁叫得出它。计数当场就知道，一条语句最多触及 2 处，但每移动一次引用都要付出，这里是 407 次；环留了下来。标记-清除平时不付出，运行时要走遍所有活着的对象：一次停顿触及 308 处，什么都不剩。CPython 用计数，再回收计数漏掉的：大多数当场消亡，环在一次触及 316 处的停顿中消失。没有哪种样样最好，所以四种都还在用。',
  },
  machine: { python: { version: '3.13', ways: true } },
  program: [
    python.class('Node', ['other']),
    python.new('chain', 'Node'),
    python.repeat(100, [
      python.new('x', 'Node'),
      python.set('x', 'other', 'chain'),
      python.assign('chain', 'x'),
    ]),
    python.new('lost', 'Node'),
    python.weakReference('sees_first', 'lost'),
    python.new('lost', 'Node', {
      note: {
        en: 'The name gets another object, and nobody deletes the first.',
        zh: '这个名字得到另一个对象，第一个没有谁去删除。',
      },
    }),
    python.alive('sees_first'),
    python.new('a', 'Node'),
    python.assign('b', 'a'),
    python.delete('a'),
    python.delete('b', {
      note: {
        en: 'Two names, one object: who frees at each del frees it twice.',
        zh: '两个名字，一个对象：每次 del 都释放，就释放了两次。',
      },
    }),
    python.new('c', 'Node'),
    python.new('d', 'Node'),
    python.set('c', 'other', 'd'),
    python.set('d', 'other', 'c'),
    python.weakReference('sees_ring', 'c'),
    python.rememberPlace('c', 'place_of_c'),
    python.rememberPlace('d', 'place_of_d'),
    python.delete('c'),
    python.delete('d'),
    python.alive('sees_ring'),
    python.collect(),
    python.alive('sees_ring'),
    python.new('next', 'Node'),
    python.place('next', ['place_of_c', 'place_of_d'], {
      notClaimed: {
        en: 'In an interpreter another pool with room may come first, for it has objects of its own; where nothing else is in between, the scenario ring has it confirmed.',
        zh: '在解释器里，可能先轮到另一个有空位的池，因为它还有自己的对象；没有别的对象插在中间时，ring 场景已证实。',
      },
    }),
  ],
  claims: {
    confirmed: [
      {
        en: 'CPython: the first object of lost is gone as soon as the name has another; the ring is there until collect(), which finds two.',
        zh: 'CPython：lost 的第一个对象在名字改指之后立即消失；环一直在，直到 collect() 找到两个。',
      },
    ],
    notClaimed: [
      {
        en: 'The touches: the machine counts them, an interpreter does not tell. Counting alone is what CPython does between two collections; freeing by hand is confirmed by gcc and valgrind in freed-by-hand; no mark and sweep is run.',
        zh: '触及的次数：由这台机器统计，解释器不会告诉我们。只靠计数就是 CPython 在两次回收之间的做法；手工释放由 freed-by-hand 里的 gcc 和 valgrind 证实；没有运行真实的标记-清除。',
      },
    ],
  },
});
