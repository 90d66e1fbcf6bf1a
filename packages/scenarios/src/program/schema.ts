/**
 * The JSON Schema of a scenario's file, made from the table that validates programs. A schema says what
 * each step must be made of; that a name is bound before it is used, only `validateProgram` can say.
 */
import { MAX_THRESHOLD, machineRules, type OptionRule } from '../machine-options.ts';
import { type Operand, operands, operationNames } from './operands.ts';
import type { Op } from './program.ts';
import { LITERAL, MAX_LENGTH, MOST_DECLARED, TYPES } from './unit-problem.ts';

/** A schema, or a part of one: plain JSON. */
export type JsonSchema = { readonly [keyword: string]: unknown };

const NAME: JsonSchema = { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9_]{0,30}$' };
const TEXT: JsonSchema = {
  type: 'object',
  properties: { en: { type: 'string', minLength: 1 }, zh: { type: 'string', minLength: 1 } },
  required: ['en', 'zh'],
};
const VALUE: JsonSchema = {
  anyOf: [NAME, { type: 'integer', minimum: -(2 ** 31) + 1, maximum: 2 ** 31 - 1 }],
};
const listOf = (items: JsonSchema, atMost: number, atLeast = 0): JsonSchema => ({
  type: 'array',
  items,
  minItems: atLeast,
  maxItems: atMost,
});
const orNull = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] });
const named = (): JsonSchema => NAME;

const closed = (properties: object, required: readonly string[] = []): JsonSchema => ({
  type: 'object',
  properties,
  ...(required.length > 0 && { required }),
  additionalProperties: false,
});
const TYPE = { enum: TYPES };
const DECLARED = listOf(
  closed(
    {
      name: NAME,
      type: TYPE,
      length: { type: 'integer', minimum: 1, maximum: MAX_LENGTH },
      value: { type: 'integer', minimum: -(2 ** 31), maximum: 2 ** 31 - 1 },
      literal: { type: 'string', pattern: LITERAL.source },
      storage: { enum: ['static', 'const'] },
    },
    ['name', 'type'],
  ),
  MOST_DECLARED,
);
const unitSchema = closed(
  {
    variables: DECLARED,
    functions: listOf(
      closed(
        {
          name: NAME,
          parameters: listOf(closed({ name: NAME, type: TYPE }, ['name', 'type']), MOST_DECLARED),
          variables: DECLARED,
          result: { enum: [...TYPES, 'void'] },
        },
        ['name'],
      ),
      MOST_DECLARED,
      1,
    ),
  },
  ['functions'],
);

function optionSchema(rule: OptionRule): JsonSchema {
  switch (rule.is) {
    case 'one-of':
      return { enum: rule.words };
    case 'flag':
      return { type: 'boolean' };
    case 'thresholds':
      return listOf({ type: 'integer', minimum: 0, maximum: MAX_THRESHOLD }, 3, 3);
    case 'whole': {
      const { from: minimum, to: maximum, multipleOf, mayBeNull } = rule;
      const whole = { type: 'integer', minimum, maximum, multipleOf };
      return mayBeNull ? orNull(whole) : whole;
    }
  }
}

const mapped = <T>(table: Readonly<Record<string, T>>, change: (value: T) => unknown): object =>
  Object.fromEntries(Object.entries(table).map(([name, value]) => [name, change(value)]));

const machineSchema = closed(
  mapped(machineRules, (options: Readonly<Record<string, OptionRule>>) =>
    closed(mapped(options, optionSchema)),
  ),
);

const schemas: {
  readonly [K in Operand['is']]: (operand: Extract<Operand, { is: K }>) => JsonSchema;
} = {
  bound: named,
  binds: named,
  unbinds: named,
  identifier: named,
  shaped: named,
  location: named,
  located: named,
  'bound-or-null': () => orNull(NAME),
  'binds-or-null': () => orNull(NAME),
  'location-or-null': () => orNull(NAME),
  'bound-list': ({ mayBeEmpty }) => ({ type: 'array', items: NAME, minItems: mayBeEmpty ? 0 : 1 }),
  'identifier-list': ({ atMost }) => ({ ...listOf(NAME, atMost), uniqueItems: true }),
  whole: ({ from, to }) => ({ type: 'integer', minimum: from, maximum: to }),
  value: () => VALUE,
  'value-or-null': () => orNull(VALUE),
  'value-list': ({ atMost, atLeast }) => listOf(VALUE, atMost, atLeast),
  'one-of': ({ words }) => ({ enum: words }),
  'text-list': ({ atMost }) =>
    listOf({ type: 'string', maxLength: 255, pattern: '^[^\\0]*$' }, atMost),
  word: () => ({ type: 'string', pattern: '^[A-Za-z]{2,30}$' }),
  unit: () => unitSchema,
  steps: () => listOf({ $ref: '#/$defs/step' }, 16, 1),
};

const schemaOf = (operand: Operand): JsonSchema =>
  (schemas[operand.is] as (operand: Operand) => JsonSchema)(operand);

function stepSchema(op: Op): JsonSchema {
  const fields = Object.entries(operands[op]).map(
    ([name, operand]) => [name, schemaOf(operand)] as const,
  );
  return {
    properties: { op: { const: op }, ...Object.fromEntries(fields) },
    required: ['op', ...fields.map(([name]) => name)],
  };
}

/**
 * The schema of a scenario as JSON: what `memstrata run FILE.json` reads.
 *
 * @example
 * ```ts
 * import { programSchema } from '@memstrata/scenarios/source';
 *
 * console.log(programSchema().$schema); // → https://json-schema.org/draft/2020-12/schema
 * ```
 */
export const programSchema = (): JsonSchema & { readonly $schema: string } => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'A scenario of memstrata',
  type: 'object',
  properties: {
    $schema: { type: 'string' },
    id: { type: 'string', pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$' },
    title: TEXT,
    question: TEXT,
    answer: TEXT,
    machine: machineSchema,
    program: { type: 'array', maxItems: 1_000_000, items: { $ref: '#/$defs/step' } },
    claims: {
      type: 'object',
      properties: {
        confirmed: { type: 'array', items: TEXT },
        notClaimed: { type: 'array', items: TEXT },
      },
      required: ['confirmed', 'notClaimed'],
    },
  },
  required: ['id', 'title', 'question', 'answer', 'machine', 'program', 'claims'],
  $defs: {
    step: {
      type: 'object',
      properties: { op: { enum: operationNames }, note: TEXT, notClaimed: TEXT },
      required: ['op'],
      oneOf: operationNames.map(stepSchema),
      unevaluatedProperties: false,
    },
  },
});
