import { memory } from '../../program/memory.ts';
import { ask, process } from '../../program/process.ts';
import { ownProgram, type Pair, pair } from '../question.ts';
import { leakedBytes } from './leaked-bytes.ts';

const pointers = (names: readonly string[]) =>
  process.exec({
    variables: names.map((name) => ({ name, type: 'pointer' as const })),
    functions: [{ name: 'main', result: 'int' }],
  });

const keptFreedForgotten = ownProgram({
  id: 'kept-freed-forgotten',
  machine: { process: {} },
  program: [
    pointers(['cache', 'buffer', 'lost']),
    process.call('main'),
    memory.malloc('cache', 1000),
    memory.malloc('buffer', 2000),
    memory.malloc('lost', 3000),
    memory.free('buffer'),
    memory.forget('lost'),
    process.return(0),
  ],
});

const allFreed = ownProgram({
  id: 'all-freed',
  machine: { process: {} },
  program: [
    pointers(['a', 'b', 'c']),
    process.call('main'),
    memory.malloc('a', 30_000),
    memory.malloc('b', 30_000),
    memory.malloc('c', 30_000),
    memory.free('a'),
    memory.free('b'),
    memory.free('c'),
    ask.heapBytes(),
    process.return(0),
  ],
});

export const growingIsLeaking: Pair = pair(
  'M14',
  {
    about: keptFreedForgotten,
    before: 5,
    text: {
      en: 'The heap has grown for three blocks: 1,000 bytes kept in a cache, 2,000 that are then freed, and 3,000 whose only pointer is then set to NULL. How many bytes are leaked?',
      zh: '堆为三个块而增长：1,000 字节留在缓存中；2,000 字节随后释放；3,000 字节的唯一指针随后置为 NULL。泄漏了多少字节？',
    },
    measure: (seen) => leakedBytes(seen, 6),
    options: [
      {
        says: { en: '{}: all that the heap has grown by', zh: '{}：堆增长的全部' },
        claims: 6000,
        believed: true,
        because: {
          en: 'Three different things: the cache is bloat, the freed block is retention, and only the {} bytes out of reach are a leak.',
          zh: '这是三回事：缓存是内存膨胀，释放的块是内存滞留，只有够不着的 {} 字节是泄漏。',
        },
      },
      {
        says: { en: '{}: what was not freed', zh: '{}：没有释放的' },
        claims: 4000,
        because: {
          en: 'The cache is not freed but can be reached: it may be useless, it is not lost. The leak is {} bytes.',
          zh: '缓存虽未释放，却仍可达：也许无用，但没有丢失。泄漏的是 {} 字节。',
        },
      },
      {
        says: { en: '{}: what no pointer leads to', zh: '{}：没有指针指向的' },
        claims: 3000,
        because: {
          en: 'Right. A leak is memory in use that nobody can free any more. From outside, all three look alike: a heap that has grown.',
          zh: '对。泄漏是仍被占用、却再没有人能释放的内存。从外面看，三者一个样：堆变大了。',
        },
      },
    ],
  },
  {
    about: allFreed,
    before: 8,
    text: {
      en: 'Three blocks of 30,000 bytes were taken and all are freed. The process still has a heap of 135,168 bytes. How many of them are leaked?',
      zh: '取过三个 30,000 字节的块，都已释放。进程的堆仍有 135,168 字节。其中泄漏多少字节？',
    },
    measure: (seen) => leakedBytes(seen, 8),
    options: [
      {
        says: { en: '{}: the heap did not shrink', zh: '{}：堆没有缩小' },
        claims: 135_168,
        believed: true,
        because: {
          en: 'The allocator holds this memory for the next malloc: retention. Leaked are {} bytes, for nothing is in use.',
          zh: '分配器留着这些内存给下一次 malloc：这是内存滞留。泄漏 {} 字节，因为没有块在用。',
        },
      },
      {
        says: { en: '{}: the rest beside the blocks', zh: '{}：块之外的部分' },
        claims: 45_168,
        because: {
          en: 'That rest was never handed out; it is the free top of the heap. Leaked are {} bytes.',
          zh: '那部分从未分给谁，是堆顶的空闲空间。泄漏 {} 字节。',
        },
      },
      {
        says: { en: '{}', zh: '{} 字节' },
        claims: 0,
        because: {
          en: 'Right. Each block went back to the allocator. A process that stays large after its frees has retention, not a leak.',
          zh: '对。每个块都还给了分配器。释放之后进程仍然很大，那是内存滞留，不是泄漏。',
        },
      },
    ],
  },
);
