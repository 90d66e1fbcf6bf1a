import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const noneIsImmortal: Scenario = scenario({
  id: 'none-is-immortal',
  title: { en: "Does None's count go up?", zh: 'None 的计数会增加吗？' },
  question: {
    en: "A list takes in None a thousand times. What happens to None's count?",
    zh: '一个列表装入一千个 None。None 的计数会怎样？',
  },
  answer: {
    en: 'Up to 3.11 it rises by a thousand: None was counted like everything else. Since 3.12 it does not move: None is immortal, its count is a fixed number, and using it writes nothing. That number is no count of anything.',
    zh: '3.11 及以前，计数增加一千：None 与其他对象一样计数。从 3.12 起它不再变化：None 是永生对象，它的计数是个固定的数，使用它不会写入任何东西。那个数并不计量什么。',
  },
  machine: { python: { version: '3.13', places: false } },
  program: [
    python.none('nothing'),
    python.list('items', []),
    python.rememberCount('nothing', 'before'),
    python.repeat(1000, [python.append('items', 'nothing')]),
    python.gain('nothing', 'before'),
  ],
  claims: {
    confirmed: [
      {
        en: 'The count rises by 1000 up to 3.11 and by 0 from 3.12 on.',
        zh: '3.11 及以前增加 1000，从 3.12 起增加 0。',
      },
    ],
    notClaimed: [
      {
        en: 'The fixed number itself: 4,294,967,295 on 64-bit builds of 3.12 and 3.13, others on other builds.',
        zh: '那个固定的数本身：3.12 和 3.13 的 64 位构建是 4,294,967,295，其他构建不同。',
      },
    ],
  },
});
