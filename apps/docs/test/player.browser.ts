import { type Language, replay, type Scenario } from '@memstrata/scenarios';
import { library } from '@memstrata/scenarios/library';
import { answerText, judge, optionText, questionsFor } from '@memstrata/scenarios/quiz';
import { figures, toText } from '@memstrata/scenarios/view';
import { expect, type Page, test } from '@playwright/test';

const position = (page: Page) => page.locator('.position');

/** What a screen reader hears of each figure: the description of the picture. */
const described = (page: Page): Promise<(string | null)[]> =>
  page.locator('.drawing svg > desc').evaluateAll((all) => all.map((one) => one.textContent));

const toldBy = (scenario: Scenario, language: Language): string[][] =>
  [...replay(scenario)].map((moment) => figures(moment, language).map((figure) => toText(figure)));

const LANGUAGES = [
  ['en', ''],
  ['zh', '/zh'],
] as const;

for (const [language, base, id] of [
  ['en', '', 'malloc-split'],
  ['zh', '/zh', 'ring'],
] as const)
  test(`${id} (${language}) is stepped by the keyboard, there and back`, async ({ page }) => {
    const told = toldBy(library[id], language);
    const saysAt = (index: number) =>
      expect.poll(() => described(page), { intervals: [0, 10, 20, 50] }).toEqual(told[index]);
    await page.goto(`${base}/scenarios/${id}`);
    for (let index = 0; index < told.length; index++) {
      await saysAt(index);
      if (index > 0) expect(page.url()).toContain(`#t=${index + 1}`);
      await page.keyboard.press('ArrowRight');
    }
    for (let index = told.length - 1; index >= 0; index--) {
      await saysAt(index);
      await page.keyboard.press('ArrowLeft');
    }
  });

/** The descriptions at every step, read inside the page while its keys are pressed one after the other. */
const walk = (page: Page, steps: number): Promise<(string | null)[][]> =>
  page.evaluate(async (steps) => {
    const heard: (string | null)[][] = [];
    for (let step = 0; step < steps; step++) {
      const all = document.querySelectorAll('.drawing svg > desc');
      heard.push(Array.from(all, (one) => one.textContent));
      window.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight' }));
      await new Promise((drawn) => setTimeout(drawn));
    }
    return heard;
  }, steps);

for (const [index, [language, base]] of LANGUAGES.entries())
  test(`every other scenario says at every step what the terminal says (${language})`, async ({
    page,
  }) => {
    await page.goto(`${base}/scenarios/`);
    for (const scenario of Object.values(library).filter((_, place) => place % 2 === index)) {
      await page.locator(`.VPSidebar a[href$="/scenarios/${scenario.id}"]`).click();
      await expect(page.locator('.question')).toHaveText(scenario.question[language]);
      const told = toldBy(scenario, language);
      expect.soft(await walk(page, told.length), scenario.id).toEqual(told);
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

test('a question about the scenario is asked, and the option chosen is answered', async ({
  page,
}) => {
  const [question] = questionsFor('smallest-request');
  if (!question) throw new Error('smallest-request is asked about');
  const judgement = judge(question);
  await page.goto('/scenarios/smallest-request');
  await page.getByText('Predict first: one question').click();
  for (const { option } of judgement.options) {
    await page.getByRole('radio', { name: optionText(option, 'en'), exact: true }).check();
    await expect(page.locator('.told')).toContainText(answerText(option, judgement, 'en'));
  }
  await expect(page).not.toHaveURL(/#t=/);
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
  const told = figures(replay(library.ring).at(0), 'en').map((figure) => toText(figure));
  // A key that comes before the page listens is lost.
  await expect(async () => {
    await page.keyboard.press('t');
    await expect(page.locator('.figure pre')).toHaveText(told, { timeout: 2000 });
  }).toPass();
});

test('a Chinese word inside a sentence is found by the search', async ({ page }) => {
  await page.goto('/zh/guide/what-is-true');
  await page.keyboard.press('Control+k');
  await page.getByRole('searchbox').fill('解释器');
  await expect(page.locator('.VPLocalSearchBox .result').first()).toBeVisible();
});

test('a part of a figure is chosen by keys, said, and marked in the other figures at every step', async ({
  page,
}) => {
  await page.goto('/scenarios/malloc-split#t=3');
  const said = page.getByRole('status').filter({ hasText: 'Selected' });
  const heap = page.locator('.drawing').first();
  await heap.press('Enter');
  await expect(said).toContainText('chunk 0x8 32 bytes');
  await expect(page.locator('.drawing [data-selected]')).not.toHaveCount(0);
  const first = await said.textContent();
  await page.keyboard.press('ArrowDown');
  await expect(said).not.toHaveText(first ?? '');
  await page.keyboard.press('ArrowUp');
  await expect(said).toHaveText(first ?? '');
  await page.keyboard.press('ArrowRight');
  await expect(position(page)).toContainText('Step 4');
  await expect(said).toContainText('chunk 0x8 32 bytes');
  await page.keyboard.press('Escape');
  await expect(said).toHaveCount(0);
});
