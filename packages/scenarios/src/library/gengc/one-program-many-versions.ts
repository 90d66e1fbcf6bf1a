import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const oneProgramManyVersions: Scenario = scenario({
  id: 'one-program-many-versions',
  title: { en: 'One program, many versions', zh: '一个程序，多个版本' },
  question: {
    en: 'A program keeps 1500 objects and asks a few questions. Which of its answers depend on the version of Python?',
    zh: '一个程序保留 1500 个对象，再问几个问题。哪些回答取决于 Python 版本？',
  },
  answer: {
    en: 'Three. The default threshold: 700 up to 3.12, so two collections run, and 2000 from 3.13, so none does. The temporaries of a call: 4 up to 3.10, 3 to 3.13, 2 in 3.15. And the tuple of numbers, which is tracked when new up to 3.14 and not in 3.15. What died and what is left is the same everywhere.',
    zh: '有三个。默认阈值：3.12 及以前是 700，所以回收两次；从 3.13 起是 2000，一次也没有。调用的临时引用：3.10 及以前是 4，到 3.13 是 3，3.15 是 2。还有数字元组：到 3.14 为止新建时被跟踪，3.15 不跟踪。而谁消亡、谁留下，处处相同。',
  },
  machine: { python: { version: '3.13', places: false } },
  program: [
    python.class('Node', ['other']),
    python.list('kept', []),
    python.threshold(),
    python.enable(),
    python.repeat(1500, [python.new('x', 'Node'), python.append('kept', 'x')]),
    python.collections(),
    python.disable(),
    python.new('a', 'Node'),
    python.refcount('a', 'function'),
    python.int('one', 1),
    python.int('two', 2),
    python.tuple('numbers', ['one', 'two']),
    python.isTracked('numbers'),
    python.set('a', 'other', 'a'),
    python.delete('a'),
    python.collect(),
  ],
  claims: {
    confirmed: [
      {
        en: 'Two automatic collections up to 3.12, none in 3.13.',
        zh: '3.12 及以前自动回收两次，3.13 没有。',
      },
      {
        en: 'getrefcount in a function: 4 up to 3.10, 3 from 3.11 to 3.13.',
        zh: '函数里的 getrefcount：3.10 及以前是 4，3.11 到 3.13 是 3。',
      },
      {
        en: 'collect() finds the one ring in every version.',
        zh: 'collect() 在每个版本都找到那一个循环。',
      },
    ],
    notClaimed: [
      {
        en: '3.15: the machine has its rules, recorded from a WebAssembly build of 3.15.0rc1; this record holds native interpreters only.',
        zh: '3.15：机器有它的规则，记录自 3.15.0rc1 的 WebAssembly 构建；这份记录只有本机解释器。',
      },
    ],
  },
});
