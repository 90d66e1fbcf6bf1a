import type { Localized } from '../language.ts';
import type { SharedBecause, Temporary } from '../machine/events.ts';
import { bytes, count, decimal, hex } from '../view/format.ts';
import type { Sentences } from './sentence.ts';

const isPassing = (holder: Temporary): holder is Exclude<Temporary, 'lasting'> =>
  holder !== 'lasting';

/** What became of the program's names. */
export const programSentences: Sentences<'program'> = {
  pointed: ({ name, pointer }) =>
    pointer === null
      ? {
          en: `The variable ${name} is NULL: it leads nowhere.`,
          zh: `变量 ${name} 为 NULL，不再指向任何地方。`,
        }
      : {
          en: `The variable ${name} holds the address ${hex(pointer)}.`,
          zh: `变量 ${name} 保存地址 ${hex(pointer)}。`,
        },
  'left-dangling': ({ name, pointer }) => ({
    en: `The variable ${name} still holds ${hex(pointer)}, though the memory there is no longer the program's.`,
    zh: `变量 ${name} 仍保存着 ${hex(pointer)}，但那里的内存已不属于程序。`,
  }),
  leaked: ({ pointer, usable }) => ({
    en: `No variable leads to ${hex(pointer)} any more: its ${bytes(usable, 'en')} are leaked, in use until the program ends.`,
    zh: `再没有变量指向 ${hex(pointer)}：这 ${bytes(usable, 'zh')}泄漏了，直到程序结束都被占用。`,
  }),
  named: ({ name, object }) => ({
    en: `The name ${name} stands for object #${object} and holds one reference to it.`,
    zh: `名字 ${name} 代表对象 #${object}，并持有对它的一个引用。`,
  }),
  defined: ({ name, slots, bytes: each, headBytes }) => ({
    en: `An instance of ${name} takes ${bytes(each, 'en')}: ${headBytes} for the collector's links, 16 for count and type${slots.length > 0 ? `, 8 for each slot (${slots.join(', ')})` : '; it has no slots'}.`,
    zh: `${name} 的每个实例占 ${bytes(each, 'zh')}：回收器的链接 ${headBytes} 字节，引用计数值与类型 16 字节${slots.length > 0 ? `，每个槽位（${slots.join('、')}）8 字节` : '；没有槽位'}。`,
  }),
  remembered: ({ name, address }) => ({
    en: `${name} is the number ${address === null ? 'of no place' : hex(address)}; a number holds no reference.`,
    zh: `${name} 只是数字 ${address === null ? '（没有位置）' : hex(address)}；数字不持有引用。`,
  }),
  emptied: ({ name }) => ({
    en: `The name ${name} stands for None.`,
    zh: `名字 ${name} 代表 None。`,
  }),
  told: ({ label }) => ({
    en: `It tells its label: ${label}.`,
    zh: `它报出标签：${label}。`,
  }),
  noted: ({ name, count: noted }) => ({
    en: `${name} is the number ${decimal(noted)}: the count as it stands now.`,
    zh: `${name} 记下数字 ${decimal(noted)}：此刻的引用计数值。`,
  }),
  shared: ({ object, why }) => ({
    en: `${because[why].en}: object #${object} is the only one, and nothing new is made.`,
    zh: `${because[why].zh}：对象 #${object} 只此一个，不会新建。`,
  }),
  temporaries: ({ holders, sum }) => {
    const lasting = holders.filter((holder) => holder === 'lasting').length;
    const passing = holders.filter(isPassing);
    return {
      en: `While getrefcount runs there are ${count(sum, 'reference')}: ${[`${lasting} that last`, ...passing.map((each) => temporary[each].en)].join(', ')}.`,
      zh: `getrefcount 运行时共有 ${sum} 个引用：${[`${lasting} 个长期的`, ...passing.map((each) => temporary[each].zh)].join('、')}。`,
    };
  },
  configured: ({ enabled, thresholds }) =>
    enabled && thresholds[0] > 0
      ? {
          en: `The collector may start by itself: when more than ${decimal(thresholds[0])} allocations are not made up for by deallocations. Thresholds: ${thresholds.join(', ')}.`,
          zh: `回收器可以自动启动：当分配数减去释放数超过 ${decimal(thresholds[0])} 时。阈值：${thresholds.join('、')}。`,
        }
      : {
          en: `The collector does not start by itself (${enabled ? 'the first threshold is 0' : 'it is disabled'}). Counting goes on: an object whose count falls to 0 dies as before.`,
          zh: `回收器不会自动启动（${enabled ? '第一个阈值为 0' : '已停用'}）。引用计数照常进行：计数降到 0 的对象仍会立即消亡。`,
        },
  frozen: ({ objects }) => ({
    en: `${count(objects, 'object')} ${objects === 1 ? 'moves' : 'move'} to the permanent generation: no collection looks at them any more. All counts of generations are 0.`,
    zh: `${objects} 个对象移入永久代：任何回收都不再检查它们。各代计数归 0。`,
  }),
  unfrozen: ({ objects }) => ({
    en: `${count(objects, 'object')} ${objects === 1 ? 'comes' : 'come'} back from the permanent generation, to the end of generation 2.`,
    zh: `${objects} 个对象从永久代回到第 2 代的末尾。`,
  }),
  repeated: ({ times, created, deallocated, collections, collected, postponed }) => {
    const ran = collections.reduce((sum, each) => sum + each, 0);
    const late = { en: '', zh: '' };
    if (postponed > 0) {
      late.en = ` The quarter rule put a full collection off ${count(postponed, 'time')}.`;
      late.zh = `四分之一规则把完整回收推迟了 ${decimal(postponed)} 次。`;
    }
    return {
      en: `After ${count(times, 'turn')}: ${count(created, 'object')} made, ${decimal(deallocated)} deallocated. ${ran === 0 ? 'The collector did not start.' : `Collections of generations 0, 1 and 2: ${collections.join(', ')}; they found ${count(collected, 'object')}.`}${late.en}`,
      zh: `${decimal(times)} 轮之后：创建 ${decimal(created)} 个对象，释放 ${decimal(deallocated)} 个。${ran === 0 ? '回收器没有启动。' : `第 0、1、2 代的回收次数：${collections.join('、')}；共找到 ${decimal(collected)} 个对象。`}${late.zh}`,
    };
  },
  unnamed: ({ name, object }) => ({
    en:
      object === null
        ? `The name ${name} is gone; it stood for None.`
        : `The name ${name} is gone; object #${object} is not, it only loses the reference the name held.`,
    zh:
      object === null
        ? `名字 ${name} 被删除；它代表的是 None。`
        : `名字 ${name} 被删除；对象 #${object} 并没有被删除，只是少了这个名字持有的引用。`,
  }),
};

const because: Readonly<Record<SharedBecause, Localized>> = {
  'small-int': {
    en: 'Small integers, from −5 on, exist from the start',
    zh: '小整数（从 −5 起）从一开始就存在',
  },
  interned: {
    en: 'The table of interned strings has this text already',
    zh: '驻留表里已有这个文本',
  },
  None: { en: 'There is one None', zh: 'None 只有一个' },
};

const temporary: Readonly<Record<Exclude<Temporary, 'lasting'>, Localized>> = {
  caller: { en: "the caller's stack", zh: '调用者的栈' },
  local: { en: "the function's local variable", zh: '函数的局部变量' },
  argument: { en: "getrefcount's own argument", zh: 'getrefcount 自己的参数' },
};
