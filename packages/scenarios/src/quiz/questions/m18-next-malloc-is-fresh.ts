import { library } from '../../library/index.ts';
import { memory } from '../../program/memory.ts';
import { ask, process } from '../../program/process.ts';
import { ownProgram, type Pair, pair } from '../question.ts';

const oldBytesInANewBlock = ownProgram({
  id: 'old-bytes-in-a-new-block',
  machine: { process: {} },
  program: [
    process.exec({
      variables: [
        { name: 'secret', type: 'pointer' },
        { name: 'behind', type: 'pointer' },
        { name: 'fresh', type: 'pointer' },
      ],
      functions: [{ name: 'main', result: 'int' }],
    }),
    process.call('main'),
    memory.malloc('secret', 56),
    memory.malloc('behind', 56),
    process.store('secret', 40, 42),
    memory.free('secret'),
    memory.malloc('fresh', 56),
    ask.byte('fresh', 40),
    process.return(0),
  ],
});

export const nextMallocIsFresh: Pair = pair(
  'M18',
  {
    about: library['freed-by-hand'],
    before: 8,
    text: {
      en: 'shared = malloc(24) is freed, the variable keeps its address; then next = malloc(24). How many bytes behind shared does next begin?',
      zh: '释放 shared = malloc(24)，变量仍保存地址；然后 next = malloc(24)。next 在 shared 之后多少字节处开始？',
    },
    measure: (seen) => seen.answer('distance shared to next'),
    options: [
      {
        says: { en: '{}: the next fresh chunk', zh: '{}：下一个全新的内存块' },
        claims: 32,
        believed: true,
        because: {
          en: 'A freed block of the right size is used first. next is the very same place, {} bytes away, and shared dangles into it.',
          zh: '大小合适的空闲块优先使用。next 就在同一处，相距 {} 字节，shared 成了悬空指针，正指着它。',
        },
      },
      {
        says: { en: '{}: the same place', zh: '{}：同一个位置' },
        claims: 0,
        because: {
          en: 'Right. Last freed, first used again. That is why a use after free so often hits another part of the program.',
          zh: '对。最后释放的最先再用。所以“释放后使用”常常伤到程序的另一部分。',
        },
      },
      {
        says: { en: '{}: one chunk is left out as a guard', zh: '{}：隔开一个块作为保护' },
        claims: 64,
        because: {
          en: 'Only debugging allocators delay the reuse of a block. An ordinary one reuses it at once: {}.',
          zh: '只有调试用的分配器才推迟重用。普通的分配器立即重用：{}。',
        },
      },
    ],
  },
  {
    about: oldBytesInANewBlock,
    before: 6,
    text: {
      en: 'secret = malloc(56); secret[40] = 42; free(secret); then fresh = malloc(56). The program reads fresh[40] without having stored there. What stands in it?',
      zh: 'secret = malloc(56); secret[40] = 42; free(secret); 然后 fresh = malloc(56)。程序没有写过 fresh[40] 就去读它。里面是什么？',
    },
    measure: (seen) => seen.answer('fresh[40]'),
    options: [
      {
        says: { en: '{}: malloc gives clean memory', zh: '{}：malloc 给的内存是干净的' },
        claims: 0,
        believed: true,
        because: {
          en: 'Only pages that come straight from the kernel are zero. This block was used before, and its byte is still {}; calloc would have cleared it.',
          zh: '只有刚从内核得到的页才是零。这个块用过，那个字节仍是 {}；calloc 才会清零。',
        },
      },
      {
        says: { en: '{}: what secret had there', zh: '{}：secret 当时存的' },
        claims: 42,
        because: {
          en: 'Right. Same size, same place, and neither free nor malloc touches that byte.',
          zh: '对。大小相同，位置相同，而 free 和 malloc 都不碰那个字节。',
        },
      },
      {
        says: { en: '{}: the size of the chunk', zh: '{}：内存块的大小' },
        claims: 64,
        because: {
          en: 'The size stands in the header, in front of the block. The byte holds {}.',
          zh: '大小写在块前面的头部里。那个字节是 {}。',
        },
      },
    ],
  },
);
