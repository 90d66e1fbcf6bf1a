import { memory } from '../../program/memory.ts';
import { ask, process } from '../../program/process.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const thePinnedTop: Scenario = scenario({
  id: 'the-pinned-top',
  title: {
    en: 'When free shrinks the heap',
    zh: 'free 何时让堆缩小',
  },
  question: {
    en: 'Three blocks of 100,000 bytes lie in a row, and behind them one of 2,000. The three are freed. Does the process get smaller?',
    zh: '三个 100,000 字节的块排成一行，后面还有一个 2,000 字节的块。释放这三个。进程会变小吗？',
  },
  answer: {
    en: 'No: the heap ends at one address, the break, and only its end can be given back. The small block stands there and pins everything below it. When it goes too, all four join the top, more than 128 KiB are free at the end, and glibc moves the break down.',
    zh: '不会：堆只有一个末端，即程序中断点，只有末端能归还。那个小块就在末端，把它下面的一切都钉住了。等它也释放，四块都并入顶块，末尾空闲超过 128 KiB，glibc 才把中断点下移。',
  },
  machine: { process: {}, heap: { policy: 'glibc' } },
  program: [
    process.exec({
      variables: [
        { name: 'a', type: 'pointer' },
        { name: 'b', type: 'pointer' },
        { name: 'c', type: 'pointer' },
        { name: 'pin', type: 'pointer' },
      ],
      functions: [{ name: 'main', result: 'int' }],
    }),
    process.call('main'),
    memory.malloc('a', 100000),
    memory.malloc('b', 100000),
    memory.malloc('c', 100000),
    memory.malloc('pin', 2000),
    ask.heapBytes(),
    memory.free('a'),
    memory.free('b'),
    memory.free('c'),
    ask.heapBytes({
      note: {
        en: '300,048 bytes are free, and the process is as large as before.',
        zh: '300,048 字节空闲，进程却和之前一样大。',
      },
    }),
    memory.free('pin'),
    ask.heapBytes(),
    process.return(0),
  ],
  claims: {
    confirmed: [
      {
        en: 'The bytes of the heap: unchanged by the first three, smaller after the last.',
        zh: '堆的字节数：前三次释放不变，最后一次之后变小。',
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
