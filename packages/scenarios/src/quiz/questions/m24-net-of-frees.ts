import { library } from '../../library/index.ts';
import { python } from '../../program/python.ts';
import { ownProgram, type Pair, pair } from '../question.ts';
import type { Seen } from '../seen.ts';

/** Like the scenario, with other numbers: 300 die, 250 are made, the threshold is 100. */
const fewerThanBefore = ownProgram({
  id: 'fewer-than-before',
  machine: { python: { version: '3.13', places: false } },
  program: [
    python.class('Node', ['other']),
    python.list('old', []),
    python.list('fresh', []),
    python.repeat(300, [python.new('x', 'Node'), python.append('old', 'x')]),
    python.collect(),
    python.setThreshold(100, 10, 10),
    python.enable(),
    python.clear('old'),
    python.repeat(250, [python.new('x', 'Node'), python.append('fresh', 'x')]),
    python.collections(),
  ],
});

/** How many collections of generation 0 there were, by the `nth` answer. */
const young = (seen: Seen, nth: number): number =>
  Number(String(seen.answer('collections of each generation', nth)).split(' ')[0]);

export const netOfFrees: Pair = pair(
  'M24',
  {
    about: library['the-count-never-goes-below-zero'],
    before: 7,
    text: {
      en: 'Just after a full collection 600 objects die; then 600 are made and kept. The threshold is 500. How many collections of generation 0 run?',
      zh: '刚完整回收之后，600 个对象消亡；然后创建并保留 600 个。阈值是 500。第 0 代回收几次？',
    },
    measure: (seen) => young(seen, 1),
    options: [
      {
        says: {
          en: '{}: allocations minus deallocations is 0',
          zh: '{} 次：分配数减释放数等于 0',
        },
        claims: 0,
        believed: true,
        because: {
          en: 'The collection had set the count to 0, and below 0 it does not go: the 600 deaths are not remembered. {} runs.',
          zh: '那次回收已把计数清零，而计数不会低于 0：那 600 次消亡没有记下来。回收 {} 次。',
        },
      },
      {
        says: { en: '{}', zh: '{} 次' },
        claims: 1,
        because: {
          en: 'Right. The count stays at 0 while the 600 die, and passes 500 while the new ones are made.',
          zh: '对。600 个消亡时计数停在 0，创建新对象时超过 500。',
        },
      },
      {
        says: {
          en: '{}: deaths count as well as births',
          zh: '{} 次：消亡和创建都算数',
        },
        claims: 2,
        because: {
          en: 'Deaths only ever take away from the count, down to 0; the births alone bring {}.',
          zh: '消亡只会让计数减少，最低到 0；单靠创建引起 {} 次。',
        },
      },
    ],
  },
  {
    about: fewerThanBefore,
    before: 7,
    text: {
      en: 'Just after a full collection 300 objects die and 250 new ones are kept: there are fewer than before. The threshold is 100. How many collections of generation 0 run?',
      zh: '刚完整回收之后，300 个对象消亡，再保留 250 个新对象：总数比之前还少。阈值是 100。第 0 代回收几次？',
    },
    measure: (seen) => young(seen, 0),
    options: [
      {
        says: {
          en: '{}: 50 more were freed than made',
          zh: '{} 次：释放的比创建的多 50 个',
        },
        claims: 0,
        believed: true,
        because: {
          en: 'A count that cannot go below 0 forgets the 300. From 0 it passes 100 again and again: {} times.',
          zh: '计数不能低于 0，就忘了那 300 个。它从 0 起一再超过 100：{} 次。',
        },
      },
      {
        says: { en: '{}: only the first time', zh: '{} 次：只有第一回' },
        claims: 1,
        because: {
          en: 'Each collection sets the count to 0, and it starts to rise anew: with 250 it passes 100 {} times.',
          zh: '每次回收把计数清零，又重新累积：250 个让它 {} 次超过 100。',
        },
      },
      {
        says: { en: '{}', zh: '{} 次' },
        claims: 2,
        because: {
          en: 'Right. At the 101st and again 101 later; the deaths before were counted down to 0 and no further.',
          zh: '对。第 101 个时一次，再过 101 个又一次；之前的消亡只把计数减到 0 为止。',
        },
      },
    ],
  },
);
