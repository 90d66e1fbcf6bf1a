import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { expect, type Page, test } from '@playwright/test';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const GUIDES = readdirSync('guide').map((file) => `/guide/${basename(file, '.md')}`);
const PAGES = [
  '/',
  ...GUIDES,
  ...GUIDES.map((guide) => `/zh${guide}`),
  '/scenarios/smallest-request#t=3',
  '/zh/scenarios/ring#t=3',
];

const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

declare global {
  interface Window {
    axe: {
      run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
    };
  }
}

for (const path of PAGES)
  test(`${path} passes WCAG A and AA, by day and night, and nothing runs out of it on a phone or a desk`, async ({
    page,
  }) => {
    await page.goto(path);
    await openQuestions(page);
    expect.soft(await violationsOn(page, LEVELS)).toEqual([]);
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      const [content, viewport] = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.clientWidth,
      ]);
      expect.soft(content, `at ${width} pixels`).toBeLessThanOrEqual(viewport ?? 0);
    }
    // The night changes colours and nothing else.
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect(page.locator('html')).toHaveClass(/dark/);
    expect.soft(await violationsOn(page, ['color-contrast'])).toEqual([]);
  });

/** Opens the questions of a scenario's page and answers the first; other pages have none. */
async function openQuestions(page: Page): Promise<void> {
  const summary = page.locator('.predictions > summary');
  if ((await summary.count()) === 0) return;
  await summary.click();
  await page.locator('.predictions').getByRole('radio').first().check();
}

/** What breaks the rules: those of the levels named, or the rules named. */
async function violationsOn(page: Page, runOnly: readonly string[]): Promise<string[]> {
  await page.addScriptTag({ path: axe });
  return page.evaluate(async (runOnly) => {
    const result = await window.axe.run({ runOnly });
    return result.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
  }, runOnly);
}
