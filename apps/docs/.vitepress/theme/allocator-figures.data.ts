import { readFileSync } from 'node:fs';
import { defineLoader } from 'vitepress';
import { cellsInChinese } from './allocator-words.ts';
import type { Language } from './words.ts';

type Table = readonly (readonly string[])[];

/** The tables of the allocator's README, so that no figure is copied by hand: rows of cells, code between backticks. */
interface AllocatorFigures {
  /** What to choose: one row an allocator. */
  readonly choice: Readonly<Record<Language, Table>>;
  /** The utilisations, one row a trace. */
  readonly measured: Readonly<Record<Language, Table>>;
  /** How and when they were measured. */
  readonly provenance: string;
}

declare const data: AllocatorFigures;

export { data };

const README = new URL('../../../../packages/allocator/README.md', import.meta.url);

/** The text below a heading, up to the next one. */
function section(text: string, heading: string): string {
  const [, after] = text.split(`\n## ${heading}\n`);
  if (after === undefined) throw new Error(`The allocator's README has no "${heading}".`);
  return after.split('\n## ')[0] ?? '';
}

/** The first table of a text, without its line of dashes. */
function table(text: string): string[][] {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.startsWith('|'));
  const length = lines.slice(start).findIndex((line) => !line.startsWith('|'));
  const rows = lines.slice(start, start + length).filter((_, index) => index !== 1);
  if (start < 0 || rows.length < 2)
    throw new Error("A table of the allocator's README is missing.");
  return rows.map((row) =>
    row
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}

const inChinese = (rows: Table): Table =>
  rows.map((row) => row.map((cell) => cellsInChinese[cell] ?? cell));

/** A table whose every cell has Chinese words, unless it is a number or code alone. */
function translated(rows: Table): Readonly<Record<Language, Table>> {
  const missing = rows
    .flat()
    .find((cell) => !/^(\d+|`[^`]*`)$/.test(cell) && !cellsInChinese[cell]);
  if (missing !== undefined)
    throw new Error(
      `allocator-words.ts has no Chinese for "${missing}" of the allocator's README.`,
    );
  return { en: rows, zh: inChinese(rows) };
}

export default defineLoader({
  watch: ['../../../../packages/allocator/README.md'],
  load: (): AllocatorFigures => {
    const text = readFileSync(README, 'utf8');
    const measured = section(text, 'Measured');
    const utilisations = table(measured);
    return {
      choice: translated(table(section(text, 'Choose an allocator'))),
      // The names of traces are the same in both.
      measured: { en: utilisations, zh: inChinese(utilisations) },
      provenance:
        measured
          .split('\n\n')[0]
          ?.replaceAll(/[`\n]+/g, ' ')
          .trim() ?? '',
    };
  },
});
