/** A selection: as a table of its own, and as a mark on the parts of every figure that show it. */
import type { Language, Localized } from '../language.ts';
import type { Layer, Selection } from '../selection.ts';
import type { Figure, FigureOf, Table } from './figure.ts';
import { bytes, hex } from './format.ts';

const layers: Readonly<Record<Layer, Localized>> = {
  name: { en: 'name', zh: '名字' },
  object: { en: 'object', zh: '对象' },
  block: { en: 'block', zh: '固定块' },
  pool: { en: 'pool', zh: '池' },
  arena: { en: 'arena', zh: '分配区' },
  chunk: { en: 'chunk', zh: '内存块' },
  variable: { en: 'variable', zh: '变量' },
  page: { en: 'page', zh: '页' },
  mapping: { en: 'mapping', zh: '映射' },
};

const words = {
  title: { en: 'Selected', zh: '选中' },
  layer: { en: 'layer', zh: '层' },
  from: { en: 'from', zh: '起' },
  size: { en: 'size', zh: '大小' },
  what: { en: 'what', zh: '内容' },
} satisfies Record<string, Localized>;

/** What the selected thing is on each layer. */
export const selectionTable = ({ thing, parts }: Selection, language: Language): Table => ({
  kind: 'table',
  id: 'selection',
  language,
  title: `${words.title[language]} ${thing}`,
  changed: false,
  columns: [
    { label: words.layer[language], align: 'left' },
    { label: words.from[language], align: 'left' },
    { label: words.size[language], align: 'right' },
    { label: words.what[language], align: 'left' },
  ],
  rows: parts.map(({ layer, key, start, end, text }) => ({
    key,
    role: 'plain',
    changed: false,
    selected: true,
    cells: [
      layers[layer][language],
      start === null ? '' : hex(start),
      start === null || end === null ? '' : bytes(end - start, language),
      text,
    ],
  })),
});

type Part = { readonly key: string };

const marked = <P extends Part>(parts: readonly P[], keys: ReadonlySet<string>): readonly P[] =>
  parts.map((each) => (keys.has(each.key) ? { ...each, selected: true } : each));

const markers: {
  readonly [K in Figure['kind']]: (figure: FigureOf<K>, keys: ReadonlySet<string>) => FigureOf<K>;
} = {
  strip: (figure, keys) => ({ ...figure, cells: marked(figure.cells, keys) }),
  column: (figure, keys) => ({ ...figure, parts: marked(figure.parts, keys) }),
  table: (figure, keys) => ({ ...figure, rows: marked(figure.rows, keys) }),
  graph: (figure, keys) => ({ ...figure, nodes: marked(figure.nodes, keys) }),
  lanes: (figure, keys) => ({ ...figure, lanes: marked(figure.lanes, keys) }),
};

/**
 * The figure with the parts marked that show the selection: `>` in text, `data-selected` and a thick rim
 * in SVG.
 */
export const select = (figure: Figure, selection: Selection): Figure =>
  (markers[figure.kind] as (figure: Figure, keys: ReadonlySet<string>) => Figure)(
    figure,
    new Set(selection.parts.map(({ key }) => key)),
  );
