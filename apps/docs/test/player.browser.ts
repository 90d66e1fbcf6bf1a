import { replay } from '@memstrata/scenarios';
import { library } from '@memstrata/scenarios/library';
import { figures, toText } from '@memstrata/scenarios/view';
import { expect, type Page, test } from '@playwright/test';

const position = (page: Page) => page.locator('.position');

/** What a screen reader hears of each figure: the description of the picture. */
const described = (page: Page): Promise<(string | null)[]> =>
  page.locator('.drawing svg > desc').evaluateAll((all) => all.map((one) => one.textContent));

/** Looks at once, then ever more seldom: a step is drawn within a frame. */
const SOON = { intervals: [0, 10, 20, 50, 100, 250], timeout: 10_000 };

for (const [language, base] of [
  ['en', ''],
  ['zh', '/zh'],
] as const)
  test(`every scenario (${language}) is stepped by keyboard, and says what the terminal says`, async ({
    page,
  }) => {
    test.setTimeout(10_000 + Object.keys(library).length * 10_000);
    await page.goto(`${base}/scenarios/`);
    for (const scenario of Object.values(library)) {
      await page.locator(`.VPSidebar a[href$="/scenarios/${scenario.id}"]`).click();
      await expect(page.locator('.question')).toHaveText(scenario.question[language]);
      const performed = replay(scenario);
      const told = (index: number): string[] =>
        figures(performed.at(index), language).map((figure) => toText(figure));
      for (let index = 0; index < performed.length; index++) {
        await expect.poll(() => described(page), SOON).toEqual(told(index));
        if (index > 0) expect(page.url()).toContain(`#t=${index + 1}`);
        await page.keyboard.press('ArrowRight');
      }
      await page.keyboard.press('Home');
      await expect.poll(() => described(page), SOON).toEqual(told(0));
    }
  });

test('buttons step both ways, and a link leads back to the step', async ({ page }) => {
  await page.goto('/scenarios/malloc-split');
  await page.getByRole('button', { name: 'Next step' }).click();
  await page.getByRole('button', { name: 'Next step' }).click();
  await page.getByRole('button', { name: 'Step back' }).click();
  await expect(position(page)).toContainText('Step 2');
  await page.goto('/scenarios/malloc-split#t=3');
  await expect(position(page)).toContainText('Step 3');
});

test('a key typed into the search field does not step', async ({ page }) => {
  await page.goto('/scenarios/malloc-split');
  await page.keyboard.press('Control+k');
  await page.getByRole('searchbox').fill('l');
  await page.keyboard.press('ArrowLeft');
  await expect(page).not.toHaveURL(/#t=/);
});

test('the text twin shows the same figures', async ({ page }) => {
  await page.goto('/scenarios/ring');
  await page.keyboard.press('t');
  const told = figures(replay(library.ring).at(0), 'en').map((figure) => toText(figure));
  await expect(page.locator('.figure pre')).toHaveText(told);
});

test('a Chinese word inside a sentence is found by the search', async ({ page }) => {
  await page.goto('/zh/guide/what-is-true');
  await page.keyboard.press('Control+k');
  await page.getByRole('searchbox').fill('解释器');
  await expect(page.locator('.VPLocalSearchBox .result').first()).toBeVisible();
});
