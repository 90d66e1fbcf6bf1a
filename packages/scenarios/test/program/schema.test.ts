import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { type Step, validateProgram } from '../../src/index.ts';
import { library } from '../../src/library/index.ts';
import { questions } from '../../src/quiz/index.ts';
import { programSchema } from '../../src/source/index.ts';

const schema = programSchema();
const accepts = new Ajv2020({ strict: true, strictRequired: false }).compile(schema);
const scenarios = Object.values(library);

test('the file that is published is what the table of operands makes', async () => {
  const text = `${JSON.stringify(schema, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot('../../program.schema.json');
});

test.each(scenarios)('$id is as the schema says', (scenario) => {
  accepts({ $schema: './program.schema.json', ...scenario });
  expect(accepts.errors).toBeNull();
});

const asked = new Map(
  questions.flatMap(({ about }) => ('program' in about ? [[about.id, about] as const] : [])),
);

test.each([...asked.values()])('$id, which is asked about, is as the schema says', (about) => {
  accepts({ ...scenarios[0], ...about });
  expect(accepts.errors).toBeNull();
});

/** What the validator says against a program; nothing when it is one. */
const refusal = (program: unknown): string | null => {
  try {
    validateProgram(program as readonly Step[]);
    return null;
  } catch (error) {
    return String(error);
  }
};

/** What no schema can know: what stands before a step, and which names C and Python keep. */
const SEMANTIC =
  /used before it is bound|names an? |is reserved|has no slot|taken by C|has no place in a loop|parameters\.|answers (a value|nothing)|names no |begins? with exec|the process has|nobody calls it again|declared|is automatic|is a pointer|has \d+ pointers|is an array|does not fit|no function main|finalizer that tells/;

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
    const scenario = scenarios[next(scenarios.length)];
    const program: readonly Step[] = scenario?.program ?? [];
    const at = next(program.length);
    const step: Record<string, unknown> = { ...program[at] };
    const fields = Object.keys(step).filter((name) => name !== 'note' && name !== 'notClaimed');
    const field = fields[next(fields.length)] ?? 'op';
    if (next(4) === 0) delete step[field];
    else step[field] = spoils[next(spoils.length)];
    const broken = program.with(at, step as unknown as Step);
    const schemaSays = accepts({ ...scenario, program: broken });
    const said = refusal(broken);
    const validatorSays = said === null;
    if (validatorSays) expect(schemaSays, JSON.stringify(step)).toBe(true);
    if (said !== null && schemaSays) expect(said).toMatch(SEMANTIC);
    if (!validatorSays) refused++;
    if (!validatorSays && !schemaSays) both++;
  }
  expect(refused).toBeGreaterThan(1000);
  expect(both / refused).toBeGreaterThan(0.8);
});
