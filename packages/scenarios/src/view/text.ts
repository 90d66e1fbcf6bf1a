/** Figures as text: for terminals, for golden files, and as the accessible description of the SVG. */
import type {
  AddressColumn,
  Cell,
  Figure,
  FigureOf,
  Graph,
  Lanes,
  Role,
  Strip,
  Table,
} from './figure.ts';
import { hex } from './format.ts';
import { markOf } from './mark.ts';
import { padEnd, textWidth, wrap } from './width.ts';

/** How a figure is set as text. */
export interface TextOptions {
  /** Widest line. @defaultValue 80 */
  readonly columns?: number;
  /** Whether to colour by ANSI escape codes; patterns and marks stay. @defaultValue false */
  readonly color?: boolean;
}

/** The sign that fills a cell of the strip, and the SGR colour of its line. */
const looks: Readonly<Record<Role, { readonly fill: string; readonly sgr: number }>> = {
  used: { fill: '=', sgr: 34 },
  free: { fill: '.', sgr: 36 },
  top: { fill: ' ', sgr: 2 },
  leaked: { fill: '/', sgr: 31 },
  overhead: { fill: 'x', sgr: 90 },
  name: { fill: ' ', sgr: 32 },
  object: { fill: '=', sgr: 34 },
  plain: { fill: ' ', sgr: 0 },
  code: { fill: '#', sgr: 34 },
  constant: { fill: ':', sgr: 33 },
  data: { fill: '=', sgr: 32 },
  zero: { fill: '0', sgr: 32 },
  stack: { fill: '|', sgr: 35 },
  guard: { fill: '/', sgr: 90 },
  mapped: { fill: '+', sgr: 36 },
  gap: { fill: '~', sgr: 2 },
};

const setters: {
  readonly [K in Figure['kind']]: (
    figure: FigureOf<K>,
    columns: number,
    paint: Paint,
  ) => readonly string[];
} = {
  strip: stripLines,
  column: columnLines,
  table: tableLines,
  graph: graphLines,
  lanes: laneLines,
};

/** Colours a text by the role of what it says. */
type Paint = (text: string, role: Role) => string;

const plain: Paint = (text) => text;
const ansi: Paint = (text, role) =>
  role === 'plain' ? text : `\u001b[${looks[role].sgr}m${text}\u001b[0m`;

/**
 * A figure as lines of at most `columns`, the title first. A star marks what the step changed.
 *
 * @example
 * ```ts
 * import { replay } from '@memstrata/scenarios';
 * import { library } from '@memstrata/scenarios/library';
 * import { figures, toText } from '@memstrata/scenarios/view';
 *
 * const [heap] = figures(replay(library['malloc-split']).at(0), 'en');
 * if (heap) console.log(toText(heap).split('\n')[1]?.slice(0, 7)); // → [*a=][*
 * ```
 */
export function toText(figure: Figure, options: TextOptions = {}): string {
  const { columns = 80, color = false } = options;
  const set = setters[figure.kind] as (
    figure: Figure,
    columns: number,
    paint: Paint,
  ) => readonly string[];
  return [...wrap(figure.title, columns), ...set(figure, columns, color ? ansi : plain)].join('\n');
}

function stripLines(strip: Strip, columns: number, paint: Paint): readonly string[] {
  const digits = (strip.end - 1).toString(16).length;
  const list = strip.cells.flatMap((cell) => {
    const head = `${hex(cell.start, digits)} ${markOf(cell)}${cell.label}`;
    return wrap(`${head}  ${cell.detail}`, columns, 6).map((line) => paint(line, cell.role));
  });
  return [...pictureLines(strip, Math.min(columns, 128), paint), ...list];
}

/** The strip to scale, one line a row; a cell too narrow for its label shows only its fill. */
function pictureLines(strip: Strip, columns: number, paint: Paint): readonly string[] {
  const rows: string[] = [];
  for (let start = strip.start; start < strip.end; start += strip.bytesPerRow) {
    const column = (address: number): number =>
      Math.round(((address - start) / strip.bytesPerRow) * columns);
    const end = start + strip.bytesPerRow;
    const line = strip.cells
      .filter((cell) => cell.start < end && cell.end > start)
      .map((cell) => {
        const width = column(Math.min(cell.end, end)) - column(Math.max(cell.start, start));
        return paint(box(cell, width), cell.role);
      })
      .join('');
    rows.push(line);
  }
  return rows;
}

