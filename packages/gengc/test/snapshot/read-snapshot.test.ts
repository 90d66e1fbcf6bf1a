import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  DanglingReference,
  readSnapshot,
  SnapshotCount,
  SnapshotParser,
  SnapshotSyntax,
  SnapshotTruncated,
  typeOf,
} from '../../src/snapshot/index.ts';
import { parse, snapshotText } from './snapshot-text.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const SAMPLE = snapshotText(
  [
    { type: 'builtins.list', refcount: 1, refers: [1, 2], generation: 2 },
    { type: 'app.Node', refcount: 1, refers: [0] },
    { type: 'builtins.str', refcount: 4294967295, generation: -1, flags: 32 },
  ],
  { collect_returned: 2, garbage: [0, 1] },
);

describe('reading', () => {
  test('fills the columns from the rows', () => {
    const heap = parse(SAMPLE);
    expect(heap.objectCount).toBe(3);
    expect([...heap.referents]).toEqual([1, 2, 0]);
    expect([...heap.firstReferent]).toEqual([0, 2, 3, 3]);
    expect([...heap.generation]).toEqual([2, 0, -1]);
    expect(heap.refcount[2]).toBe(0xffff_ffff);
    expect(typeOf(heap, 1)).toBe('app.Node');
    expect(heap.recorded?.returned).toBe(2);
  });

  test('reads the same heap whatever the pieces are', () => {
    const all = bytes(SAMPLE);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (sizes) => {
        const parser = new SnapshotParser();
        for (let at = 0, turn = 0; at < all.length; turn++) {
          const size = sizes[turn % sizes.length] as number;
          parser.push(all.subarray(at, at + size));
          at += size;
        }
        expect(parser.finish()).toEqual(parse(SAMPLE));
      }),
    );
  });

  test('reads gzip as it reads plain bytes', async () => {
    const packed = gzipSync(SAMPLE);
    const heap = await readSnapshot([packed.subarray(0, 7), packed.subarray(7)]);
    expect(heap).toEqual(await readSnapshot([bytes(SAMPLE)]));
  });

  test('reads labels, names of references and weak referents of format 2', () => {
    const heap =
      parse(`{"format":2,"python":"3.14.0","objects":2,"edges":2,"collector":{"enabled":true,"counts":[5,1,0],"thresholds":[2000,10,10],"collections":[9,1,0]}}
["builtins.module","_weakref.ReferenceType"]
["app","__dict__"]
[0,1,64,0,3,[1,0],0,[1,-1]]
[1,1,64,0,19,[],-1,[],0]
{"truth":null}
`);
    expect(heap.names[heap.label[0] as number]).toBe('app');
    expect([...heap.referenceName]).toEqual([1, -1]);
    expect([...heap.weakReferent]).toEqual([-1, 0]);
    expect(heap.header.collector?.counts).toEqual([5, 1, 0]);
  });

  test('tells progress', async () => {
    const seen: [number, number][] = [];
    await readSnapshot([bytes(SAMPLE)], {
      onProgress: (read, declared) => seen.push([read, declared]),
    });
    expect(seen).toEqual([[3, 3]]);
  });

  test('passes on the error of its source, compressed or not', async () => {
    async function* failing(first: Uint8Array): AsyncGenerator<Uint8Array> {
      yield first;
      throw new Error('the disk is gone');
    }
    for (const first of [bytes(SAMPLE), gzipSync(SAMPLE)])
      await expect(readSnapshot(failing(first))).rejects.toThrow('the disk is gone');
  });
});

