/** What the quiz itself says, in both languages. */
import type { Language } from '@memstrata/scenarios';

interface Words {
  question(number: number, of: number): string;
  /** Below the options, where keys are heard. */
  keys(options: number): string;
  /** Below the options, where a line is read. */
  line(options: number): string;
  notAnOption(options: number): string;
  readonly right: string;
  readonly wrong: string;
  readonly whatHolds: string;
  readonly run: string;
  moreLines(count: number): string;
  score(right: number, asked: number): string;
  readonly nothingAsked: string;
  readonly nothingLeft: string;
  readonly held: string;
  readonly heldNone: string;
  again(command: string): string;
}

export const words: Readonly<Record<Language, Words>> = {
  en: {
    question: (number, of) => `Question ${number} of ${of}`,
    keys: (options) => `↑ ↓ Enter, or 1–${options}; q ends`,
    line: (options) => `1–${options}, or q to end:`,
    notAnOption: (options) => `Expected a number from 1 to ${options}, or q.`,
    right: '✓',
    wrong: '✗',
    whatHolds: 'What holds:',
    run: 'Run on the real system:',
    moreLines: (count) => `  … ${count} more lines`,
    score: (right, asked) => `Score: ${right} of ${asked}.`,
    nothingAsked: 'No question was answered.',
    nothingLeft: 'Nothing is left to ask.',
    held: 'Misconceptions held:',
    heldNone: 'No misconception was held.',
    again: (command) => `Ask again later, with other numbers: ${command}`,
  },
  zh: {
    question: (number, of) => `第 ${number} 题，共 ${of} 题`,
    keys: (options) => `↑ ↓ 回车，或 1–${options}；q 结束`,
    line: (options) => `1–${options}，或 q 结束：`,
    notAnOption: (options) => `请输入 1 到 ${options} 的数字，或 q。`,
    right: '✓',
    wrong: '✗',
    whatHolds: '实际是：',
    run: '在真实系统上运行：',
    moreLines: (count) => `  …… 还有 ${count} 行`,
    score: (right, asked) => `得分：${asked} 题答对 ${right} 题。`,
    nothingAsked: '没有回答任何问题。',
    nothingLeft: '没有要问的了。',
    held: '持有的误解：',
    heldNone: '没有持有误解。',
    again: (command) => `以后换一组数字再问：${command}`,
  },
};
