import finalizersInCycles from '../../../measured/finalizers-in-cycles.json' with { type: 'json' };
import { library } from '../../library/index.ts';
import { readMeasured } from '../measured.ts';
import { type Pair, pair } from '../question.ts';

export const delInACycle: Pair = pair(
  'M36',
  {
    about: library['a-finalizer-in-a-ring'],
    before: 8,
    text: {
      en: 'Two objects with __del__ refer to each other; their names are gone. What does gc.collect() of Python 3.13 do with them?',
      zh: '两个带 __del__ 的对象互相引用，名字都没了。Python 3.13 的 gc.collect() 怎样处理它们？',
    },
    measure: (seen) => `${seen.answer('collect()', 0)} ${seen.answer('told', 1)}`,
    options: [
      {
        says: {
          en: 'It leaves them alone, in gc.garbage: which __del__ should run first?',
          zh: '不动它们，放进 gc.garbage：该先运行哪个 __del__ 呢？',
        },
        claims: '0 nothing',
        believed: true,
        because: {
          en: 'That was Python 2 and 3 up to 3.3. Since 3.4 (PEP 442) all finalizers run first, then the objects are freed.',
          zh: '那是 Python 3.3 及以前的做法。从 3.4（PEP 442）起，先运行所有终结器，再释放对象。',
        },
      },
      {
        says: { en: 'Both are finalized, then both are freed', zh: '两个都先终结，再都释放' },
        claims: '2 a b',
        because: {
          en: 'Right. Both finalizers see a whole object; only afterwards the references are cleared.',
          zh: '对。两个终结器看到的都是完整的对象；之后才清除引用。',
        },
      },
      {
        says: { en: 'It frees them without calling __del__', zh: '直接释放，不调用 __del__' },
        claims: '2 nothing',
        because: {
          en: 'A collection leaves out no finalizer that has not run yet: both were called, then both freed.',
          zh: '还没运行过的终结器，回收从不略过：两个都调用了，然后两个对象都释放。',
        },
      },
    ],
  },
  {
    about: readMeasured(finalizersInCycles),
    before: 0,
    text: {
      en: 'One program makes a ring of two objects with __del__, drops it and collects. How many objects are in gc.garbage afterwards, under Python 2.7 and under Python 3.12?',
      zh: '同一个程序让两个带 __del__ 的对象互相引用，丢弃后回收。在 Python 2.7 和 3.12 下，之后 gc.garbage 里各有几个对象？',
    },
    measure: (seen) =>
      `${seen.recorded('objects in gc.garbage', 'python', 'Python 2.7')} ${seen.recorded('objects in gc.garbage', 'python', 'Python 3.12')}`,
    options: [
      {
        says: { en: '2 and 2: a ring with __del__ leaks', zh: '2 和 2：带 __del__ 的循环会泄漏' },
        claims: '2 2',
        believed: true,
        because: {
          en: 'Under 2.7 it does. 3.12 has called both finalizers and freed both objects: its list is empty.',
          zh: '2.7 下确实如此。3.12 调用了两个终结器并释放了两个对象：列表是空的。',
        },
      },
      {
        says: { en: '2 and 0', zh: '2 和 0' },
        claims: '2 0',
        because: {
          en: 'Right. PEP 442, in 3.4, made such rings collectable; much that is written about them is older.',
          zh: '对。3.4 的 PEP 442 让这样的循环可以回收；网上很多说法都是更早的。',
        },
      },
      {
        says: { en: '0 and 0', zh: '0 和 0' },
        claims: '0 0',
        because: {
          en: '2.7 could not decide which finalizer to run first, ran none, and kept both objects in gc.garbage.',
          zh: '2.7 决定不了先运行哪个终结器，于是一个也不运行，把两个对象都留在 gc.garbage 里。',
        },
      },
    ],
  },
);
