import stringWidth from 'string-width';

export interface Column {
  readonly title?: string;
  readonly align?: 'left' | 'right';
}

const GAP = '  ';

function pad(text: string, width: number, align: Column['align']): string {
  const fill = ' '.repeat(Math.max(0, width - stringWidth(text)));
  return align === 'right' ? fill + text : text + fill;
}

/** Cells in aligned columns, measured as a terminal shows them (colours count nothing, 中 counts two). */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const titled = columns.some((column) => column.title !== undefined);
  const all = titled ? [columns.map((column) => column.title ?? ''), ...rows] : rows;
  const widths = columns.map((_, index) =>
    all.reduce((widest, row) => Math.max(widest, stringWidth(row[index] ?? '')), 0),
  );
  return all.map((row) =>
    columns
      .map((column, index) => pad(row[index] ?? '', widths[index] ?? 0, column.align))
      .join(GAP)
      .trimEnd(),
  );
}

/** The length of the longest line. One by one: as arguments of one call, those of 130,000 changes would overflow the stack. */
export const widthOf = (lines: readonly string[]): number =>
  lines.reduce((most, line) => Math.max(most, line.length), 0);
