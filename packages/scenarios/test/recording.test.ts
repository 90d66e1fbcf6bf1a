import { expect, test } from 'vitest';
import { RecordFormatError } from '../src/index.ts';
import { readRecording } from '../src/recorded.ts';

const run = {
  tool: 'gcc',
  version: 'gcc 12.2.0',
  platform: 'linux x86_64',
  command: './a',
  date: '2026-11-22',
  answers: [{ name: 'a', value: 1 }],
};

test('reads a recording and keeps no field it does not know', () => {
  const json = { scenario: 'a', runs: [{ ...run, extra: 1 }], extra: 2 };
  expect(readRecording(json)).toEqual({ scenario: 'a', runs: [run] });
});

test.each<[string, unknown]>([
  ['recording', null],
  ['recording', []],
  ['runs', { scenario: 'a' }],
  ['scenario', { runs: [] }],
  ['runs[0]', { scenario: 'a', runs: [7] }],
  ['runs[0].tool', { scenario: 'a', runs: [{ ...run, tool: 'toString' }] }],
  ['runs[0].version', { scenario: 'a', runs: [{ ...run, version: '' }] }],
  ['runs[0].answers', { scenario: 'a', runs: [{ ...run, answers: {} }] }],
  ['runs[0].answers[0].value', { scenario: 'a', runs: [{ ...run, answers: [{ name: 'a' }] }] }],
  ['runs[0].answers[0].name', { scenario: 'a', runs: [{ ...run, answers: [{ value: 1 }] }] }],
])('names %s as the field at fault', (field, json) => {
  try {
    readRecording(json);
  } catch (error) {
    expect(error).toBeInstanceOf(RecordFormatError);
    expect(error).toMatchObject({ code: 'ERR_RECORD_FORMAT', field });
    return;
  }
  expect.unreachable();
});
