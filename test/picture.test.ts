import { expect, test } from 'vitest';
import { replay } from '../packages/scenarios/src/index.ts';
import { library } from '../packages/scenarios/src/library/index.ts';
import { figures, toSvg } from '../packages/scenarios/src/view/index.ts';

test('the picture of the README is what the view draws of malloc-split', async () => {
  const performed = replay(library['malloc-split']);
  const step = [...performed].findIndex((moment) => moment.step.op === 'free');
  const [heap] = figures(performed.at(step), 'en');
  expect(heap?.kind).toBe('strip');
  await expect(heap && `${toSvg(heap, { standalone: true })}\n`).toMatchFileSnapshot(
    '../docs/malloc-split.svg',
  );
});
