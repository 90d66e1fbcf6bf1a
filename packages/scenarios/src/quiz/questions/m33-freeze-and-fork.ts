import collectedAfterFork from '../../../measured/collected-after-fork.json' with { type: 'json' };
import readAfterFork from '../../../measured/read-after-fork.json' with { type: 'json' };
import { readMeasured } from '../measured.ts';
import { type Pair, pair } from '../question.ts';

export const freezeAndFork: Pair = pair(
  'M33',
  {
    about: readMeasured(readAfterFork),
    before: 0,
    text: {
      en: 'A process holds 600,000 small lists, calls gc.freeze() and forks. The child only iterates over the lists, which share their pages with the parent so far. How much memory becomes its own?',
      zh: '一个进程有 600,000 个小列表，调用 gc.freeze() 后 fork。子进程只遍历这些列表；在此之前，页面都与父进程共享。会有多少内存变成它自己的？',
    },
    measure: (seen) => seen.recorded('MiB after freeze() and reading all', 'python', 'Python 3.12'),
    options: [
      {
        says: { en: 'None: they are frozen', zh: '没有：它们被冻结了' },
        claims: { atMost: 5 },
        believed: true,
        because: {
          en: 'Looking at an object raises its count, and that is a write: {} MiB become the child’s own. freeze() keeps only the collector away.',
          zh: '看一眼对象就会增加它的计数，那就是写入：{} MiB 变成子进程自己的。freeze() 只让回收器不去碰。',
        },
      },
      {
        says: { en: 'About 37 MiB, as without freeze()', zh: '约 37 MiB，和不用 freeze() 一样' },
        claims: { atLeast: 30 },
        because: {
          en: 'Right. The counts stand in the objects, so reading writes to every page. freeze() saves what a collection would write.',
          zh: '对。计数就在对象里，所以读也会写到每一页。freeze() 省下的是回收时的写入。',
        },
      },
      {
        says: { en: 'About half of it', zh: '约一半' },
        claims: { atLeast: 10, atMost: 25 },
        because: {
          en: 'Every list is looked at, so every page is written to: {} MiB.',
          zh: '每个列表都看过，所以每一页都写过：{} MiB。',
        },
      },
    ],
  },
  {
    about: readMeasured(collectedAfterFork),
    before: 0,
    text: {
      en: 'A process with 600,000 small lists forks, and the child only calls gc.collect(). Without gc.freeze() in the parent, 37 MiB of shared pages become its own. How much with it?',
      zh: '一个进程有 600,000 个小列表，fork 之后子进程只调用 gc.collect()。父进程不用 gc.freeze() 时，有 37 MiB 共享的页面变成子进程自己的。用了之后是多少？',
    },
    measure: (seen) => seen.recorded('MiB after freeze() and collect()', 'python', 'Python 3.12'),
    options: [
      {
        says: { en: 'As much: freeze() does not help', zh: '一样多：freeze() 没有用' },
        claims: { atLeast: 30 },
        believed: true,
        because: {
          en: 'Frozen objects are on no list that a collection walks, so their headers are not written to: {} MiB.',
          zh: '被冻结的对象不在回收要走的链表上，头部不会被写：{} MiB。',
        },
      },
      {
        says: { en: 'Next to nothing', zh: '几乎没有' },
        claims: { atMost: 5 },
        because: {
          en: 'Right. The collector copies counts into the header of each candidate, a write to each page; frozen objects are no candidates.',
          zh: '对。回收器把计数复制到每个候选对象的头部，每页都要写；被冻结的不是候选。',
        },
      },
      {
        says: { en: 'About half', zh: '约一半' },
        claims: { atLeast: 10, atMost: 25 },
        because: {
          en: 'All of the lists were frozen, so none of them is looked at: {} MiB.',
          zh: '所有列表都冻结了，一个也不看：{} MiB。',
        },
      },
    ],
  },
);
