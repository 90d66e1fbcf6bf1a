import { createRequire } from 'node:module';
import { expect, test } from '@playwright/test';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const PAGES = ['/scenarios/malloc-split#t=3', '/zh/scenarios/ring#t=3', '/guide/what-is-true', '/'];

declare global {
  interface Window {
    axe: {
      run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
    };
  }
}

for (const colorScheme of ['light', 'dark'] as const)
  for (const path of PAGES)
    test(`${path} passes WCAG A and AA in ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.goto(path);
      await page.addScriptTag({ path: axe });
      const violations = await page.evaluate(async () => {
        const result = await window.axe.run({
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'],
        });
        return result.violations.flatMap(({ id, nodes }) =>
          nodes.map((node) => `${id}: ${node.html}`),
        );
      });
      expect(violations).toEqual([]);
    });

for (const width of [360, 1280])
  test(`nothing runs out of a page ${width} pixels wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.goto('/scenarios/malloc-split#t=4');
    const [content, viewport] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    expect(content).toBeLessThanOrEqual(viewport ?? 0);
  });
