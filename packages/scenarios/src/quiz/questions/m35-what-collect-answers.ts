import pairsWithLists from '../../../measured/pairs-with-lists.json' with { type: 'json' };
import ringsOfThree from '../../../measured/rings-of-three.json' with { type: 'json' };
import { readMeasured } from '../measured.ts';
import { type Pair, pair } from '../question.ts';

export const whatCollectAnswers: Pair = pair(
  'M35',
  {
    about: readMeasured(ringsOfThree),
    before: 0,
    text: {
      en: 'Python 3.10: 1,000 rings of three instances of an ordinary class are dropped. What does gc.collect() answer?',
      zh: 'Python 3.10：丢弃 1,000 个循环引用，每个由普通类的三个实例组成。gc.collect() 返回多少？',
    },
    measure: (seen) => seen.recorded('collect()', 'python', 'Python 3.10'),
    options: [
      {
        says: { en: '{}: my objects', zh: '{}：我的对象数' },
        claims: 3000,
        believed: true,
        because: {
          en: 'It counts all tracked objects that are unreachable: {}, for each instance has its dict beside it. From 3.11 on it is 3,000.',
          zh: '它数的是所有不可达的被跟踪对象：{}，因为每个实例旁边还有它的字典。从 3.11 起才是 3,000。',
        },
      },
      {
        says: { en: '{}: instances and their dicts', zh: '{}：实例加上它们的字典' },
        claims: 6000,
        because: {
          en: 'Right. Up to 3.10 every instance has a dict of its own; since 3.11 a dict is made only when somebody asks for __dict__.',
          zh: '对。3.10 及以前，每个实例有自己的字典；从 3.11 起，有人要用 __dict__ 时才创建字典。',
        },
      },
      {
        says: { en: '{}: rings', zh: '{}：循环的个数' },
        claims: 1000,
        because: {
          en: 'The collector does not know rings. It counts the unreachable objects one by one: {}.',
          zh: '回收器不认识“循环”。它一个个地数不可达对象：{}。',
        },
      },
      {
        says: { en: 'The freed bytes', zh: '释放的字节数' },
        claims: { atLeast: 100_000 },
        because: {
          en: 'It answers a number of objects, never of bytes: {}.',
          zh: '它返回的是对象个数，从来不是字节数：{}。',
        },
      },
    ],
  },
  {
    about: readMeasured(pairsWithLists),
    before: 0,
    text: {
      en: 'Python 3.12: 1,000 pairs of instances that refer to each other are dropped; each instance also holds a list of its own with one number in it. What does gc.collect() answer?',
      zh: 'Python 3.12：丢弃 1,000 对互相引用的实例，每个实例还持有自己的一个列表，里面装着一个数字。gc.collect() 返回多少？',
    },
    measure: (seen) => seen.recorded('collect()', 'python', 'Python 3.12'),
    options: [
      {
        says: { en: '{}: the objects of my class', zh: '{}：我这个类的对象' },
        claims: 2000,
        believed: true,
        because: {
          en: 'The lists are tracked and hang on the pairs, so they are unreachable too: {}.',
          zh: '列表也被跟踪，又只由这些实例持有，所以同样不可达：{}。',
        },
      },
      {
        says: { en: '{}: instances and lists', zh: '{}：实例和列表' },
        claims: 4000,
        because: {
          en: 'Right. Every tracked object that nothing outside leads to is counted, in the ring or hanging on it. Python 3.10 answers 6,000: it counts the dicts as well.',
          zh: '对。凡是外面到达不了的被跟踪对象都算，不管在循环里还是挂在循环上。Python 3.10 返回 6,000：还要算上字典。',
        },
      },
      {
        says: {
          en: '{}: instances, lists and the numbers in them',
          zh: '{}：实例、列表和其中的数字',
        },
        claims: 6000,
        because: {
          en: 'Numbers hold no references, so they are not tracked, and nothing untracked is counted: {}.',
          zh: '数字不持有引用，不被跟踪，没有被跟踪的就不计入：{}。',
        },
      },
    ],
  },
);
