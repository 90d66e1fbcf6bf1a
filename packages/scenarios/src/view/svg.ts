/**
 * Figures as SVG text, without a DOM. Every part carries `data-key`, the key of the row of the state it
 * shows; the description is the figure's text, so both say the same.
 */
import type {
  Cell,
  Figure,
  FigureOf,
  Graph,
  GraphEdge,
  GraphNode,
  Lanes,
  Strip,
  Table,
} from './figure.ts';
import { hex } from './format.ts';
import { markOf, selectedMark } from './mark.ts';
import { color, figureStyles } from './palette.ts';
import { drawColumn } from './svg-column.ts';
import {
  area,
  CHARACTER,
  type Drawing,
  escaped,
  LINE,
  light,
  line,
  patterns,
  round,
  WIDTH,
  widest,
} from './svg-parts.ts';
import { toText } from './text.ts';
import { textWidth } from './width.ts';

/** How a figure is set as SVG. */
export interface SvgOptions {
  /** Prefix of the ids inside; give each figure of a page its own. @defaultValue the figure's id */
  readonly id?: string;
  /** Whether to carry the style sheet inside, for a file of its own. @defaultValue false */
  readonly standalone?: boolean;
}

const BAR = 34;
const BOX_WIDTH = 210;
const GAP = 30;

const drawers: { readonly [K in Figure['kind']]: (figure: FigureOf<K>, id: string) => Drawing } = {
  strip: drawStrip,
  column: drawColumn,
  table: drawTable,
  graph: drawGraph,
  lanes: drawLanes,
};

/** A figure as one `<svg>` element, named by its title and described by its text. */
export function toSvg(figure: Figure, options: SvgOptions = {}): string {
  const id = escaped(options.id ?? `memstrata-${figure.id}`);
  const draw = drawers[figure.kind] as (figure: Figure, id: string) => Drawing;
  const { body, width, height } = draw(figure, id);
  const total = height + LINE + 8;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${total}" width="${width}" height="${total}" role="figure" lang="${figure.language === 'zh' ? 'zh-CN' : 'en'}" aria-labelledby="${id}-title" aria-describedby="${id}-desc" class="memstrata-figure" data-kind="${figure.kind}" data-figure="${escaped(figure.id)}" font-family="ui-monospace,Menlo,Consolas,monospace" font-size="12">`,
    `<title id="${id}-title">${escaped(figure.title)}</title>`,
    `<desc id="${id}-desc">${escaped(toText(figure))}</desc>`,
    options.standalone ? `<style>${figureStyles}</style>` : '',
    patterns(id),
    `<rect width="${width}" height="${total}" fill="${color('background', light.background)}"/>`,
    line(4, 15, figure.title, 'font-weight="bold"'),
    `<g transform="translate(0 ${LINE + 4})">${body}</g>`,
    '</svg>',
  ].join('');
}

function drawStrip(strip: Strip, id: string): Drawing {
  const digits = (strip.end - 1).toString(16).length;
  const rows = Math.ceil((strip.end - strip.start) / strip.bytesPerRow);
  const top = rows * (BAR + 6);
  const texts = strip.cells.map(
    (cell) => `${hex(cell.start, digits)} ${markOf(cell)}${cell.label}  ${cell.detail}`,
  );
  const cells = strip.cells.map(
    (cell, index) =>
      `<g class="cell" data-key="${escaped(cell.key)}" data-start="${cell.start}" data-end="${cell.end}" data-role="${cell.role}" data-changed="${cell.changed}"${selectedMark(cell)}>${bars(strip, cell, id)}${line(4, top + (index + 1) * LINE - 4, texts[index] ?? '')}</g>`,
  );
  return {
    body: cells.join(''),
    width: Math.max(WIDTH, Math.ceil(widest(texts)) + 8),
    height: top + strip.cells.length * LINE,
  };
}

/** The rectangles of one cell: one in each row of the picture that it reaches. */
function bars(strip: Strip, cell: Cell, id: string): string {
  const perByte = (WIDTH - 8) / strip.bytesPerRow;
  const parts: string[] = [];
  const firstRow = Math.floor((cell.start - strip.start) / strip.bytesPerRow);
  for (let row = firstRow; ; row++) {
    const rowStart = strip.start + row * strip.bytesPerRow;
    if (rowStart >= cell.end) break;
    const from = Math.max(cell.start, rowStart);
    const to = Math.min(cell.end, rowStart + strip.bytesPerRow);
    const x = 4 + (from - rowStart) * perByte;
    const width = (to - from) * perByte;
    parts.push(area(id, x, row * (BAR + 6), width, BAR, cell.role, cell.changed));
    if (textWidth(cell.label) * CHARACTER <= width - 10)
      parts.push(
        line(
          x + width / 2,
          row * (BAR + 6) + BAR / 2 + 4,
          cell.label,
          'text-anchor="middle" aria-hidden="true"',
          color(`${cell.role}-ink`, light.roles[cell.role].ink),
        ),
      );
  }
  return parts.join('');
}

