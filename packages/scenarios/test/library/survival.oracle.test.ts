import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { library } from '../../src/library/index.ts';
import { decimal } from '../../src/view/index.ts';

interface Run {
  readonly workload: string;
  readonly python: string;
  readonly allocated: number;
  readonly share_refcount_never_examined: number;
  readonly generations: readonly { readonly survival: number | null }[];
}

const recorded = new URL('../recorded/survival.json', import.meta.url);
const { runs } = JSON.parse(readFileSync(recorded, 'utf8')) as { runs: readonly Run[] };
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

test.each(['ast_parse', 'web_requests'])('the shares told of %s are the recorded ones', (name) => {
  const run = runs.find(({ workload, python }) => workload === name && python === '3.12.1');
  const { answer } = library['most-die-uncollected'];
  for (const text of [answer.en, answer.zh]) {
    expect(text).toContain(percent(run?.share_refcount_never_examined ?? 0));
    expect(text).toContain(percent(run?.generations[0]?.survival ?? 0));
    if (name === 'ast_parse') expect(text).toContain(decimal(run?.allocated ?? 0));
  }
});
