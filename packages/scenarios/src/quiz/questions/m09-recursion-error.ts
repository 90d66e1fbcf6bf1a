import recursionCounter from '../../../measured/recursion-counter.json' with { type: 'json' };
import { readMeasured } from '../measured.ts';
import { type Pair, pair } from '../question.ts';

const program = readMeasured(recursionCounter);

export const recursionError: Pair = pair(
  'M9',
  {
    about: program,
    before: 0,
    text: {
      en: 'Python 3.12: a function calls itself without end and gets RecursionError. The C stack may grow to 8 MiB. How much of it has the recursion taken by then?',
      zh: 'Python 3.12：函数无休止地调用自己，得到 RecursionError。C 栈最多可以长到 8 MiB。此时递归用了其中多少？',
    },
    measure: (seen) => seen.recorded('stack KiB behind limit 1000', 'python', 'Python 3.12'),
    options: [
      {
        says: { en: 'All 8 MiB: that is why it stops', zh: '全部 8 MiB：所以才停下' },
        claims: { atLeast: 7000 },
        believed: true,
        because: {
          en: 'RecursionError comes from a counter, at 1,000 calls. The whole stack of the process had {} KiB.',
          zh: 'RecursionError 来自一个计数器，到 1,000 次调用为止。整个进程的栈只有 {} KiB。',
        },
      },
      {
        says: { en: 'About half, as a reserve is kept', zh: '约一半，因为要留余量' },
        claims: { atLeast: 3000, atMost: 6999 },
        because: {
          en: 'No reserve is measured, calls are counted: at 1,000 it stops, with a stack of {} KiB.',
          zh: '并没有测量余量，只是数调用次数：到 1,000 就停，这时栈是 {} KiB。',
        },
      },
      {
        says: { en: 'Next to nothing', zh: '几乎没有' },
        claims: { atMost: 999 },
        because: {
          en: 'Right. The stack had {} KiB, as at the start: since 3.11 a call from Python to Python takes no C frame at all, and the limit counts calls.',
          zh: '对。栈是 {} KiB，和启动时一样：从 3.11 起，Python 调用 Python 根本不占 C 栈帧；限制数的是调用次数。',
        },
      },
    ],
  },
  {
    about: program,
    before: 0,
    text: {
      en: 'After sys.setrecursionlimit(100) the same function calls itself without end, in Python 3.8. After how many calls does it stop?',
      zh: '在 Python 3.8 里，sys.setrecursionlimit(100) 之后，同一个函数无休止地调用自己。多少次调用后停下？',
    },
    measure: (seen) => seen.recorded('calls with limit 100', 'python', 'Python 3.8'),
    options: [
      {
        says: {
          en: 'After tens of thousands: when the C stack is full',
          zh: '几万次之后：C 栈满的时候',
        },
        claims: { atLeast: 5000 },
        believed: true,
        because: {
          en: 'The stack is never asked. The interpreter compares a counter with the limit: {} calls.',
          zh: '没有谁去问栈。解释器把计数器与限制比较：{} 次调用。',
        },
      },
      {
        says: {
          en: 'After about 1,000: less is not allowed',
          zh: '约 1,000 次：不允许更小',
        },
        claims: { atLeast: 900, atMost: 1100 },
        because: {
          en: '1,000 is only the default. The limit can be set lower, as long as the program is not already deeper: {} calls.',
          zh: '1,000 只是默认值。只要程序当前没有更深，就可以设得更低：{} 次调用。',
        },
      },
      {
        says: { en: 'After just under 100', zh: '不到 100 次' },
        claims: { atMost: 100 },
        because: {
          en: 'Right. {} calls, and two frames of the program that were there already: the counter has reached 100.',
          zh: '对。{} 次调用，加上程序本来就有的两层栈帧：计数器到了 100。',
        },
      },
    ],
  },
);
