import { python } from '../../program/python.ts';
import { ownProgram, type Pair, pair } from '../question.ts';
import type { Seen } from '../seen.ts';

const fiftyLists = ownProgram({
  id: 'fifty-lists',
  machine: { python: { version: '3.12', places: false } },
  program: [
    python.list('kept', []),
    python.collect(),
    python.repeat(50, [python.list('x', []), python.append('kept', 'x')]),
    python.delete('x'),
    python.clear('kept'),
    python.collect(),
  ],
});

const thirtyKept = ownProgram({
  id: 'thirty-kept',
  machine: { python: { version: '3.13', places: false } },
  program: [
    python.class('Node', ['other']),
    python.list('kept', []),
    python.collect(),
    python.repeat(30, [python.new('x', 'Node'), python.append('kept', 'x')]),
    python.collectGeneration(0),
    python.generation('x'),
  ],
});

/** One field of `gc.get_count()` after a step. */
const countOf = (seen: Seen, step: number, generation: number): number =>
  seen.moment(step).state.generations.find((row) => row.generation === generation)?.count ?? -1;

export const getCount: Pair = pair(
  'M22',
  {
    about: fiftyLists,
    before: 2,
    text: {
      en: 'Python 3.12, just after gc.collect(): a list takes in 50 new empty lists, and then is cleared, so that all 50 die. By how much has gc.get_count()[0] grown over the whole?',
      zh: 'Python 3.12，刚执行完 gc.collect()：一个列表装入 50 个新建的空列表，然后清空，50 个全部消亡。整个过程中 gc.get_count()[0] 增加了多少？',
    },
    measure: (seen) => countOf(seen, 4, 0) - countOf(seen, 1, 0),
    options: [
      {
        says: { en: 'By {}: the 50 are gone again', zh: '{}：那 50 个都没有了' },
        claims: 0,
        believed: true,
        because: {
          en: 'The field counts allocations and deallocations, not objects. The dead lists went to a free list for reuse, which is no deallocation: {}.',
          zh: '这个字段数的是分配和释放，不是对象。消亡的列表进了空闲链表等待重用，那不算释放：{}。',
        },
      },
      {
        says: { en: 'By {}', zh: '{}' },
        claims: 50,
        because: {
          en: 'Right. 50 allocations were counted up; the dead lists stay in a free list of up to 80, and nothing was counted down.',
          zh: '对。50 次分配都加上了；消亡的列表留在最多 80 个的空闲链表里，一次也没有减。',
        },
      },
      {
        says: {
          en: 'By {}: 50 allocations and 50 deallocations',
          zh: '{}：50 次分配加 50 次释放',
        },
        claims: 100,
        because: {
          en: 'Deallocations count down, never up; and here none reaches the allocator: {}.',
          zh: '释放只会减，不会加；而且这里没有一次到达分配器：{}。',
        },
      },
    ],
  },
  {
    about: thirtyKept,
    before: 4,
    text: {
      en: 'After a full collection 30 objects are made and kept; then gc.collect(0), which all of them survive. What is gc.get_count()[1] now?',
      zh: '完整回收之后创建并保留 30 个对象；然后 gc.collect(0)，它们全部存活。现在 gc.get_count()[1] 是多少？',
    },
    measure: (seen) => countOf(seen, 4, 1),
    options: [
      {
        says: {
          en: 'At least 30: so many objects are in generation 1 now',
          zh: '至少 30：第 1 代现在有这么多对象',
        },
        claims: { atLeast: 30 },
        believed: true,
        because: {
          en: 'The second field does not count objects but collections of generation 0 since generation 1 was collected: {}.',
          zh: '第二个字段数的不是对象，而是上次回收第 1 代以来，第 0 代回收了几次：{}。',
        },
      },
      {
        says: { en: '{}: one collection of generation 0', zh: '{}：第 0 代回收了一次' },
        claims: 1,
        because: {
          en: 'Right. Only the first field has to do with objects; the other two count collections of the generation below.',
          zh: '对。只有第一个字段与对象有关；另外两个数的是更年轻一代的回收次数。',
        },
      },
      {
        says: { en: '{}: a collection sets the counts to 0', zh: '{}：回收会把计数清零' },
        claims: 0,
        because: {
          en: 'It sets its own and the younger ones to 0, and adds one to the next older: {}.',
          zh: '它把自己和更年轻的清零，并让上一代的计数加 1：{}。',
        },
      },
    ],
  },
);
