import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const page = readFileSync('ARCHITECTURE.md', 'utf8');

/** What stands in backticks in one column of the table under a heading, row by row. */
const columnUnder = (heading: string, column: number): string[][] =>
  (page.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '')
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => [...(line.split('|')[column] ?? '').matchAll(/`([^`]+)`/g)])
    .map((words) => words.map(([, word]) => word ?? ''));

const missing = (paths: readonly string[]): string[] => paths.filter((path) => !existsSync(path));

test('every room of the map exists, and so does the first file to read in it', () => {
  const rooms = columnUnder('The rooms', 1);
  const first = columnUnder('The rooms', 3).flatMap((files, row) =>
    files.map((file) => (existsSync(file) ? file : join(rooms[row]?.[0] ?? '', file))),
  );
  expect(first.length).toBeGreaterThan(5);
  expect(missing([...rooms.flat(), ...first])).toEqual([]);
});

test('every file on the walk of one malloc(24) exists', () => {
  const walk = columnUnder('The walk of one `malloc(24)`', 2).flat();
  expect(walk.length).toBeGreaterThan(8);
  expect(missing(walk.map((file) => join('packages', file)))).toEqual([]);
});
