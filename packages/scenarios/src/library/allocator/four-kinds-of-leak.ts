import { memory } from '../../program/memory.ts';
import { process } from '../../program/process.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const fourKindsOfLeak: Scenario = scenario({
  id: 'four-kinds-of-leak',
  title: { en: 'Four kinds of leak', zh: '四种泄漏' },
  question: {
    en: 'A program frees nothing. One block leads to another and is forgotten; of one only a pointer into its middle is left; one is held by a global variable to the end. What does memcheck call each?',
    zh: '程序什么也不释放。一个块指向另一个，然后被忘掉；有一个块只剩一个指向其中间的指针；还有一个一直由全局变量保存。memcheck 怎样称呼它们？',
  },
  answer: {
    en: 'The forgotten one is definitely lost, and what only it leads to is indirectly lost: mend the first, and the second is mended too. The one with a pointer into its middle is possibly lost: perhaps a walk through an array, perhaps a number that looks like an address. The one a variable leads to is still reachable: not freed, but not lost either. So begin with the definitely lost.',
    zh: '被忘掉的是确定泄漏，只有它才指向的是间接泄漏：修好前者，后者也就好了。只剩中间指针的是可能泄漏：也许是在遍历数组，也许只是一个看起来像地址的数字。仍有变量指向的是仍可达：没有释放，但也没有丢失。所以先从确定泄漏查起。',
  },
  machine: { process: {}, heap: { policy: 'glibc' } },
  program: [
    process.exec({
      variables: ['parent', 'child', 'middle', 'kept'].map((name) => ({ name, type: 'pointer' })),
      functions: [{ name: 'main', result: 'int' }],
    }),
    process.call('main'),
    memory.malloc('parent', 64),
    memory.malloc('child', 100),
    process.storePointer('parent', 0, 'child', {
      note: { en: 'The first block leads to the second.', zh: '第一个块指向第二个块。' },
    }),
    memory.forget('child'),
    memory.malloc('middle', 80),
    memory.usableSize('middle'),
    process.add('middle', ['middle', 8], {
      note: {
        en: 'The only pointer moves on by 8: nothing leads to the start of the block any more.',
        zh: '唯一的指针向前移动 8 字节：再没有什么指向块的开头。',
      },
    }),
    memory.malloc('kept', 50),
    memory.forget('parent'),
    process.checkLeaks({
      note: {
        en: 'memcheck looks at the end, through all variables and all blocks.',
        zh: 'memcheck 在结束时查看所有变量和所有块。',
      },
    }),
    process.return(0),
  ],
  claims: {
    confirmed: [
      {
        en: 'Bytes and blocks of each kind, as valgrind counts them: 64 definitely lost, 100 indirectly, 80 possibly, 50 still reachable.',
        zh: '各种泄漏的字节数和块数，与 valgrind 的统计一致：确定泄漏 64，间接泄漏 100，可能泄漏 80，仍可达 50。',
      },
    ],
    notClaimed: [
      {
        en: 'That every checker agrees: LeakSanitizer counts a block as reachable when a pointer leads into its middle.',
        zh: '各种检查工具都一致：只要有指针指向块的中间，LeakSanitizer 就算它可达。',
      },
    ],
  },
});
