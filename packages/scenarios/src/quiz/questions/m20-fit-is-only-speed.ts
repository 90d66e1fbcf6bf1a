import { memory } from '../../program/memory.ts';
import { ownProgram, type Pair, pair } from '../question.ts';
import type { Seen } from '../seen.ts';

/** Here the heap is all there is; glibc would ask the kernel for more. */
const BOUNDED = {
  notClaimed: {
    en: 'Not claimed: the real heap grows and finds room.',
    zh: '不断言：真实的堆会增长，于是有地方。',
  },
};

/** A large hole and a small one, the large one first in the list; nothing else is free. */
const twoHoles = ownProgram({
  id: 'two-holes',
  machine: { heap: { bytes: 272, placement: 'first-fit' } },
  program: [
    memory.malloc('large', 100),
    memory.malloc('wall', 24),
    memory.malloc('small', 40),
    memory.malloc('rest', 24),
    memory.free('small'),
    memory.free('large'),
    memory.malloc('x', 40),
    memory.malloc('y', 100),
    memory.usableSize('x'),
    memory.usableSize('y', BOUNDED),
  ],
});

/** The same with other sizes, the small hole first in the list. */
const smallHoleFirst = ownProgram({
  id: 'small-hole-first',
  machine: { heap: { bytes: 400, placement: 'best-fit' } },
  program: [
    memory.malloc('small', 56),
    memory.malloc('wall', 24),
    memory.malloc('large', 200),
    memory.malloc('rest', 24),
    memory.free('large'),
    memory.free('small'),
    memory.malloc('x', 56),
    memory.malloc('y', 200),
    memory.usableSize('x'),
    memory.usableSize('y'),
  ],
});

const served = (seen: Seen): string =>
  seen.answer('usable size of y') === 0 ? 'refused' : 'served';

export const fitIsOnlySpeed: Pair = pair(
  'M20',
  {
    about: twoHoles,
    before: 6,
    text: {
      en: 'A heap that cannot grow has two holes, in this order in its list: one of 112 bytes, one of 48. The program asks for 40 bytes (a chunk of 48), then for 100 (a chunk of 112). Is the second request served under first fit, and under best fit?',
      zh: '一个不能增长的堆有两个空洞，在链表中的顺序是：112 字节，48 字节。程序先要 40 字节（48 字节的块），再要 100 字节（112 字节的块）。首次适配和最佳适配下，第二个请求能满足吗？',
    },
    measure: (seen) =>
      `${served(seen.with({ heap: { bytes: 272, placement: 'first-fit' } }))} ${served(seen.with({ heap: { bytes: 272, placement: 'best-fit' } }))}`,
    options: [
      {
        says: {
          en: 'Under both: best fit only searches longer',
          zh: '都能：最佳适配只是找得更久',
        },
        claims: 'served served',
        believed: true,
        because: {
          en: 'First fit cuts the 48 bytes out of the hole of 112, and nothing large is left. The policy decides which holes remain.',
          zh: '首次适配从 112 字节的空洞里切出 48 字节，大的空洞就没有了。策略决定留下怎样的空洞。',
        },
      },
      {
        says: {
          en: 'Refused under first fit, served under best fit',
          zh: '首次适配拒绝，最佳适配满足',
        },
        claims: 'refused served',
        because: {
          en: 'Right. First fit takes the first hole that is large enough and spoils it; best fit takes the one that fits exactly.',
          zh: '对。首次适配用了第一个够大的空洞，把它破坏了；最佳适配用的是恰好合适的那个。',
        },
      },
      {
        says: {
          en: 'Served under first fit, refused under best fit',
          zh: '首次适配满足，最佳适配拒绝',
        },
        claims: 'served refused',
        because: {
          en: 'The other way round: best fit takes the hole of 48 for the small request, so the one of 112 is whole for the large one.',
          zh: '正好相反：最佳适配用 48 字节的空洞满足小请求，112 字节的就完整地留给大请求。',
        },
      },
    ],
  },
  {
    about: smallHoleFirst,
    before: 6,
    text: {
      en: 'A full heap has a hole of 64 bytes and one of 208. The program asks for 56 bytes (a chunk of 64), then for 200 (a chunk of 208). Is the second request served under best fit, and under worst fit?',
      zh: '一个满的堆有 64 字节和 208 字节两个空洞。程序先要 56 字节（64 字节的块），再要 200 字节（208 字节的块）。最佳适配和最坏适配下，第二个请求能满足吗？',
    },
    measure: (seen) =>
      `${served(seen.with({ heap: { bytes: 400, placement: 'best-fit' } }))} ${served(seen.with({ heap: { bytes: 400, placement: 'worst-fit' } }))}`,
    options: [
      {
        says: {
          en: 'Under both: 272 bytes are free either way',
          zh: '都能：反正有 272 字节空闲',
        },
        claims: 'served served',
        believed: true,
        because: {
          en: 'The same bytes are free, in other pieces: worst fit has cut the large hole, and 200 bytes no longer fit anywhere.',
          zh: '空闲的字节一样多，分法却不同：最坏适配切开了大空洞，200 字节就放不下了。',
        },
      },
      {
        says: {
          en: 'Served under best fit, refused under worst fit',
          zh: '最佳适配满足，最坏适配拒绝',
        },
        claims: 'served refused',
        because: {
          en: 'Right. Worst fit always cuts the largest hole, so that the rest stays useful; here that very hole was needed whole.',
          zh: '对。最坏适配总是切最大的空洞，好让剩余部分仍有用；而这里恰恰需要完整的大空洞。',
        },
      },
      {
        says: { en: 'Refused under both', zh: '都拒绝' },
        claims: 'refused refused',
        because: {
          en: 'Best fit takes the hole of 64 for the first request, exactly; then the hole of 208 serves the second.',
          zh: '最佳适配让 64 字节的空洞恰好满足第一个请求；208 字节的空洞再满足第二个。',
        },
      },
    ],
  },
);
