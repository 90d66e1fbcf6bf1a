import { describe, expect, test } from 'vitest';
import type { Language } from '../src/index.ts';
import { library } from '../src/library/index.ts';
import { tell } from '../src/story.ts';
import { textWidth } from '../src/view/index.ts';
import { momentsOf } from './performed.ts';

const languages: readonly Language[] = ['en', 'zh'];

const widest = (text: string): number => Math.max(...text.split('\n').map(textWidth));

describe.each(Object.values(library))('$id', (scenario) => {
  test.each(languages)('reads in %s as the golden text does, in 80 columns', async (language) => {
    const story = tell(scenario, language, { moments: momentsOf(scenario) });
    expect(widest(story)).toBeLessThanOrEqual(80);
    await expect(story).toMatchFileSnapshot(`golden/${scenario.id}.${language}.txt`);
  });

  test.each(languages)('keeps to 40 columns in %s where the terminal is narrow', (language) => {
    const story = tell(scenario, language, { columns: 40, moments: momentsOf(scenario) });
    expect(widest(story)).toBeLessThanOrEqual(40);
  });
});
