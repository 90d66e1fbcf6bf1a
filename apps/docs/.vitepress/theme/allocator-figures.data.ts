import { readFileSync } from 'node:fs';
import { defineLoader } from 'vitepress';

/** The tables of the allocator's README, so that no figure is copied by hand: rows of cells, markdown taken off. */
interface AllocatorFigures {
  /** What to choose: one row an allocator. */
  readonly choice: readonly (readonly string[])[];
  /** The utilisations, one row a trace. */
  readonly measured: readonly (readonly string[])[];
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
      .map((cell) => cell.replaceAll('`', '').trim()),
  );
}

export default defineLoader({
  watch: ['../../../../packages/allocator/README.md'],
  load: (): AllocatorFigures => {
    const text = readFileSync(README, 'utf8');
    const measured = section(text, 'Measured');
    return {
      choice: table(section(text, 'Choose an allocator')),
      measured: table(measured),
      provenance:
        measured
          .split('\n\n')[0]
          ?.replaceAll(/[`\n]+/g, ' ')
          .trim() ?? '',
    };
  },
});