function drawTable(table: Table, id: string): Drawing {
  const widths = table.columns.map(
    ({ label }, index) =>
      widest([label, ...table.rows.map(({ cells }) => cells[index] ?? '')]) + 16,
  );
  const starts = widths.map((_, index) => 20 + widths.slice(0, index).reduce((a, b) => a + b, 0));
  const width = Math.max(WIDTH, 24 + widths.reduce((a, b) => a + b, 0));
  const cellsAt = (cells: readonly string[], y: number, attributes = ''): string =>
    cells
      .map((cell, index) => {
        const right = table.columns[index]?.align === 'right';
        const x = (starts[index] ?? 0) + (right ? (widths[index] ?? 0) - 16 : 0);
        return line(x, y, cell, `${attributes}${right ? ' text-anchor="end"' : ''}`);
      })
      .join('');
  const rows = table.rows.map((row, index) => {
    const y = (index + 1) * (LINE + 2);
    return `<g class="row" data-key="${escaped(row.key)}" data-role="${row.role}" data-changed="${row.changed}"${selectedMark(row)}>${area(id, 4, y, 10, LINE - 4, row.role, row.changed)}${cellsAt(row.cells, y + 12)}</g>`;
  });
  const head = cellsAt(
    table.columns.map(({ label }) => label),
    12,
    'font-weight="bold"',
  );
  return { body: head + rows.join(''), width, height: (table.rows.length + 1) * (LINE + 2) };
}

/** A node with its place in user units. */
interface Placed {
  readonly node: GraphNode;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function drawGraph(graph: Graph, id: string): Drawing {
  const height = Math.max(1, ...graph.nodes.map(({ lines }) => lines.length + 1)) * 16 + 10;
  const width = Math.max(
    BOX_WIDTH,
    widest(graph.nodes.flatMap(({ label, lines }) => [`* ${label}`, ...lines])) + 16,
  );
  const placed = new Map(
    graph.nodes.map((node): [string, Placed] => [
      node.key,
      { node, x: 4 + node.column * (width + 2 * GAP), y: node.row * (height + GAP), width, height },
    ]),
  );
  const boxes = [...placed.values()];
  return {
    body:
      graph.edges.map((edge) => drawEdge(edge, placed, id)).join('') +
      boxes.map((box) => drawNode(box, id)).join(''),
    width: Math.max(WIDTH, ...boxes.map(({ x }) => x + width + 2 * GAP)),
    height: Math.max(LINE, ...boxes.map(({ y }) => y + height + 10)),
  };
}

function drawNode({ node, x, y, width, height }: Placed, id: string): string {
  const ink = color(`${node.role}-ink`, light.roles[node.role].ink);
  const label = line(x + 8, y + 17, `${markOf(node)}${node.label}`, 'font-weight="bold"', ink);
  const lines = node.lines.map((text, index) => line(x + 8, y + 33 + index * 16, text, '', ink));
  return `<g class="node" data-key="${escaped(node.key)}" data-role="${node.role}" data-changed="${node.changed}"${selectedMark(node)}>${area(id, x, y, width, height, node.role, node.changed)}${label}${lines.join('')}</g>`;
}

/** An arrow: straight between columns, bowed out to the right within one, to itself as a loop. */
function drawEdge(edge: GraphEdge, placed: ReadonlyMap<string, Placed>, id: string): string {
  const from = placed.get(edge.from);
  const to = placed.get(edge.to);
  if (!from || !to) return '';
  const down = to.y >= from.y;
  const startX = from.x + from.width;
  const startY = from.y + from.height * (down ? 0.65 : 0.35);
  const sameColumn = from.x >= to.x;
  const endX = sameColumn ? to.x + to.width : to.x;
  const endY = to.y + to.height * (sameColumn && !down ? 0.65 : 0.35);
  const bow = sameColumn ? 22 + (down ? 0 : 18) : GAP;
  const path = `M${round(startX)} ${round(startY)}C${round(startX + bow)} ${round(startY)} ${round(sameColumn ? endX + bow : endX - bow)} ${round(endY)} ${round(endX)} ${round(endY)}`;
  return `<path class="edge" data-key="${escaped(edge.key)}" data-from="${escaped(edge.from)}" data-to="${escaped(edge.to)}" d="${path}" fill="none" stroke="${color('edge', light.edge)}" stroke-width="1.5"${edge.weak ? ' stroke-dasharray="5 4"' : ''} marker-end="url(#${id}-arrow)"/>`;
}

/** Width of a gauge in user units. */
const GAUGE = 140;

/** A gauge a line: what it is called, how full it is, its two numbers, what they mean. */
function drawLanes({ lanes }: Lanes, id: string): Drawing {
  const labels = widest(lanes.map(({ label }) => `* ${label}`));
  const numbers = widest(lanes.map((lane) => lane.numbers));
  const details = 4 + labels + 12 + GAUGE + 12 + numbers + 16;
  const rows = lanes.map((lane, index) => {
    const y = index * (LINE + 6);
    const x = 4 + labels + 12;
    const filled = Math.round(Math.min(1, lane.filled) * GAUGE);
    const parts = [
      area(id, x, y, GAUGE, LINE - 2, 'free', lane.changed),
      filled > 0 ? area(id, x, y, filled, LINE - 2, lane.role, false) : '',
      line(4, y + 14, `${markOf(lane)}${lane.label}`, 'font-weight="bold"'),
      line(x + GAUGE + 12 + numbers, y + 14, lane.numbers, 'text-anchor="end"'),
      line(details, y + 14, lane.detail),
    ];
    return `<g class="lane" data-key="${escaped(lane.key)}" data-role="${lane.role}" data-changed="${lane.changed}"${selectedMark(lane)}>${parts.join('')}</g>`;
  });
  return {
    body: rows.join(''),
    width: Math.max(WIDTH, Math.ceil(details + widest(lanes.map(({ detail }) => detail))) + 8),
    height: lanes.length * (LINE + 6),
  };
}
