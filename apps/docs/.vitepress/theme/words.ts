/** What the player itself says. The scenarios and figures bring their own words. */
export interface Words {
  readonly step: (index: number, count: number) => string;
  readonly program: string;
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
  confirmedOn: 'Answered by',
  confirmedColumns: ['Tool', 'Platform', 'Answers', 'Date'],
  keyTable: [
    ['→ l', 'next step'],
    ['← h', 'step back'],
    ['Home', 'first step'],
    ['End', 'last step'],
    ['Space', 'play or pause'],
    ['t', 'show the figures as text'],
    ['?', 'show these keys'],
  ],
};

const simplifiedChinese: Words = {
  step: (index, count) => `第 ${index} 步，共 ${count} 步`,
  program: '程序',
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
  confirmedOn: '由这些工具作答',
  confirmedColumns: ['工具', '平台', '回答数', '日期'],
  keyTable: [
    ['→ l', '前进一步'],
    ['← h', '后退一步'],
    ['Home', '第一步'],
    ['End', '最后一步'],
    ['空格', '播放或暂停'],
    ['t', '把图显示成文字'],
    ['?', '显示这些按键'],
  ],
};

export type Language = 'en' | 'zh';

export const wordsIn: Readonly<Record<Language, Words>> = { en: english, zh: simplifiedChinese };
