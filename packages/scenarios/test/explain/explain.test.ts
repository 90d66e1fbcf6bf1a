import { asChunk, asPointer } from '@memstrata/allocator';
import { describe, expect, test } from 'vitest';
import {
  explain,
  type Language,
  Machine,
  type MachineEvent,
  memory,
  sentence,
} from '../../src/index.ts';
import { library } from '../../src/library/index.ts';
import { momentsOf } from '../performed.ts';

const languages: readonly Language[] = ['en', 'zh'];

test.each<[number, number, string]>([
  [24, 32, '24 bytes need a chunk of 32: 8 for the header, rounded up to 16.'],
  [1, 32, '1 byte needs a chunk of 32: 8 for the header, rounded up to 32, the smallest chunk.'],
  [40, 48, '40 bytes need a chunk of 48: 8 for the header, rounded up to 16.'],
])('%i bytes in a chunk of %i: the rule and its numbers', (size, chunkSize, expected) => {
  expect(sentence({ model: 'allocator', type: 'padded', size, chunkSize }, 'en')).toBe(expected);
});

test('says what a free makes of its neighbour', () => {
  const event: MachineEvent = {
    model: 'allocator',
    type: 'merged',
    chunk: asChunk(0x28),
    size: 464,
    absorbed: asChunk(0x58),
    absorbedSize: 416,
  };
  expect(sentence(event, 'zh')).toBe(
    '相邻的块也空闲：0x58 处的 416 字节并入，0x28 处的块现有 464 字节。',
  );
});

test('a fault is told after what led to it', () => {
  const machine = new Machine();
  machine.perform(memory.malloc('a', 24));
  machine.perform(memory.malloc('b', 24));
  machine.perform(memory.free('a'));
  const moment = machine.perform(memory.free('a'));
  expect(moment.fault).toMatchObject({
    name: 'DoubleFree',
    code: 'ERR_DOUBLE_FREE',
    details: { pointer: asPointer(0x10) },
  });
  expect(explain(moment, 'en').at(-1)).toMatch(/^The program ends here \(DoubleFree\): .*0x10/);
  expect(() => machine.perform(memory.free('b'))).toThrow(/ended/);
});

describe.each(Object.values(library))('$id', (scenario) => {
  test.each(languages)('each sentence in %s is one, without a gap', (language) => {
    const seen = new Set<string>();
    for (const moment of momentsOf(scenario)) {
      for (const event of moment.events) seen.add(event.type);
      for (const text of explain(moment, language)) {
        expect(text).not.toMatch(/undefined|NaN|null/);
        expect(text).toMatch(/[.。]$| = \w[\w ]*$| = -\d+$/);
      }
    }
    expect(seen.size).toBeGreaterThan(0);
  });
});
