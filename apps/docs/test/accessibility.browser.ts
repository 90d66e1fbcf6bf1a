import { createRequire } from 'node:module';
import { expect, type Page, test } from '@playwright/test';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const PAGES = [
  '/',
  '/guide/process',
  '/guide/counting',
  '/zh/guide/collecting',
  '/guide/what-is-true',
  '/scenarios/malloc-split#t=3',
  '/zh/scenarios/ring#t=3',
];

declare global {
  interface Window {
    axe: {
      run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
    };
  }
}

for (const colorScheme of ['light', 'dark'] as const)
  test(`pages pass WCAG A and AA in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    for (const path of PAGES) {
      await page.goto(path);
      expect.soft(await violationsOn(page), path).toEqual([]);
    }
  });

async function violationsOn(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axe });
  return page.evaluate(async () => {
    const result = await window.axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'],
    });
    return result.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
  });
}

test('nothing runs out of a page, on a phone or a desk', async ({ page }) => {
  for (const path of PAGES) {
    await page.goto(path);
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      const [content, viewport] = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.clientWidth,
      ]);
      expect.soft(content, `${path} at ${width} pixels`).toBeLessThanOrEqual(viewport ?? 0);
    }
  }
});
