import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { programSchema } from '../src/source/index.ts';

test('the package gives the schema out by its name', () => {
  const given: unknown = createRequire(import.meta.url)('@memstrata/scenarios/program.schema.json');
  expect(given).toEqual(JSON.parse(JSON.stringify(programSchema())));
});
