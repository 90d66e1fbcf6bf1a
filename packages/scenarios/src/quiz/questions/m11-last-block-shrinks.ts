import oneCachedBlock from '../../../measured/one-cached-block.json' with { type: 'json' };
import { readMeasured } from '../measured.ts';
import { type Pair, pair } from '../question.ts';

const program = readMeasured(oneCachedBlock);

export const lastBlockShrinks: Pair = pair(
  'M11',
  {
    about: program,
    before: 0,
    text: {
      en: '96 MiB of heap are free; only a block of 100 bytes at the very end is in use. Now that one is freed too. How many MiB does the heap of glibc give back at this free?',
      zh: '堆里有 96 MiB 空闲，只有最末端一个 100 字节的块还在用。现在把它也释放。这次 free 时，glibc 的堆归还多少 MiB？',
    },
    measure: (seen) => seen.recorded('with cache: MiB given back by the last free', 'gcc'),
    options: [
      {
        says: {
          en: 'About 96: nothing is in the way any more',
          zh: '约 96：再没有什么挡着',
        },
        claims: { atLeast: 90 },
        believed: true,
        because: {
          en: 'A freed block of 100 bytes goes to the thread cache and is not joined with its neighbours; the heap has not moved: {} MiB.',
          zh: '释放的 100 字节的块进入线程缓存，不与相邻的块合并；堆没有动：{} MiB。',
        },
      },
      {
        says: { en: 'None', zh: '一点也不归还' },
        claims: 0,
        because: {
          en: 'Right. Small blocks are kept in a cache as they are; only the free of a large chunk looks whether the top can be given back.',
          zh: '对。小块原样留在缓存里；只有释放较大的内存块时，才会看堆顶能否归还。',
        },
      },
      {
        says: { en: 'Half of it: the rest is kept in reserve', zh: '一半：其余留作储备' },
        claims: { atLeast: 30, atMost: 60 },
        because: {
          en: 'glibc keeps 128 KiB of reserve, not half. But here it does not even look: {} MiB.',
          zh: 'glibc 的储备是 128 KiB，不是一半。而这里它根本没有去看：{} MiB。',
        },
      },
    ],
  },
  {
    about: program,
    before: 0,
    text: {
      en: 'All blocks are freed, the last of them a small one that sits in the thread cache at the end of the heap. Then the program takes 64 MiB from this heap, fills and frees them. How many MiB are resident?',
      zh: '所有块都已释放，最后一个是小块，留在堆末端的线程缓存里。然后程序从这个堆取 64 MiB，写满再释放。常驻内存多少 MiB？',
    },
    measure: (seen) =>
      seen.recorded('with cache: resident MiB behind a freed block of 64 MiB', 'gcc'),
    options: [
      {
        says: {
          en: 'About 2: everything is freed, so the heap shrinks',
          zh: '约 2：全都释放了，堆就缩小',
        },
        claims: { atMost: 5 },
        believed: true,
        because: {
          en: 'The cached block still counts as used, at the end of the heap, so nothing below it can go: {} MiB. With the cache switched off it was 2.',
          zh: '缓存中的块仍算在用，又在堆的末端，它下面的都不能归还：{} MiB。关掉缓存时是 2。',
        },
      },
      {
        says: {
          en: 'About 66: the 64 stay',
          zh: '约 66：那 64 MiB 留着',
        },
        claims: { atLeast: 60, atMost: 70 },
        because: {
          en: 'Right. One block of 100 bytes in the cache holds 64 MiB: the freed chunk cannot join the top, and only the top is given back.',
          zh: '对。缓存里一个 100 字节的块就留住了 64 MiB：释放的内存块不能并入堆顶，而只有堆顶会归还。',
        },
      },
      {
        says: {
          en: 'About 34: every other page is given back',
          zh: '约 34：每隔一页归还一页',
        },
        claims: { atLeast: 25, atMost: 45 },
        because: {
          en: 'free gives back from the top of the heap or not at all: {} MiB stay.',
          zh: 'free 要么从堆顶归还，要么完全不归还：仍有 {} MiB。',
        },
      },
    ],
  },
);
