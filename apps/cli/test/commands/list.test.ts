import { library } from '@memstrata/scenarios/library';
import { expect, test } from 'vitest';
import { invoke } from '../invoke.ts';

const scenarios = Object.values(library);

test.each(['en', 'zh'] as const)('lists every scenario with its title in %s', async (language) => {
  const { stdout } = await invoke(['list', '--lang', language]);
  const lines = stdout.trimEnd().split('\n');
  expect(lines).toHaveLength(scenarios.length);
  for (const [index, { id, title }] of scenarios.entries()) {
    expect(lines[index]).toMatch(new RegExp(`^${id} `));
    expect(lines[index]).toContain(title[language]);
  }
});

test('--json gives ids, titles and questions', async () => {
  const listed = JSON.parse((await invoke(['list', '--json'])).stdout);
  expect(listed).toEqual(scenarios.map(({ id, title, question }) => ({ id, title, question })));
});

test('an unknown language costs one line', async () => {
  const { status, stderr } = await invoke(['list', '--lang', 'fr']);
  expect(status).toBe(2);
  expect(stderr).toMatch(/^memstrata: .*'fr' is invalid.*en, zh.*\n$/);
});
