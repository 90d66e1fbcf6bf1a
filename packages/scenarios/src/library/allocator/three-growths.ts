import { memory } from '../../program/memory.ts';
import { ask, process } from '../../program/process.ts';
import { type Scenario, scenario } from '../../scenario.ts';

const BLOCKS = 200;
const BLOCK_BYTES = 100_000;

/** What the heap has after each third of the program: the curve, as one sees it from outside. */
const fromOutside = ask.heapBytes();

export const threeGrowths: Scenario = scenario({
  id: 'three-growths',
  title: {
    en: 'Leak, bloat and retention under one curve',
    zh: '同一条曲线下的泄漏、膨胀和滞留',
  },
  question: {
    en: 'A program takes 20 MB three times, and from outside each looks alike: the heap grows by 20 MB and never comes down. How much of the 60 MB is leaked, how much is kept for nothing, and how much is not even in use?',
    zh: '程序三次各取 20 MB，从外面看每次都一样：堆增长 20 MB，再也没有下来。这 60 MB 里有多少泄漏了，有多少是白白留着，又有多少根本不在用？',
  },
  answer: {
    en: '20 MB each. The first third is a leak: blocks in use that no pointer leads to, so nobody can free them. The second is bloat: every block is in reach, and nobody asks for it again; only the program knows that, so no tool calls it lost. The third is retention: all freed, and the allocator cannot give it back, for a block of 100 bytes stands behind it. The curve cannot tell them apart. Two tools can: memcheck counts what is lost, and the allocator itself says how much of its heap is in use. Each has a remedy of its own: free what is forgotten, bound the cache, and do not let a small block that lives long follow large ones that do not.',
    zh: '各 20 MB。第一份是泄漏：块在用，却没有指针指向它，谁也释放不了。第二份是膨胀：每个块都够得着，却再没有人用；这只有程序自己知道，所以没有工具说它丢失。第三份是滞留：全都释放了，分配器却还不回去，因为后面挡着一个 100 字节的块。曲线分不清三者，两种工具可以：memcheck 统计丢失了什么，分配器自己知道堆里有多少在用。三者各有办法：释放被忘掉的，给缓存设上限，不要让长寿的小块排在短命的大块后面。',
  },
  machine: { process: {}, heap: { policy: 'glibc' } },
  program: [
    process.exec({
      variables: [
        { name: 'job', type: 'pointer', length: BLOCKS },
        { name: 'cache', type: 'pointer', length: BLOCKS },
        { name: 'buffer', type: 'pointer', length: BLOCKS },
        { name: 'pin', type: 'pointer' },
      ],
      functions: [{ name: 'main', result: 'int' }],
    }),
    process.call('main'),
    process.mallocEach('job', BLOCKS, BLOCK_BYTES),
    process.forgetEach('job', BLOCKS, {
      note: { en: 'The leak: nobody freed them.', zh: '泄漏：没有人释放它们。' },
    }),
    fromOutside,
    process.mallocEach('cache', BLOCKS, BLOCK_BYTES, {
      note: {
        en: 'The bloat: kept to the end, and never looked at again.',
        zh: '膨胀：一直留到最后，再也没有看过。',
      },
    }),
    fromOutside,
    process.mallocEach('buffer', BLOCKS, BLOCK_BYTES),
    memory.malloc('pin', 100),
    process.freeEach('buffer', BLOCKS, 1, {
      note: {
        en: 'The retention: free, and behind it a block that is not.',
        zh: '滞留：已经空闲，后面却有一个没有释放的块。',
      },
    }),
    fromOutside,
    ask.bytesInUse({
      note: {
        en: 'What only the allocator knows: a third of its heap is free.',
        zh: '只有分配器知道：它的堆有三分之一空闲。',
      },
    }),
    process.checkLeaks({
      note: {
        en: 'What only memcheck knows: which of the blocks in use are out of reach.',
        zh: '只有 memcheck 知道：在用的块里哪些够不着。',
      },
    }),
    process.return(0),
  ],
  claims: {
    confirmed: [
      {
        en: 'The bytes of the heap after each third, and how many of them glibc says are in use.',
        zh: '每一份之后堆的字节数，以及 glibc 统计的在用字节数。',
      },
      {
        en: 'valgrind: 200 blocks with 20,000,000 bytes definitely lost, 201 with 20,000,100 still reachable, and nothing of the third.',
        zh: 'valgrind：200 个块共 20,000,000 字节确定泄漏，201 个块共 20,000,100 字节仍可达，第三份不在其中。',
      },
    ],
    notClaimed: [
      {
        en: 'That all of it is in RAM: only pages that were written have memory.',
        zh: '全部都在物理内存里：只有写过的页才有内存。',
      },
      {
        en: 'That a cache is always bloat: it is when nobody asks it again, and no tool can see that.',
        zh: '缓存总是膨胀：没有人再用时才是，而这一点没有工具能看出来。',
      },
    ],
  },
});
