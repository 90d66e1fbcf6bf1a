import andSlots from '../../../measured/weak-references-and-slots.json' with { type: 'json' };
import toValues from '../../../measured/weak-references-to-values.json' with { type: 'json' };
import { readMeasured } from '../measured.ts';
import { type Pair, pair } from '../question.ts';

export const weakReferences: Pair = pair(
  'M31',
  {
    about: readMeasured(toValues),
    before: 0,
    text: {
      en: 'weakref.ref of a set works. What does weakref.ref([]) do?',
      zh: '对集合调用 weakref.ref 可行。weakref.ref([]) 会怎样？',
    },
    measure: (seen) => seen.recorded('weakref.ref of a list', 'python', 'Python 3.13'),
    options: [
      {
        says: { en: 'It works too: a list is an object', zh: '也可以：列表是对象' },
        claims: 'works',
        believed: true,
        because: {
          en: 'A {}: an object must have a place for its list of weak references, and a list has none. Nor have numbers, tuples and plain dicts.',
          zh: '{}：对象里要有存放弱引用链表的位置，列表没有。数字、元组、普通字典也没有。',
        },
      },
      {
        says: { en: 'It raises a {}', zh: '抛出 {}' },
        claims: 'TypeError',
        because: {
          en: 'Right, on every version. The place for weak references costs 8 bytes an object, and list does without it; a subclass of list has it.',
          zh: '对，每个版本都如此。弱引用的位置每个对象要 8 字节，list 没有留；list 的子类就有。',
        },
      },
      {
        says: {
          en: 'It answers a weak reference that is dead at once',
          zh: '返回一个立刻失效的弱引用',
        },
        claims: 'dead',
        because: {
          en: 'It would, for a set that nobody holds. With a list it does not come so far: {}.',
          zh: '换成没人持有的集合就会这样。列表却到不了这一步：{}。',
        },
      },
    ],
  },
  {
    about: readMeasured(andSlots),
    before: 0,
    text: {
      en: "A class has __slots__ = ('value',). What does weakref.ref of an instance do?",
      zh: "一个类写了 __slots__ = ('value',)。对它的实例调用 weakref.ref 会怎样？",
    },
    measure: (seen) => seen.recorded('weakref.ref with slots', 'python', 'Python 3.13'),
    options: [
      {
        says: {
          en: 'It works: instances of classes can always be weakly referenced',
          zh: '可以：类的实例总能弱引用',
        },
        claims: 'works',
        believed: true,
        because: {
          en: "A {}: __slots__ lists all that an instance has, and '__weakref__' is not in the list.",
          zh: "{}：__slots__ 列出了实例拥有的一切，其中没有 '__weakref__'。",
        },
      },
      {
        says: { en: 'It raises a {}', zh: '抛出 {}' },
        claims: 'TypeError',
        because: {
          en: "Right. Ordinary classes have the place without saying so; with __slots__ it exists only if '__weakref__' is among them, or in a base class.",
          zh: "对。普通的类自带这个位置；写了 __slots__ 之后，只有其中或基类里有 '__weakref__' 才有。",
        },
      },
      {
        says: { en: 'It works, but keeps the instance alive', zh: '可以，但会让实例一直活着' },
        claims: 'strong',
        because: {
          en: 'A weak reference never keeps anything alive; where there is no place for one, a {} says so.',
          zh: '弱引用从不让对象活着；没有位置时，就抛出 {}。',
        },
      },
    ],
  },
);
