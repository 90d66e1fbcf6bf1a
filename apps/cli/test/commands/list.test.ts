import { stripVTControlCharacters } from 'node:util';
import { chapters, library } from '@memstrata/scenarios/library';
import { misconceptionsOf } from '@memstrata/scenarios/quiz';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { invoke } from '../invoke.ts';

const scenarios = Object.values(library);

test.each(['en', 'zh'] as const)('lists every scenario with its title in %s', async (language) => {
  const { stdout } = await invoke(['list', '--lang', language]);
  const lines = stdout.split('\n').filter((line) => line.startsWith('  '));
  expect(lines).toHaveLength(scenarios.length);
  for (const [index, { id, title }] of scenarios.entries()) {
    expect(lines[index]).toMatch(new RegExp(`^  ${id} `));
    expect(lines[index]).toContain(title[language]);
    for (const misconception of misconceptionsOf(id))
      expect(lines[index]).toMatch(new RegExp(` ${misconception}\\b`));
  }
});

test.each(['en', 'zh'])('a line fits into 80 columns of a terminal in %s', async (language) => {
  const { stdout } = await invoke(['list', '--lang', language], { terminal: 80 });
  for (const line of stdout.split('\n')) {
    expect(stringWidth(line), line).toBeLessThanOrEqual(80);
    expect(stripVTControlCharacters(line)).not.toMatch(/ $/);
  }
});

test('each chapter stands above its first scenario', async () => {
  const lines = (await invoke(['list'])).stdout.split('\n');
  for (const { title, scenarios } of chapters)
    expect(lines[lines.indexOf(title.en) + 1]).toContain(scenarios[0]?.id);
});

test('--json gives ids, titles, questions and misconceptions', async () => {
  const listed = JSON.parse((await invoke(['list', '--json'])).stdout);
  expect(listed).toEqual(
    scenarios.map(({ id, title, question }) => ({
      id,
      title,
      question,
      misconceptions: misconceptionsOf(id),
    })),
  );
});

test('an unknown language costs one line', async () => {
  const { status, stderr } = await invoke(['list', '--lang', 'fr']);
  expect(status).toBe(2);
  expect(stderr).toMatch(/^memstrata: .*'fr' is invalid.*en, zh.*\n$/);
});
