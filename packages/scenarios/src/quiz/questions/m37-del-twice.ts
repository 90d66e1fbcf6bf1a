import { library } from '../../library/index.ts';
import { type Pair, pair } from '../question.ts';

export const delTwice: Pair = pair(
  'M37',
  {
    about: library['a-finalizer-runs-once'],
    before: 7,
    text: {
      en: '__del__ gave its object a new name, saved, and so brought it back to life. Now del saved. What does __del__ do?',
      zh: '__del__ 给自己的对象取了新名字 saved，让它复活。现在 del saved。__del__ 会怎样？',
    },
    measure: (seen) => `${seen.answer('told', 1)} ${seen.answer('w answers an object', 1)}`,
    options: [
      {
        says: { en: 'It runs again, and saves the object again', zh: '再次运行，再次救回对象' },
        claims: 'a true',
        believed: true,
        because: {
          en: 'The object remembers that it was finalized. The second time it is freed without another call.',
          zh: '对象记得自己已被终结过。第二次直接释放，不再调用。',
        },
      },
      {
        says: { en: 'It is not called: the object is freed', zh: '不再调用：对象被释放' },
        claims: 'nothing false',
        because: {
          en: 'Right. A finalizer runs once in the life of an object (PEP 442, since 3.4). Python 2.7 called it each time, and so did 3.7 and earlier for a class with empty __slots__.',
          zh: '对。对象一生只终结一次（PEP 442，3.4 起）。Python 2.7 每次都调用；3.7 及以前，__slots__ 为空的类也是如此。',
        },
      },
      {
        says: { en: 'It runs again, then the object is freed', zh: '再次运行，然后对象释放' },
        claims: 'a false',
        because: {
          en: 'The object is freed, but without another call: it was finalized before.',
          zh: '对象确实释放，但不再调用 __del__：它已被终结过。',
        },
      },
    ],
  },
  {
    about: library['one-comes-back'],
    before: 14,
    text: {
      en: 'A collection finalized an object of a ring, whose __del__ gave it the name saved. Later saved is deleted and collect() is called. What does the finalizer say this time?',
      zh: '一次回收终结了循环中的一个对象，它的 __del__ 给它取名 saved。后来删除 saved 并调用 collect()。这一次终结器说了什么？',
    },
    measure: (seen) => `${seen.answer('told', 1)} ${seen.answer('collect()', 1)}`,
    options: [
      {
        says: { en: 'Its name again; the object stays', zh: '又说自己的名字；对象留下' },
        claims: 'a 0',
        believed: true,
        because: {
          en: 'It was finalized once and is not asked again: it says nothing, and the ring of two is freed.',
          zh: '它已终结过一次，不会再问：什么也没说，两个对象的循环被释放。',
        },
      },
      {
        says: { en: 'Nothing; the ring of two is freed', zh: '什么也没说；两个对象的循环被释放' },
        claims: 'nothing 2',
        because: {
          en: 'Right. The mark “finalized” stays with the object through its resurrection, so nobody can live for ever by __del__.',
          zh: '对。“已终结”的标记在复活后仍然保留，所以谁也不能靠 __del__ 永生。',
        },
      },
      {
        says: { en: 'Nothing, and the ring stays for ever', zh: '什么也没说，循环永远留着' },
        claims: 'nothing 0',
        because: {
          en: 'An object that was finalized can be freed like any other: both were.',
          zh: '终结过的对象和别的一样可以释放：两个都释放了。',
        },
      },
    ],
  },
);
