import { chapters } from '@memstrata/scenarios/library';
import type { DefaultTheme, LocaleSpecificConfig } from 'vitepress';

type Language = 'en' | 'zh';
type Locale = LocaleSpecificConfig<DefaultTheme.Config> & {
  readonly label: string;
  readonly link?: string;
};

const scenarioLinks = (language: Language, base: string): DefaultTheme.SidebarItem[] =>
  chapters.map(({ title, scenarios }) => ({
    text: title[language],
    items: scenarios.map((scenario) => ({
      text: scenario.title[language],
      link: `${base}/scenarios/${scenario.id}`,
    })),
  }));

export const english: Locale = {
  label: 'English',
  lang: 'en',
  description:
    'How a process uses memory, and how Python manages its own: a model that runs, steps backwards and agrees with the real thing.',
  themeConfig: {
    nav: [
      { text: 'Guide', link: '/guide/process' },
      { text: 'Scenarios', link: '/scenarios/' },
    ],
    sidebar: [
      {
        text: 'Guide',
        items: [
          { text: 'The process', link: '/guide/process' },
          { text: 'The heap', link: '/guide/allocating' },
          { text: 'Counting', link: '/guide/counting' },
          { text: 'Collecting', link: '/guide/collecting' },
          { text: 'What is claimed, and how it is checked', link: '/guide/what-is-true' },
        ],
      },
      ...scenarioLinks('en', ''),
    ],
  },
};

export const simplifiedChinese: Locale = {
  label: '简体中文',
  lang: 'zh-CN',
  link: '/zh/',
  description:
    '进程怎样使用内存，Python 又怎样管理自己的内存：一个可以运行、可以后退、并与真实系统一致的模型。',
  themeConfig: {
    nav: [
      { text: '指南', link: '/zh/guide/process' },
      { text: '情景', link: '/zh/scenarios/' },
    ],
    sidebar: [
      {
        text: '指南',
        items: [
          { text: '进程', link: '/zh/guide/process' },
          { text: '堆', link: '/zh/guide/allocating' },
          { text: '计数', link: '/zh/guide/counting' },
          { text: '回收', link: '/zh/guide/collecting' },
          { text: '声明了什么，怎样验证', link: '/zh/guide/what-is-true' },
        ],
      },
      ...scenarioLinks('zh', '/zh'),
    ],
    outlineTitle: '本页内容',
    docFooter: { prev: '上一页', next: '下一页' },
    darkModeSwitchLabel: '外观',
    lightModeSwitchTitle: '切换到浅色',
    darkModeSwitchTitle: '切换到深色',
    sidebarMenuLabel: '目录',
    returnToTopLabel: '回到顶部',
    langMenuLabel: '切换语言',
  },
};

export const searchInChinese = {
  translations: {
    button: { buttonText: '搜索', buttonAriaLabel: '搜索' },
    modal: {
      noResultsText: '没有找到结果',
      resetButtonTitle: '清除',
      footer: { selectText: '选择', navigateText: '移动', closeText: '关闭' },
    },
  },
};
