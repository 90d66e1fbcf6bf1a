/** What the player itself says. The scenarios and figures bring their own words. */
export interface Words {
  readonly step: (index: number, count: number) => string;
  readonly program: string;
  /** Above the questions that are asked before the first step. */
  readonly predict: (questions: number) => string;
  readonly said: string;
  readonly asText: string;
  readonly first: string;
  readonly back: string;
  readonly next: string;
  readonly last: string;
  readonly play: string;
  readonly pause: string;
  readonly position: string;
  readonly keys: string;
  readonly answer: string;
  readonly confirmed: string;
  readonly notClaimed: string;
  readonly command: string;
  readonly whole: string;
  /** How a part of a figure is chosen without a mouse. */
  readonly choosing: string;
  readonly parting: (step: number) => string;
  readonly noParting: string;
  readonly confirmedOn: string;
  readonly confirmedColumns: readonly [
    tool: string,
    platform: string,
    answers: string,
    date: string,
  ];
  readonly keyTable: readonly (readonly [keys: string, meaning: string])[];
}

const english: Words = {
  step: (index, count) => `Step ${index} of ${count}`,
  program: 'Program',
  predict: (questions) =>
    questions === 1 ? 'Predict first: one question' : `Predict first: ${questions} questions`,
  said: 'What happened',
  asText: 'The same as text',
  first: 'First step',
  back: 'Step back',
  next: 'Next step',
  last: 'Last step',
  play: 'Play',
  pause: 'Pause',
  position: 'Position in the program',
  keys: 'Keys',
  answer: 'Answer',
  confirmed: 'Confirmed by the real tools',
  notClaimed: 'Not claimed',
  command: 'In a terminal',
  whole: 'The whole scenario',
  choosing: 'Up and down arrows choose a part',
  parting: (step) => `first difference: step ${step}`,
  noParting: 'no difference',
  confirmedOn: 'Answered by',
  confirmedColumns: ['Tool', 'Platform', 'Answers', 'Date'],
  keyTable: [
    ['→ l', 'next step'],
    ['← h', 'step back'],
    ['Home', 'first step'],
    ['End', 'last step'],
    ['Space', 'play or pause'],
    ['Tab, ↓ ↑', 'go to a figure, choose a part of it'],
    ['Enter Esc', 'choose the first part, choose nothing'],
    ['t', 'show the figures as text'],
    ['?', 'show these keys'],
  ],
};

const simplifiedChinese: Words = {
  step: (index, count) => `第 ${index} 步，共 ${count} 步`,
  program: '程序',
  predict: (questions) => `先猜一猜：${questions} 个问题`,
  said: '发生了什么',
  asText: '同样内容的文字版',
  first: '回到开头',
  back: '后退一步',
  next: '前进一步',
  last: '最后一步',
  play: '播放',
  pause: '暂停',
  position: '在程序中的位置',
  keys: '按键',
  answer: '回答',
  confirmed: '真实工具已确认',
  notClaimed: '不作声明',
  command: '在终端里',
  whole: '完整的情景',
  choosing: '用上下箭头选择一个部分',
  parting: (step) => `第一处不同：第 ${step} 步`,
  noParting: '没有不同',
  confirmedOn: '由这些工具作答',
  confirmedColumns: ['工具', '平台', '回答数', '日期'],
  keyTable: [
    ['→ l', '前进一步'],
    ['← h', '后退一步'],
    ['Home', '第一步'],
    ['End', '最后一步'],
    ['空格', '播放或暂停'],
    ['Tab，↓ ↑', '移到一幅图，选择其中一个部分'],
    ['Enter Esc', '选择第一个部分，取消选择'],
    ['t', '把图显示成文字'],
    ['?', '显示这些按键'],
  ],
};

export type Language = 'en' | 'zh';

export const wordsIn: Readonly<Record<Language, Words>> = { en: english, zh: simplifiedChinese };

/** What the page's own layout of a program says. */
export interface LayoutWords {
  readonly title: string;
  readonly program: string;
  readonly programs: Readonly<Record<string, string>>;
  readonly own: string;
  readonly unlimited: string;
  readonly legacy: string;
  readonly begins: (program: string, at: string, stack: string, programBreak: string) => string;
}

export const layoutWordsIn: Readonly<Record<Language, LayoutWords>> = {
  en: {
    title: 'The process of a program',
    program: 'Program',
    programs: {
      report_pie: 'position independent, 64 bits',
      report_nopie: 'at fixed addresses, 64 bits',
      bss_static_pie: 'static, without an interpreter',
      bss64m: 'with 64 MiB of bss',
      report_m32_pie: 'position independent, 32 bits',
    },
    own: 'or a file of yours',
    unlimited: 'unlimited stack',
    legacy: 'the old layout, from below',
    begins: (program, at, stack, programBreak) =>
      `${program} begins at ${at} with the stack pointer at ${stack}; its heap will begin at ${programBreak}.`,
  },
  zh: {
    title: '程序的进程',
    program: '程序',
    programs: {
      report_pie: '地址无关，64 位',
      report_nopie: '固定地址，64 位',
      bss_static_pie: '静态链接，不需要解释器',
      bss64m: '带 64 MiB 的 BSS',
      report_m32_pie: '地址无关，32 位',
    },
    own: '或者你自己的文件',
    unlimited: '栈没有上限',
    legacy: '旧的布局，自下而上',
    begins: (program, at, stack, programBreak) =>
      `${program} 从 ${at} 开始执行，栈指针在 ${stack}，堆将从 ${programBreak} 开始。`,
  },
};

/** What the five policies are called where they are compared. */
export interface PolicyWords {
  readonly title: string;
  readonly names: Readonly<Record<'first' | 'next' | 'best' | 'worst' | 'deferred', string>>;
  /** Free chunks looked at, from the first step on. */
  readonly examined: (chunks: number) => string;
}

export const policyWordsIn: Readonly<Record<Language, PolicyWords>> = {
  en: {
    title: 'One program, five policies',
    names: {
      first: 'First fit',
      next: 'Next fit',
      best: 'Best fit',
      worst: 'Worst fit',
      deferred: 'First fit, joined late',
    },
    examined: (chunks) => `Free chunks looked at so far: ${chunks}`,
  },
  zh: {
    title: '同一个程序，五种策略',
    names: {
      first: '首次适配',
      next: '循环首次适配',
      best: '最佳适配',
      worst: '最坏适配',
      deferred: '首次适配，推迟合并',
    },
    examined: (chunks) => `到此为止查看过的空闲块：${chunks}`,
  },
};
