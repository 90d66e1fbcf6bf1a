import { memory } from '../../program/memory.ts';
import { ask, process } from '../../program/process.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const exitGivesBack: Scenario = scenario({
  id: 'exit-gives-back',
  title: { en: 'exit gives everything back', zh: 'exit 归还一切' },
  question: {
    en: 'A program takes memory from malloc and from mmap, frees none of it, and exits from within a call. What is left of it?',
    zh: '程序从 malloc 和 mmap 取得内存，一点也没有释放，就在一次调用中 exit。还剩下什么？',
  },
  answer: {
    en: 'Nothing: the kernel takes back all mappings with all their pages, whatever the program forgot. A leak ends with the process; it matters while the process lives.',
    zh: '什么也不剩：内核收回全部映射和全部的页，不管程序忘了什么。泄漏随进程结束；要紧的是进程还活着的时候。',
  },
  machine: { process: {} },
  program: [
    process.exec({
      variables: [{ name: 'area', type: 'pointer' }],
      functions: [
        { name: 'work', variables: [{ name: 'block', type: 'pointer' }] },
        { name: 'main', result: 'int' },
      ],
    }),
    process.call('main'),
    process.mmap('area', 1_048_576),
    process.fill('area', 1_048_576),
    process.call('work'),
    memory.malloc('block', 100_000),
    process.fill('block', 100_000),
    process.exit(3),
    ask.mappings({
      note: {
        en: 'The parent looks before it lets go of the child: only the exit status is kept for it.',
        zh: '父进程在放手之前查看子进程：为它保留的只有退出状态。',
      },
    }),
  ],
  claims: {
    confirmed: [
      {
        en: 'A process that has ended, and that its parent has not waited for yet, has no mapping left.',
        zh: '已结束而父进程尚未等待的进程，一个映射也没有了。',
      },
    ],
    notClaimed: [
      {
        en: 'How many mappings it had: the real program brings its libraries along.',
        zh: '它曾有多少映射：真实的程序还带着它的库。',
      },
    ],
  },
});
