import { expect, test } from 'vitest';
import { type Step, validateProgram } from '../../src/index.ts';
import { library } from '../../src/library/index.ts';
import { programSchema } from '../../src/source/index.ts';

type Json = Readonly<Record<string, unknown>>;

/** A value that a check has found to be a schema. */
const asSchema = (value: unknown): Json => value as Json;

const schema = programSchema();
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const types: Readonly<Record<string, (value: unknown) => boolean>> = {
  object: isObject,
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  integer: Number.isInteger,
  null: (value) => value === null,
};

/** JSON Schema, as far as the keywords that ours uses go (draft 2020-12, sections 6 and 10 of Validation and Core). */
const keywords: Readonly<Record<string, (argument: never, value: never) => boolean>> = {
  type: (type: string, value) => types[type]?.(value) ?? false,
  const: (wanted, value) => wanted === value,
  enum: (words: readonly unknown[], value) => words.includes(value),
  pattern: (pattern: string, value: unknown) =>
    typeof value !== 'string' || new RegExp(pattern, 'u').test(value),
  maxLength: (most: number, value: unknown) => typeof value !== 'string' || value.length <= most,
  minimum: (least: number, value: unknown) => typeof value !== 'number' || value >= least,
  maximum: (most: number, value: unknown) => typeof value !== 'number' || value <= most,
  minItems: (least: number, value: unknown) => !Array.isArray(value) || value.length >= least,
  maxItems: (most: number, value: unknown) => !Array.isArray(value) || value.length <= most,
  uniqueItems: (_: true, value: unknown) =>
    !Array.isArray(value) || new Set(value).size === value.length,
  items: (item: Json, value: unknown) =>
    !Array.isArray(value) || value.every((each) => accepts(item, each)),
  required: (names: readonly string[], value: unknown) =>
    !isObject(value) || names.every((name) => Object.hasOwn(value, name)),
  properties: (fields: Json, value: unknown) =>
    !isObject(value) ||
    Object.entries(fields).every(
      ([name, field]) => !Object.hasOwn(value, name) || accepts(asSchema(field), value[name]),
    ),
  anyOf: (all: readonly Json[], value) => all.some((each) => accepts(each, value)),
  oneOf: (all: readonly Json[], value) => all.filter((each) => accepts(each, value)).length === 1,
  $ref: (_: string, value) => accepts(stepSchema, value),
};
const stepSchema = asSchema(asSchema(schema['$defs'])['step']);
const silent = new Set(['$schema', 'title', '$defs']);

const accepts = (part: object, value: unknown): boolean =>
  Object.entries(part).every(([keyword, argument]) => {
    if (silent.has(keyword)) return true;
    const check = keywords[keyword];
    if (!check) throw new Error(`The schema uses ${keyword}, which this test does not know.`);
    return check(argument as never, value as never);
  });

test('the file that is published is what the table of operands makes', async () => {
  const text = `${JSON.stringify(schema, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot('../../program.schema.json');
});

test.each(Object.values(library))('$id is as the schema says', (scenario) => {
  expect(accepts(schema, { $schema: './program.schema.json', ...scenario })).toBe(true);
});

const isValid = (program: unknown): boolean => {
  try {
    validateProgram(program as readonly Step[]);
    return true;
  } catch {
    return false;
  }
};

test('a broken program that the schema refuses is refused by the validator, and most are by both', () => {
  let seed = 11;
  const next = (below: number): number => {
    seed = (seed * 48271) % 2147483647;
    return seed % below;
  };
  const spoils: readonly unknown[] = [null, -1, 1.5, 2 ** 50, '', '9x', 'a-b', {}, [], true, [7]];
  let refused = 0;
  let both = 0;
  for (let turn = 0; turn < 2000; turn++) {
    const scenarios = Object.values(library);
    const program: readonly Step[] = scenarios[next(scenarios.length)]?.program ?? [];
    const at = next(program.length);
    const step: Record<string, unknown> = { ...program[at] };
    const fields = Object.keys(step).filter((name) => name !== 'note' && name !== 'notClaimed');
    const field = fields[next(fields.length)] ?? 'op';
    if (next(4) === 0) delete step[field];
    else step[field] = spoils[next(spoils.length)];
    const schemaSays = accepts(stepSchema, step);
    const validatorSays = isValid(program.with(at, step as unknown as Step));
    if (validatorSays) expect(schemaSays, JSON.stringify(step)).toBe(true);
    if (!validatorSays) refused++;
    if (!validatorSays && !schemaSays) both++;
  }
  expect(refused).toBeGreaterThan(1000);
  expect(both / refused).toBeGreaterThan(0.8);
});