function box(cell: Cell, width: number): string {
  const { fill } = looks[cell.role];
  if (width < 3) return '[]'.slice(0, width);
  const sign = markOf(cell).trim();
  const label = sign + cell.label;
  const inside = textWidth(label) <= width - 2 ? label : sign;
  return `[${inside}${fill.repeat(width - 2 - textWidth(inside))}]`;
}

/** One line a part: the lowest address of it, what it is; a gap has no address of its own. */
function columnLines({ parts }: AddressColumn, columns: number, paint: Paint): readonly string[] {
  const digits = ((parts[0]?.end ?? 1) - 1).toString(16).length;
  return parts.flatMap((part) => {
    const { start, role, label, detail } = part;
    const place = role === 'gap' ? ' '.repeat(digits + 2) : hex(start, digits);
    const bar = role === 'gap' ? ' ~~ ' : `[${looks[role].fill.repeat(2)}]`;
    const head = `${place} ${bar} ${markOf(part)}${label}`;
    return wrap(`${head}  ${detail}`, columns, digits + 9).map((line) => paint(line, role));
  });
}

function tableLines(table: Table, columns: number, paint: Paint): readonly string[] {
  const widths = table.columns.map(({ label }, index) =>
    Math.max(textWidth(label), ...table.rows.map(({ cells }) => textWidth(cells[index] ?? ''))),
  );
  const total = widths.reduce((sum, width) => sum + width + 2, 0);
  if (total > columns) return stackedLines(table, columns, paint);
  const line = (cells: readonly string[], mark: string): string =>
    `${mark} ${cells.map((cell, index) => align(cell, widths[index] ?? 0, table.columns[index]?.align)).join('  ')}`.trimEnd();
  return [
    line(
      table.columns.map(({ label }) => label),
      ' ',
    ),
    ...table.rows.map((row) => paint(line(row.cells, markOf(row)), row.role)),
  ];
}

const align = (text: string, width: number, side: 'left' | 'right' = 'left'): string =>
  side === 'left' ? padEnd(text, width) : ' '.repeat(width - textWidth(text)) + text;

/** A table too wide for its columns: each row as one sentence of headings and values. */
const stackedLines = (table: Table, columns: number, paint: Paint): readonly string[] =>
  table.rows.flatMap((row) => {
    const pairs = row.cells.map((cell, index) => `${table.columns[index]?.label ?? ''}: ${cell}`);
    const text = `${markOf(row)} ${pairs.join('; ')}`;
    return wrap(text, columns, 4).map((line) => paint(line, row.role));
  });

function graphLines(graph: Graph, columns: number, paint: Paint): readonly string[] {
  return graph.nodes.flatMap((node) =>
    [
      ...wrap(
        `${markOf(node)} ${node.label}${node.lines.length === 1 ? ` ${node.lines[0]}` : ''}`,
        columns,
        4,
      ),
      ...(node.lines.length === 1 ? [] : node.lines).flatMap((line) =>
        wrap(`    ${line}`, columns, 6),
      ),
    ].map((line) => paint(line, node.role)),
  );
}

/** Characters of a gauge. */
const GAUGE = 12;

function laneLines({ lanes }: Lanes, columns: number, paint: Paint): readonly string[] {
  const labels = Math.max(...lanes.map(({ label }) => textWidth(label)));
  const numbers = Math.max(...lanes.map((lane) => textWidth(lane.numbers)));
  return lanes.flatMap((lane) => {
    const full = Math.round(Math.min(1, lane.filled) * GAUGE);
    const gauge = `[${'#'.repeat(full)}${'.'.repeat(GAUGE - full)}]`;
    const mark = markOf(lane);
    const before = `${mark} ${padEnd(lane.label, labels)} ${gauge} `;
    const head = `${before}${align(lane.numbers, numbers, 'right')}`;
    return wrap(`${head}  ${lane.detail}`, columns, 4).map((line) => paint(line, lane.role));
  });
}
