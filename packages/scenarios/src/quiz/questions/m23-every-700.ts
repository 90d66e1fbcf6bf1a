import { library } from '../../library/index.ts';
import { type Pair, pair } from '../question.ts';
import type { Seen } from '../seen.ts';

/** How many collections of generation 0 there were, by the `nth` answer. */
const young = (seen: Seen, nth: number): number =>
  Number(String(seen.answer('collections of each generation', nth)).split(' ')[0]);

export const everySevenHundred: Pair = pair(
  'M23',
  {
    about: library['what-the-threshold-counts'],
    before: 6,
    text: {
      en: 'The first threshold is 700, the collector is on. A loop makes 5,000 objects; each is dropped as soon as the next is made. How many collections run?',
      zh: '第一个阈值是 700，回收器已启用。循环创建 5,000 个对象，每个在下一个创建后就被放开。回收几次？',
    },
    measure: (seen) => young(seen, 1),
    options: [
      {
        says: { en: '{}: one for every 700', zh: '{} 次：每 700 个一次' },
        claims: 7,
        believed: true,
        because: {
          en: 'Each death takes back what the birth has added: the count stays near 0, and {} collections run.',
          zh: '每次消亡都把创建时加上的减回去：计数一直在 0 附近，回收 {} 次。',
        },
      },
      {
        says: { en: '{}', zh: '{} 次' },
        claims: 0,
        because: {
          en: 'Right. The count rises by what is kept, not by what is made; one object at a time never adds up to 700.',
          zh: '对。计数随保留的增加，不随创建的增加；一次只有一个对象，永远积不到 700。',
        },
      },
      {
        says: { en: '{}: at the first 700', zh: '{} 次：到第 700 个时' },
        claims: 1,
        because: {
          en: 'At the 700th the other 699 are dead and counted back: {} collections.',
          zh: '到第 700 个时，前 699 个已经消亡并减了回去：回收 {} 次。',
        },
      },
    ],
  },
  {
    about: library['most-die-uncollected'],
    before: 5,
    text: {
      en: 'With a threshold of 100, a program makes and drops 2,000 objects one by one, and then keeps 150. How many collections of generation 0 run in all?',
      zh: '阈值为 100，程序逐个创建并放开 2,000 个对象，然后保留 150 个。第 0 代一共回收几次？',
    },
    measure: (seen) => young(seen, 1),
    options: [
      {
        says: { en: '{}: one for every 100 of 2,150', zh: '{} 次：2,150 个，每 100 个一次' },
        claims: 21,
        believed: true,
        because: {
          en: 'The 2,000 leave no trace in the count. Only the 150 add up, past 100 once: {}.',
          zh: '那 2,000 个在计数里不留痕迹。只有 150 个会累积，超过 100 一次：{} 次。',
        },
      },
      {
        says: { en: '{}', zh: '{} 次' },
        claims: 0,
        because: {
          en: 'The 2,000 start none, but the 150 that are kept pass the threshold of 100: {}.',
          zh: '那 2,000 个不会引起回收，但保留的 150 个超过了阈值 100：{} 次。',
        },
      },
      {
        says: { en: '{}: when more than 100 are kept', zh: '{} 次：保留超过 100 个时' },
        claims: 1,
        because: {
          en: 'Right. What counts is allocations that no deallocation has made up for; and of the 101 examined none is garbage.',
          zh: '对。数的是没有被释放抵消的分配；而被检查的一百来个里没有一个是垃圾。',
        },
      },
    ],
  },
);