describe('refusing', () => {
  const failure = (text: string): unknown => {
    try {
      parse(text);
    } catch (error) {
      return error;
    }
    return undefined;
  };

  test('every cut of a file is a truncation, with the line at which it ends', () => {
    const complete = SAMPLE.trimEnd();
    for (let length = 0; length < complete.length; length++) {
      const error = failure(complete.slice(0, length));
      expect(error, `first ${length} characters`).toBeInstanceOf(SnapshotTruncated);
      expect((error as SnapshotTruncated).line).toBe(complete.slice(0, length).split('\n').length);
    }
    expect(failure(complete)).toBeUndefined();
  });

  test('every cut of a compressed file is a truncation', async () => {
    const packed = gzipSync(SAMPLE);
    for (let length = 1; length < packed.length; length += 3)
      await expect(readSnapshot([packed.subarray(0, length)])).rejects.toBeInstanceOf(
        SnapshotTruncated,
      );
  });

  test.each([
    ['a row that is not JSON', SAMPLE.replace('[0,1,64,2', '[0,1,x4,2'), 3],
    ['a row with a fraction', SAMPLE.replace('[0,1,64,2', '[0,1.5,64,2'), 3],
    ['a row that is too short', SAMPLE.replace('[1,1,64,0,3,[0]]', '[1,1,64]'), 4],
    ['a row with more behind it', SAMPLE.replace('[1,1,64,0,3,[0]]', '[1,1,64,0,3,[0]]]'), 4],
    ['a negative count', SAMPLE.replace('[1,1,64,0', '[1,-1,64,0'), 4],
    ['an unknown generation', SAMPLE.replace('[1,1,64,0', '[1,1,64,9'), 4],
    ['a header that is a list', SAMPLE.replace(/^.*/, '[]'), 1],
    ['types that are numbers', SAMPLE.replace(/\["builtins.*/, '[1,2]'), 2],
    ['a format of the future', SAMPLE.replace('"format":1', '"format":99'), 1],
    ['lines after the closing line', `${SAMPLE}[0]\n`, 7],
  ])('%s is a syntax error with its line', (_, text, line) => {
    const error = failure(text);
    expect(error).toBeInstanceOf(SnapshotSyntax);
    expect((error as SnapshotSyntax).line).toBe(line);
  });

  test.each([
    ['an object past the last', SAMPLE.replace('[1,2]', '[1,3]'), 'object', 3],
    ['an object below 0', SAMPLE.replace('[1,2]', '[1,-2]'), 'object', 3],
    ['a type that is not listed', SAMPLE.replace('[1,1,64', '[7,1,64'), 'type', 4],
    [
      'garbage that is not in the file',
      SAMPLE.replace('"garbage":[0', '"garbage":[3'),
      'object',
      6,
    ],
  ])('%s is a dangling reference with its line', (_, text, kind, line) => {
    const error = failure(text);
    expect(error).toBeInstanceOf(DanglingReference);
    expect(error).toMatchObject({ kind, line });
  });

  test.each([
    [
      'more rows than declared',
      SAMPLE.replace('"objects":3', '"objects":2').replace('[1,2]', '[1,1]'),
      5,
    ],
    ['fewer rows than declared', SAMPLE.replace('"objects":3', '"objects":4'), 6],
    ['more edges than declared', SAMPLE.replace('"edges":3', '"edges":2'), 4],
    ['fewer edges than declared', SAMPLE.replace('"edges":3', '"edges":9'), 6],
    ['a count beyond the limit', SAMPLE.replace('"objects":3', '"objects":999999999999'), 1],
  ])('%s is a wrong count with its line', (_, text, line) => {
    const error = failure(text);
    expect(error).toBeInstanceOf(SnapshotCount);
    expect((error as SnapshotCount).line).toBe(line);
  });

  test('a huge declared count takes no memory before its rows come', () => {
    const parser = new SnapshotParser();
    const before = process.memoryUsage().arrayBuffers;
    parser.push(
      bytes(
        '{"format":1,"python":"3.13.0","objects":100000000,"edges":500000000}\n["a"]\n[0,1,64,0,3,[]]\n',
      ),
    );
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000);
    expect(() => parser.finish()).toThrow(SnapshotTruncated);
  });

  test('a line without end is refused at the limit', () => {
    const parser = new SnapshotParser({ lineBytes: 1000 });
    expect(() => {
      for (;;) parser.push(bytes('x'.repeat(300)));
    }).toThrow(SnapshotCount);
  });

  test('a flipped bit is read or refused with a line, never anything else', () => {
    const all = bytes(SAMPLE);
    for (let bit = 0; bit < all.length * 8; bit++) {
      const flipped = all.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7));
      const parser = new SnapshotParser();
      try {
        parser.push(flipped);
        parser.finish();
      } catch (error) {
        expect(error).toHaveProperty('line');
        expect(error).toHaveProperty('code');
      }
    }
  });
});
