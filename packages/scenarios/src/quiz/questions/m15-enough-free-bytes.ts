import { library } from '../../library/index.ts';
import { memory } from '../../program/memory.ts';
import { ownProgram, type Pair, pair } from '../question.ts';

const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'] as const;
const everyOther = ['a', 'c', 'e', 'g', 'i'] as const;

/** Here the heap is all there is; glibc would ask the kernel for more. */
const BOUNDED = {
  notClaimed: {
    en: 'Not claimed: the real heap grows and finds room.',
    zh: '不断言：真实的堆会增长，于是有地方。',
  },
};

const fiveHoles = ownProgram({
  id: 'five-holes',
  machine: { heap: { bytes: 1024 } },
  program: [
    ...letters.map((name) => memory.malloc(name, 100)),
    ...everyOther.map((name) => memory.free(name)),
    memory.malloc('w', 200),
    memory.usableSize('w', BOUNDED),
  ],
});

export const enoughFreeBytes: Pair = pair(
  'M15',
  {
    about: library['no-room'],
    before: 17,
    text: {
      en: 'A heap of 512 bytes that cannot grow was full of blocks of 40 bytes. Every other one is freed: 240 bytes are free. The program asks for 100. How many usable bytes does it get?',
      zh: '一个不能增长的 512 字节的堆装满了 40 字节的块。每隔一块释放一块，共有 240 字节空闲。程序要 100 字节，得到多少可用字节？',
    },
    measure: (seen) => seen.answer('usable size of w'),
    options: [
      {
        says: { en: '{}: 240 are free', zh: '{}：有 240 字节空闲' },
        claims: 104,
        believed: true,
        because: {
          en: 'A block must lie in one piece, and the largest hole has 48 bytes. The request is refused: {}.',
          zh: '一个块必须连在一起，而最大的空洞只有 48 字节。请求被拒绝：{}。',
        },
      },
      {
        says: { en: '{}: malloc answers NULL', zh: '{}：malloc 返回 NULL' },
        claims: 0,
        because: {
          en: 'Right. Five holes of 48 bytes with used blocks between them: external fragmentation. No hole holds the 112 that 100 bytes need.',
          zh: '对。五个 48 字节的空洞被在用的块隔开：这就是外部碎片。哪个空洞都放不下 100 字节所需的 112 字节。',
        },
      },
      {
        says: {
          en: '{}: the largest hole, as much as there is',
          zh: '{}：最大的空洞，有多少给多少',
        },
        claims: 40,
        because: {
          en: 'malloc gives all that was asked for or nothing: NULL, with {} usable bytes.',
          zh: 'malloc 要么全给，要么不给：返回 NULL，可用 {} 字节。',
        },
      },
    ],
  },
  {
    about: fiveHoles,
    before: 13,
    text: {
      en: 'Nine blocks of 100 bytes fill the heap, each in a chunk of 112; five of them, every other one, are freed: 560 bytes. What is the largest single request that can still be served without more memory?',
      zh: '九个 100 字节的块填满堆，每个占 112 字节的内存块；每隔一个释放一个，共五个：560 字节。不增加内存，单次请求最多能得到多少字节？',
    },
    measure: (seen) =>
      Math.max(
        ...seen
          .moment(13)
          .state.chunks.filter(({ state }) => state === 'free' || state === 'top')
          .map(({ size }) => size - 8),
      ),
    options: [
      {
        says: { en: '{} bytes: all less one header', zh: '{} 字节：全部减去一个头部' },
        claims: 552,
        believed: true,
        because: {
          en: 'Holes are joined only when they are neighbours. Between these lie used blocks, so one hole is all there is: {} bytes.',
          zh: '相邻的空洞才会合并。它们之间隔着在用的块，所以最多只有一个空洞：{} 字节。',
        },
      },
      {
        says: { en: '{} bytes', zh: '{} 字节' },
        claims: 104,
        because: {
          en: 'Right. One hole of 112 less its header. Free the other blocks, and the same bytes become a single hole.',
          zh: '对。一个 112 字节的空洞减去头部。把其余的块也释放，同样的字节就成为一个空洞。',
        },
      },
      {
        says: { en: '{} bytes: two holes together', zh: '{} 字节：两个空洞合起来' },
        claims: 216,
        because: {
          en: 'No two holes touch, so none can be joined: {} bytes.',
          zh: '没有两个空洞相邻，无法合并：{} 字节。',
        },
      },
    ],
  },
);
