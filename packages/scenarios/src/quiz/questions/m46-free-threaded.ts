import bits from '../../../measured/bits-of-a-free-threaded-object.json' with { type: 'json' };
import counts from '../../../measured/counts-of-a-free-threaded-object.json' with { type: 'json' };
import { readMeasured } from '../measured.ts';
import { type Pair, pair } from '../question.ts';

export const freeThreaded: Pair = pair(
  'M46',
  {
    about: readMeasured(bits),
    before: 0,
    text: {
      en: 'An ordinary build of CPython 3.13 notes that an object is tracked by linking it into the list of a generation. Its own header, object.h, also lays out objects for free-threaded builds. How is tracking noted there?',
      zh: '普通构建的 CPython 3.13 把被跟踪的对象链入某一代的链表。它的头文件 object.h 也写明了自由线程构建的对象布局。那里怎样记录“被跟踪”？',
    },
    measure: (seen) => {
      const has = (build: string) =>
        seen.recorded(`collector bits, ${build}`, 'python', 'Python 3.13');
      return `${has('ordinary')} ${has('free-threaded')}`;
    },
    options: [
      {
        says: {
          en: 'By the same lists: it is the same collector',
          zh: '同样的链表：是同一个回收器',
        },
        claims: 'false false',
        believed: true,
        because: {
          en: 'Free-threaded objects have a field of bits for the collector, ob_gc_bits, and are on no list: it is another collector, without generations.',
          zh: '自由线程的对象有一个给回收器用的位字段 ob_gc_bits，不在任何链表上：那是另一个回收器，不分代。',
        },
      },
      {
        says: { en: 'By bits in the object, only there', zh: '用对象里的位，只有那里才有' },
        claims: 'false true',
        because: {
          en: 'Right. That collector finds its objects by walking the allocator’s pages. What this course says of generations is not said of it.',
          zh: '对。那个回收器靠遍历分配器的页面来找对象。本课程关于分代的说法不适用于它。',
        },
      },
      {
        says: { en: 'By bits in the object, in both builds', zh: '两种构建都用对象里的位' },
        claims: 'true true',
        because: {
          en: 'An ordinary object has only a count and a type; the links of the collector stand before it.',
          zh: '普通对象只有计数和类型；回收器的链接在它前面。',
        },
      },
    ],
  },
  {
    about: readMeasured(counts),
    before: 0,
    text: {
      en: 'An object of an ordinary build has one reference count. How many fields for counts has an object of a free-threaded build, by object.h of 3.13?',
      zh: '普通构建的对象有一个引用计数。按 3.13 的 object.h，自由线程构建的对象有几个计数字段？',
    },
    measure: (seen) => seen.recorded('count fields, free-threaded', 'python', 'Python 3.13'),
    options: [
      {
        says: { en: '{}, as ever', zh: '{} 个，和原来一样' },
        claims: 1,
        believed: true,
        because: {
          en: '{}: one that only the owning thread changes, and one that all others share. Counting and collecting both differ from what is shown here.',
          zh: '{} 个：一个只由所属线程修改，一个由其他线程共享。计数和回收都与这里讲的不同。',
        },
      },
      {
        says: {
          en: '{}: for its own thread and the others',
          zh: '{} 个：自己的线程一个，其他线程一个',
        },
        claims: 2,
        because: {
          en: 'Right: ob_ref_local and ob_ref_shared. The true count is made of both, and a collector has to stop all threads to read it.',
          zh: '对：ob_ref_local 和 ob_ref_shared。真正的计数由两者合成，回收器要停下所有线程才能读。',
        },
      },
      {
        says: { en: '{}: it does not count any more', zh: '{} 个：不再计数' },
        claims: 0,
        because: {
          en: 'It still counts references, with {} fields; without a global lock one would be changed by all threads at once.',
          zh: '它仍然计数，用 {} 个字段；没有全局锁时，只有一个就会被所有线程同时修改。',
        },
      },
    ],
  },
);
