import oneBigBlock from '../../../measured/one-big-block.json' with { type: 'json' };
import oneBigBytearray from '../../../measured/one-big-bytearray.json' with { type: 'json' };
import { readMeasured } from '../measured.ts';
import { type Pair, pair } from '../question.ts';

export const bigBlocksStay: Pair = pair(
  'M19',
  {
    about: readMeasured(oneBigBytearray),
    before: 0,
    text: {
      en: 'Python 3.12 has 9 MiB resident and makes one bytearray of 100 MiB: 110 MiB. Then del. How many MiB are resident now?',
      zh: 'Python 3.12 常驻内存 9 MiB，创建一个 100 MiB 的 bytearray 后是 110 MiB。然后 del。现在常驻多少 MiB？',
    },
    measure: (seen) => seen.recorded('resident MiB after del', 'python', 'Python 3.12'),
    options: [
      {
        says: {
          en: 'Still about 110: freed memory stays with the process',
          zh: '仍约 110：释放的内存留在进程里',
        },
        claims: { atLeast: 100 },
        believed: true,
        because: {
          en: 'A request from 128 KiB on is served by a mapping of its own, and free unmaps it: {} MiB at once.',
          zh: '128 KiB 以上的请求由单独的映射满足，free 会取消这段映射：立即降到 {} MiB。',
        },
      },
      {
        says: {
          en: 'About 60, and the rest after gc.collect()',
          zh: '约 60，其余要等 gc.collect()',
        },
        claims: { atLeast: 40, atMost: 80 },
        because: {
          en: 'A bytearray is no container and the collector never sees it. Its count falls to 0 at del, and all goes back: {} MiB.',
          zh: 'bytearray 不是容器，回收器根本看不到它。del 时计数降到 0，全部归还：{} MiB。',
        },
      },
      {
        says: { en: 'About 10, as before', zh: '约 10，和之前一样' },
        claims: { atMost: 20 },
        because: {
          en: 'Right. The 100 MiB were a mapping of their own. What decides is where a block came from: a mapping goes back, a place in the heap does not.',
          zh: '对。那 100 MiB 是单独的映射。决定的是块的来历：映射会归还，堆里的位置不会。',
        },
      },
    ],
  },
  {
    about: readMeasured(oneBigBlock),
    before: 0,
    text: {
      en: 'A C program starts, takes a single block of 64 MiB from malloc, fills it (65 MiB resident) and frees it. How many MiB are resident now?',
      zh: '一个 C 程序启动后，用 malloc 取一个 64 MiB 的块，写满（常驻 65 MiB），再释放。现在常驻多少 MiB？',
    },
    measure: (seen) => seen.recorded('resident MiB after free', 'gcc'),
    options: [
      {
        says: { en: 'About 65: free keeps it for later', zh: '约 65：free 留着以后用' },
        claims: { atLeast: 60 },
        believed: true,
        because: {
          en: 'So it would be with 64,000 blocks of 1 KiB below one that is still in use. This block was a mapping of its own: {} MiB.',
          zh: '如果是 64,000 个 1 KiB 的块，上面还压着一个在用的，就会这样。而这个块是单独的映射：{} MiB。',
        },
      },
      {
        says: { en: 'About 33: half stays in reserve', zh: '约 33：留一半作储备' },
        claims: { atLeast: 20, atMost: 45 },
        because: {
          en: 'munmap gives back the whole mapping, with all its pages: {} MiB.',
          zh: 'munmap 归还整段映射和它的所有页：{} MiB。',
        },
      },
      {
        says: { en: 'About 1', zh: '约 1' },
        claims: { atMost: 5 },
        because: {
          en: 'Right. 64 MiB are above the threshold of 128 KiB: malloc has asked mmap, and free calls munmap.',
          zh: '对。64 MiB 超过 128 KiB 的阈值：malloc 用的是 mmap，free 就调用 munmap。',
        },
      },
    ],
  },
);
