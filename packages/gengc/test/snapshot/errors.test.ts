import { expect, test } from 'vitest';
import {
  DanglingReference,
  SnapshotCount,
  SnapshotSyntax,
  SnapshotTruncated,
} from '../../src/snapshot/index.ts';

const cause = new Error('below');

test.each([
  [
    new SnapshotTruncated(3, 'rows are missing', { cause }),
    { name: 'SnapshotTruncated', code: 'ERR_SNAPSHOT_TRUNCATED', line: 3, cause },
    'line 3: the snapshot ends early, rows are missing; write it again',
  ],
  [
    new SnapshotSyntax(3, 'no row', { cause }),
    { name: 'SnapshotSyntax', code: 'ERR_SNAPSHOT_SYNTAX', line: 3, cause },
    'line 3: no row',
  ],
  [
    new DanglingReference(3, 'name', 9, 8),
    {
      name: 'DanglingReference',
      code: 'ERR_DANGLING_REFERENCE',
      line: 3,
      kind: 'name',
      index: 9,
      count: 8,
    },
    'line 3: refers to name 9, but there are 8 (0 to 7)',
  ],
  [
    new SnapshotCount(3, 'edges', 9, 8),
    {
      name: 'SnapshotCount',
      code: 'ERR_SNAPSHOT_COUNT',
      line: 3,
      counted: 'edges',
      found: 9,
      allowed: 8,
    },
    'line 3: 9 edges, where 8 are declared or allowed',
  ],
])('%o has its name, code, line and numbers, and says them', (error, fields, words) => {
  expect(error).toMatchObject(fields);
  expect(error.message).toBe(words);
});
