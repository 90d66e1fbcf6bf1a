import { expect, test } from 'vitest';
import { readTrace, streamTrace, TraceFormatError } from '../../src/trace/index.ts';

const TEXT = 'a 0 512\na 1 24\r\nr 0 640\nf 1\nf 0';

test.each([1, 2, 3, 5, 8, 100])('reads pieces of %i characters as it reads the whole', (length) => {
  const pieces = TEXT.match(new RegExp(`[^]{1,${length}}`, 'g')) ?? [];
  expect([...readTrace(pieces)]).toEqual([...readTrace(TEXT)]);
});

async function* arriving(...pieces: string[]): AsyncGenerator<string> {
  for (const piece of pieces) yield await Promise.resolve(piece);
}

test('streams pieces that arrive in time', async () => {
  const operations = [];
  for await (const operation of streamTrace(arriving('a 0 5', '12\nf', ' 0')))
    operations.push(operation.op);
  expect(operations).toEqual(['malloc', 'free']);
});

test('a stream that stops short is an error', async () => {
  const consume = async (): Promise<void> => {
    for await (const operation of streamTrace(arriving('1\n1\n2\n1\n', 'a 0 8\n'))) void operation;
  };
  await expect(consume()).rejects.toThrow(TraceFormatError);
});
