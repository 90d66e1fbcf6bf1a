import { describe, expect, test } from 'vitest';
import type { Language } from '../src/index.ts';
import { library } from '../src/library/index.ts';
import { tell } from '../src/story.ts';
import { textWidth } from '../src/view/index.ts';

const languages: readonly Language[] = ['en', 'zh'];

describe.each(Object.values(library))('$id', (scenario) => {
  test.each(languages)('reads in %s as the golden text does', async (language) => {
    const story = tell(scenario, language);
    await expect(story).toMatchFileSnapshot(`golden/${scenario.id}.${language}.txt`);
  });

  test.each(languages)('keeps to 80 and to 40 columns in %s', (language) => {
    for (const columns of [80, 40])
      for (const line of tell(scenario, language, { columns }).split('\n'))
        expect(textWidth(line), line).toBeLessThanOrEqual(columns);
  });
});
