import { memory } from '../../program/memory.ts';
import { process } from '../../program/process.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const freedTwice: Scenario = scenario({
  id: 'freed-twice',
  title: {
    en: 'Freed twice',
    zh: '重复释放',
  },
  question: {
    en: 'Two variables hold the address of one block, and each is freed in its turn. What happens at the second free?',
    zh: '两个变量保存着同一个块的地址，先后各释放一次。第二次 free 会怎样？',
  },
  answer: {
    en: 'glibc ends the program with SIGABRT and says why: the block still carries the mark of the thread cache it lies in. That is a check on the way, not a guarantee. The remedy is one owner for each block, and a pointer that is NULL once its block is freed: free(NULL) does nothing.',
    zh: 'glibc 以 SIGABRT 终止程序并说明原因：这个块仍带着线程缓存的标记。这只是顺路的检查，不是保证。办法是每个块只有一个主人，释放之后就把指针设为 NULL：free(NULL) 什么也不做。',
  },
  machine: { process: {}, heap: { policy: 'glibc' } },
  program: [
    process.exec({
      variables: [
        { name: 'a', type: 'pointer' },
        { name: 'b', type: 'pointer' },
        { name: 'other', type: 'pointer' },
      ],
      functions: [{ name: 'main', result: 'int' }],
    }),
    process.call('main'),
    memory.malloc('a', 24),
    process.add('b', ['a']),
    memory.malloc('other', 24),
    memory.free('a'),
    memory.forget('a'),
    memory.free('a', {
      note: {
        en: 'free(NULL) is allowed, and has no effect.',
        zh: 'free(NULL) 是允许的，没有任何作用。',
      },
    }),
    memory.free('b', {
      note: {
        en: 'The second variable knows nothing of the first free.',
        zh: '第二个变量对第一次释放一无所知。',
      },
    }),
  ],
  claims: {
    confirmed: [
      {
        en: 'The second free ends the program with SIGABRT, and with this line of glibc.',
        zh: '第二次释放以 SIGABRT 终止程序，glibc 打印的正是这一行。',
      },
      {
        en: 'free(NULL) does nothing.',
        zh: 'free(NULL) 什么也不做。',
      },
      {
        en: 'valgrind calls the second free invalid: 0 bytes inside a block of 24 that is freed already.',
        zh: 'valgrind 把第二次释放称为无效：地址在一个已释放的 24 字节块的开头。',
      },
    ],
    notClaimed: [
      {
        en: 'Addresses: the real program is placed at random and brings its libraries along.',
        zh: '地址：真实的程序位置随机，还带着它的库。',
      },
    ],
  },
});
