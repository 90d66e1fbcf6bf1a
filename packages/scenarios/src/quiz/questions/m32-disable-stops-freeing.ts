import { library } from '../../library/index.ts';
import { python } from '../../program/python.ts';
import { ownProgram, type Pair, pair } from '../question.ts';

const clearedWithoutTheCollector = ownProgram({
  id: 'cleared-without-the-collector',
  machine: { python: { version: '3.13', places: false } },
  program: [
    python.class('Node', ['other']),
    python.disable(),
    python.list('items', []),
    python.new('first', 'Node'),
    python.weakReference('sees_first', 'first'),
    python.append('items', 'first'),
    python.delete('first'),
    python.new('second', 'Node'),
    python.set('second', 'other', 'second'),
    python.weakReference('sees_second', 'second'),
    python.append('items', 'second'),
    python.delete('second'),
    python.clear('items'),
    python.alive('sees_first'),
    python.alive('sees_second'),
  ],
});

export const disableStopsFreeing: Pair = pair(
  'M32',
  {
    about: library['counting-without-the-collector'],
    before: 8,
    text: {
      en: 'After gc.disable() an object with one name is made, then the name is deleted. Is the object still there?',
      zh: '执行 gc.disable() 之后，创建一个只有一个名字的对象，然后 del 这个名字。对象还在吗？',
    },
    measure: (seen) => seen.answer('sees_plain answers an object'),
    options: [
      {
        says: {
          en: 'Yes, until gc.enable() or gc.collect()',
          zh: '在，直到 gc.enable() 或 gc.collect()',
        },
        claims: true,
        believed: true,
        because: {
          en: 'disable() only keeps the search for rings from starting by itself. The count fell to 0 at del, and the object was freed in that statement.',
          zh: 'disable() 只是让寻找循环引用不再自动启动。del 时计数降到 0，对象就在那条语句中释放了。',
        },
      },
      {
        says: { en: 'No: its count reached 0', zh: '不在：它的计数到了 0' },
        claims: false,
        because: {
          en: 'Right. Counting is not the collector and cannot be switched off; only an object that refers to itself would stay.',
          zh: '对。引用计数不是回收器，也关不掉；只有引用自己的对象才会留下。',
        },
      },
      {
        says: { en: 'Yes, for the next 700 allocations', zh: '在，再分配 700 次才消失' },
        claims: 'later',
        because: {
          en: 'The threshold belongs to the collector, which is off. The count alone decides here, and at once.',
          zh: '阈值属于回收器，而它已关闭。这里只由计数决定，而且立即生效。',
        },
      },
    ],
  },
  {
    about: clearedWithoutTheCollector,
    before: 12,
    text: {
      en: 'The collector is disabled. A list holds two objects; the second refers to itself. Then items.clear(). Which of the two is still there?',
      zh: '回收器已关闭。列表里有两个对象，第二个引用着自己。执行 items.clear()。还剩哪个？',
    },
    measure: (seen) =>
      `${seen.answer('sees_first answers an object')} ${seen.answer('sees_second answers an object')}`,
    options: [
      {
        says: { en: 'Both: nothing is freed', zh: '都在：什么也不释放' },
        claims: 'true true',
        believed: true,
        because: {
          en: 'The count of the first fell to 0 and it was freed, collector or not. Only the second needs a collection.',
          zh: '第一个的计数降到 0，有没有回收器它都会释放。只有第二个需要一次回收。',
        },
      },
      {
        says: { en: 'Only the second', zh: '只剩第二个' },
        claims: 'false true',
        because: {
          en: 'Right. Its own reference keeps its count at 1; it waits for gc.collect(), which works though the collector is disabled.',
          zh: '对。它自己的引用让计数停在 1；它在等 gc.collect()，而 gc.collect() 在关闭时也有效。',
        },
      },
      {
        says: { en: 'Neither', zh: '都不在' },
        claims: 'false false',
        because: {
          en: 'Counting cannot free a ring, not even one of a single object: the count of the second stays at 1.',
          zh: '计数释放不了循环引用，哪怕循环里只有一个对象：第二个的计数停在 1。',
        },
      },
    ],
  },
);
