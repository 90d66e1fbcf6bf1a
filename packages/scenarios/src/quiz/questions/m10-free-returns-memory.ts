import freedBelowAPin from '../../../measured/freed-below-a-pin.json' with { type: 'json' };
import { memory } from '../../program/memory.ts';
import { ask, process } from '../../program/process.ts';
import { readMeasured } from '../measured.ts';
import { ownProgram, type Pair, pair } from '../question.ts';

const heapAfterFree = ownProgram({
  id: 'heap-after-free',
  machine: { process: {} },
  program: [
    process.exec({
      variables: [{ name: 'block', type: 'pointer' }],
      functions: [{ name: 'main', result: 'int' }],
    }),
    process.call('main'),
    memory.malloc('block', 50_000),
    ask.heapBytes(),
    memory.free('block'),
    ask.heapBytes(),
    process.return(0),
  ],
});

export const freeReturnsMemory: Pair = pair(
  'M10',
  {
    about: readMeasured(freedBelowAPin),
    before: 0,
    text: {
      en: 'A program fills 100,000 blocks of 1,000 bytes, then takes one more of 100 bytes: 98 MiB are resident. It frees all but that last small block. How much is resident now?',
      zh: '程序写满 100,000 个 1,000 字节的块，再要一个 100 字节的块：常驻内存 98 MiB。然后释放除最后那个小块之外的一切。现在常驻内存多少？',
    },
    measure: (seen) => seen.recorded('resident MiB after free', 'gcc'),
    options: [
      {
        says: {
          en: 'About 2 MiB: free has returned the rest',
          zh: '约 2 MiB：free 已归还其余部分',
        },
        claims: { atMost: 5 },
        believed: true,
        because: {
          en: 'free gives blocks back to malloc, not to the system: {} MiB stay. Only malloc_trim(0) brought it down to 2.',
          zh: 'free 把块还给 malloc，而不是系统：仍有 {} MiB。直到调用 malloc_trim(0) 才降到 2 MiB。',
        },
      },
      {
        says: { en: 'About 49 MiB: every other page', zh: '约 49 MiB：每隔一页' },
        claims: { atLeast: 40, atMost: 60 },
        because: {
          en: 'No page goes back while the heap cannot shrink from its top: {} MiB stay.',
          zh: '堆不能从顶端缩小时，一页也不会归还：仍有 {} MiB。',
        },
      },
      {
        says: { en: 'Still about 98 MiB', zh: '仍约 98 MiB' },
        claims: { atLeast: 90 },
        because: {
          en: 'Right. The heap gives back only its top, and there lies the small block. All below it is free, kept for the next malloc, and still resident.',
          zh: '对。堆只能归还顶端，而小块正在那里。它下面全是空闲的，留给以后的 malloc，仍然占着内存。',
        },
      },
    ],
  },
  {
    about: heapAfterFree,
    before: 4,
    text: {
      en: 'For a first block of 50,000 bytes the heap has grown to 135,168 bytes. The block is freed; nothing else is in use. How large is the heap of the process now?',
      zh: '为了第一个 50,000 字节的块，堆已增长到 135,168 字节。释放这个块之后，再没有别的块在用。进程的堆现在多大？',
    },
    measure: (seen) => seen.answer('bytes of heap', 1),
    options: [
      {
        says: { en: '{} bytes: it was the only block', zh: '{} 字节：它是唯一的块' },
        claims: 0,
        believed: true,
        because: {
          en: 'malloc keeps what it once got: the break has not moved, and the next request is served from these {} bytes without asking the kernel.',
          zh: 'malloc 会留下已得到的内存：程序中断点没有移动，下一次请求就从这 {} 字节里给，不必再问内核。',
        },
      },
      {
        says: { en: '{} bytes: 50,000 less', zh: '{} 字节：少 50,000' },
        claims: 85_168,
        because: {
          en: 'The break moves in steps that malloc chooses, not by the size of a block; here it stays at {} bytes.',
          zh: '程序中断点按 malloc 选定的步长移动，而不是按块的大小；这里停在 {} 字节。',
        },
      },
      {
        says: { en: '{} bytes: as before', zh: '{} 字节：和之前一样' },
        claims: 135_168,
        because: {
          en: 'Right. The block joins the free top of the heap; glibc would give the top back only when it exceeds 128 KiB, the trim threshold.',
          zh: '对。块并入堆顶的空闲部分；glibc 要等堆顶超过 128 KiB 的收缩阈值才归还。',
        },
      },
    ],
  },
);
