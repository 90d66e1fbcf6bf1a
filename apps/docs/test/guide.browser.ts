import { replay } from '@memstrata/scenarios';
import { library } from '@memstrata/scenarios/library';
import { expect, test } from '@playwright/test';

test('the process of a chosen program follows the choice', async ({ page }) => {
  await page.goto('/guide/process');
  const layout = page.locator('.process-layout');
  const described = layout.locator('svg > desc');
  await expect(described).toContainText('linux-x86-64');
  await expect(described).toContainText('0x555555554000');
  await layout.getByRole('combobox').selectOption('report_m32_pie');
  await expect(described).toContainText('linux-i386');
  await layout.getByRole('combobox').selectOption('report_nopie');
  await expect(described).toContainText('0x000000400000');
  const topDown = await described.textContent();
  await layout.getByRole('checkbox', { name: 'the old layout' }).check();
  await expect(described).not.toHaveText(topDown ?? '');
});

test('a file of the reader’s own is laid out, or refused in words', async ({ page }) => {
  await page.goto('/guide/process');
  const layout = page.locator('.process-layout');
  const choose = layout.locator('input[type="file"]');
  await choose.setInputFiles(process.execPath);
  await expect(layout).toContainText('node begins at 0x');
  await choose.setInputFiles('package.json');
  await expect(layout.getByRole('alert')).toContainText('not an ELF file');
});

test('an excerpt moves by its own keys only, and leads to the same step of the whole', async ({
  page,
}) => {
  await page.goto('/guide/process');
  const excerpt = page.locator('.player.excerpt', { has: page.locator('.position') }).first();
  await page.keyboard.press('ArrowRight');
  await expect(excerpt.locator('.position')).toContainText('Step 4 of');
  await excerpt.getByRole('button', { name: 'Next step' }).click();
  await page.keyboard.press('ArrowRight');
  await expect(excerpt.locator('.position')).toContainText('Step 6 of');
  await expect(page).not.toHaveURL(/#t=/);
  await excerpt.getByRole('link').click();
  // The guide, with its many positions, stays until the other page is there.
  await expect(page.locator('.position')).toHaveCount(1, { timeout: 15_000 });
  await expect(page.locator('.position')).toContainText('Step 6 of');
});

test('one program ends otherwise under five policies, each of which has looked at other chunks', async ({
  page,
}) => {
  const scenario = library['which-hole'];
  const under = (placement: 'first-fit' | 'next-fit' | 'best-fit' | 'worst-fit') => {
    const heap = { ...scenario.machine.heap, placement };
    return [...replay(scenario, { heap })].flatMap(({ events }) => events);
  };
  const looked = (['first-fit', 'next-fit', 'best-fit', 'worst-fit'] as const).map(
    (placement) => under(placement).filter(({ type }) => type === 'examined').length,
  );
  await page.goto('/guide/allocating');
  const duel = page.getByRole('region', { name: 'One program, five policies' });
  await duel.getByRole('button', { name: 'Last step' }).click();
  const told = duel.locator('.policies > section > p:first-of-type');
  await expect(told).toHaveCount(5);
  for (const [index, chunks] of looked.entries())
    await expect(told.nth(index)).toHaveText(`Free chunks looked at so far: ${chunks}`);
  const heaps = await duel.locator('svg > desc').allTextContents();
  expect(new Set(heaps).size).toBeGreaterThan(3);
  await expect(page.getByRole('columnheader', { name: 'glibc %', exact: true })).toBeVisible();
});
