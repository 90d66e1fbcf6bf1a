import noRefchain from '../../../measured/no-refchain.json' with { type: 'json' };
import whatTheListsHold from '../../../measured/what-the-lists-hold.json' with { type: 'json' };
import { readMeasured } from '../measured.ts';
import { type Pair, pair } from '../question.ts';

export const refchain: Pair = pair(
  'M48',
  {
    about: readMeasured(whatTheListsHold),
    before: 0,
    text: {
      en: 'A list holds 1,000 new floating-point numbers. Of these 1,001 objects, how many are on the lists of the collector, as gc.get_objects() shows them?',
      zh: '一个列表装着 1,000 个新的浮点数。这 1,001 个对象中，有几个在回收器的链表上（gc.get_objects() 能看到）？',
    },
    measure: (seen) => seen.recorded('of the list and its 1000 numbers', 'python', 'Python 3.12'),
    options: [
      {
        says: {
          en: '{}: every object is on a doubly linked list',
          zh: '{} 个：每个对象都在双向链表上',
        },
        claims: 1001,
        believed: true,
        because: {
          en: 'Only containers are linked, {} here. A number refers to nothing and cannot be part of a ring.',
          zh: '只有容器才链入，这里是 {} 个。数字不引用任何东西，不可能构成循环。',
        },
      },
      {
        says: { en: '{}: the list', zh: '{} 个：就是那个列表' },
        claims: 1,
        because: {
          en: 'Right. The links cost 16 bytes an object and serve the search for rings, so only objects that can refer to others have them.',
          zh: '对。链接每个对象要 16 字节，只为寻找循环服务，所以只有能引用别人的对象才有。',
        },
      },
      {
        says: { en: '{}: the numbers', zh: '{} 个：那些数字' },
        claims: 1000,
        because: {
          en: 'The other way round: the list can refer to things and is tracked; numbers are not: {}.',
          zh: '正好相反：列表能引用别的东西，被跟踪；数字不被跟踪：{} 个。',
        },
      },
    ],
  },
  {
    about: readMeasured(noRefchain),
    before: 0,
    text: {
      en: 'A build that chains all objects offers them as sys.getobjects(). Is that function there in an ordinary Python 3.12?',
      zh: '把所有对象串起来的构建会提供 sys.getobjects()。普通的 Python 3.12 有这个函数吗？',
    },
    measure: (seen) => seen.recorded('sys.getobjects exists', 'python', 'Python 3.12'),
    options: [
      {
        says: {
          en: 'Yes: creating an object puts it on the refchain',
          zh: '有：创建对象就会挂到 refchain 上',
        },
        claims: true,
        believed: true,
        because: {
          en: 'The refchain exists only in builds configured with --with-trace-refs, for debugging CPython itself.',
          zh: 'refchain 只存在于用 --with-trace-refs 配置的构建，供调试 CPython 自身。',
        },
      },
      {
        says: { en: 'No: it is in special builds only', zh: '没有：只有特殊构建才有' },
        claims: false,
        because: {
          en: 'Right. An ordinary object has a count and a type, no links; only in front of a container stand its links into a generation.',
          zh: '对。普通对象只有计数和类型，没有链接；只有容器的前面才有链入某一代的链接。',
        },
      },
      {
        says: { en: 'Yes, but it answers an empty list', zh: '有，但返回空列表' },
        claims: 'empty',
        because: {
          en: 'The function is left out when it has nothing to walk: hasattr answers {}.',
          zh: '没有链可走，函数就不编译进去：hasattr 返回 {}。',
        },
      },
    ],
  },
);
