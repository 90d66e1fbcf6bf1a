import { expect, test } from 'vitest';
import { MachineError, memory, RecordFormatError, type Scenario, scenario } from '../src/index.ts';

const text = { en: 'One', zh: '一' };
const whole = {
  id: 'one',
  title: text,
  question: text,
  answer: text,
  machine: {},
  program: [memory.malloc('a', 24)],
  claims: { confirmed: [text], notClaimed: [] },
};

/** What is said of a file whose fields are these. */
function refusal(fields: object): string {
  try {
    scenario({ ...whole, ...fields } as Scenario);
  } catch (error) {
    if (error instanceof RecordFormatError || error instanceof MachineError) return error.message;
    throw error;
  }
  return 'accepted';
}

const TEXT = 'expected a text in English and in Chinese.';

test.each<[string, object]>([
  ['accepted', {}],
  ['id: expected lower-case words joined by hyphens.', { id: undefined }],
  [`title: ${TEXT}`, { title: { en: 3, zh: 4 } }],
  [`answer: ${TEXT}`, { answer: null }],
  ['claims: expected an object.', { claims: undefined }],
  ['claims.confirmed: expected a list of texts.', { claims: { notClaimed: [] } }],
  [`claims.confirmed[0]: ${TEXT}`, { claims: { confirmed: ['x'], notClaimed: [] } }],
  ['machine: expected an object.', { machine: null }],
  ['machine: expected an object.', { machine: [] }],
  ['machine.heep: is no option; there are process, heap, python.', { machine: { heep: {} } }],
  [
    'machine.heap: 3 is not an object with options: policy, bytes, placement, coalescing.',
    { machine: { heap: 3 } },
  ],
  [
    'machine.heap.size: is no option; there are policy, bytes, placement, coalescing.',
    { machine: { heap: { size: 3 } } },
  ],
  ...[-16, 17, 2 ** 40, '512'].map((bytes): [string, object] => [
    `machine.heap.bytes: ${JSON.stringify(bytes)} is not a whole number from 16 to 1073741824 and a multiple of 16.`,
    { machine: { heap: { bytes } } },
  ]),
  [
    'machine.heap.placement: "constructor" is not one of first-fit, next-fit, best-fit, worst-fit.',
    { machine: { heap: { placement: 'constructor' } } },
  ],
  [
    'machine.process.platform: "toString" is not one of linux-x86-64, linux-i386, classic.',
    { machine: { process: { platform: 'toString' } } },
  ],
  ['accepted', { machine: { process: { stackLimit: null, seed: 7 } } }],
  [
    'machine.process.stackLimit: 0 is not a whole number from 131072 to 70368744177664 and a multiple of 1024, or null.',
    { machine: { process: { stackLimit: 0 } } },
  ],
  [
    'machine.python.version: 3.13 is not one of 3.6, 3.7, 3.8, 3.9, 3.10, 3.11, 3.12, 3.13, 3.14.5, 3.15.',
    { machine: { python: { version: 3.13 } } },
  ],
  ['machine.python.ways: 1 is not true or false.', { machine: { python: { ways: 1 } } }],
  [
    'machine.python.thresholds: [1] is not a list of three whole numbers from 0 to 1000000.',
    { machine: { python: { thresholds: [1] } } },
  ],
])('%s', (expected, fields) => {
  expect(refusal(fields)).toBe(expected);
});
