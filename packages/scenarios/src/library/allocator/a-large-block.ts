import { memory } from '../../program/memory.ts';
import { ask, process } from '../../program/process.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const aLargeBlock: Scenario = scenario({
  id: 'a-large-block',
  title: {
    en: 'A large block is mapped by itself, the first time',
    zh: '大块内存第一次单独映射',
  },
  question: {
    en: 'A block of 200,000 bytes is taken, freed, and taken again. Where does it lie the first time, and where the second?',
    zh: '取得一个 200,000 字节的块，释放，再取一次。第一次在哪里？第二次在哪里？',
  },
  answer: {
    en: 'First in a mapping of its own: from chunks of 128 KiB on, glibc asks the kernel for each block apart, and its free gives all of it back at once. That free teaches glibc that blocks of this size come and go, and two system calls for each are dear: the limit rises to the size that was freed. The second time the heap grows instead, and from then on such a block stays in it. What comes back to the system is not decided by size, but by where a block came from.',
    zh: '第一次在它自己的映射里：从 128 KiB 的块开始，glibc 为每一块单独向内核申请，释放时立刻全部归还。这次释放也让 glibc 知道，这么大的块会来来去去，而每次两个系统调用代价不小：于是界限升到刚才释放的大小。第二次改为堆增长，此后这样的块就留在堆里。能否归还系统，不取决于大小，而取决于块从哪里来。',
  },
  machine: { process: {}, heap: { policy: 'glibc' } },
  program: [
    process.exec({
      variables: [
        { name: 'small', type: 'pointer' },
        { name: 'large', type: 'pointer' },
        { name: 'again', type: 'pointer' },
      ],
      functions: [{ name: 'main', result: 'int' }],
    }),
    process.call('main'),
    memory.malloc('small', 131048, {
      note: {
        en: 'The largest request that still comes from the heap: with its header it is 16 bytes below 128 KiB.',
        zh: '仍由堆满足的最大请求：加上头部，离 128 KiB 还差 16 字节。',
      },
    }),
    ask.targetSegment('small'),
    ask.heapBytes(),
    memory.malloc('large', 200000),
    ask.targetSegment('large'),
    memory.usableSize('large', {
      note: {
        en: 'Whole pages, less 16: no chunk follows that could lend it a word.',
        zh: '整页，减去 16：后面没有块能借给它一个字。',
      },
    }),
    ask.heapBytes(),
    memory.free('large'),
    memory.malloc('again', 200000),
    ask.targetSegment('again'),
    memory.usableSize('again'),
    ask.heapBytes(),
    memory.free('large', {
      note: {
        en: 'A second free of the first address: the word before it, which free reads first, is not mapped any more.',
        zh: '再次释放第一次的地址：free 首先要读它前面的那个字，而那里已经没有映射。',
      },
    }),
  ],
  claims: {
    confirmed: [
      {
        en: 'The heap keeps its 135,168 bytes while the large block is in use, and has 462,848 when it is taken again.',
        zh: '大块在用时，堆仍是 135,168 字节；再次取得时，堆有 462,848 字节。',
      },
      {
        en: 'The block of 200,000 bytes can use 200,688 in its mapping, and 200,008 in the heap.',
        zh: '200,000 字节的块在映射里可用 200,688 字节，在堆里可用 200,008 字节。',
      },
      {
        en: 'The second free ends with SIGSEGV: no line of glibc, for it does not get as far.',
        zh: '第二次释放以 SIGSEGV 告终：没有 glibc 的报错，因为它还来不及检查。',
      },
      {
        en: 'valgrind calls the second free invalid: 0 bytes inside a block of 200,000 that is freed already.',
        zh: 'valgrind 把第二次释放称为无效：地址在一个已释放的 200,000 字节块的开头。',
      },
    ],
    notClaimed: [
      {
        en: 'Addresses: the real program is placed at random and brings its libraries along.',
        zh: '地址：真实的程序位置随机，还带着它的库。',
      },
      {
        en: 'Blocks above 32 MiB: they are mapped every time.',
        zh: '超过 32 MiB 的块：它们每次都单独映射。',
      },
    ],
  },
});
