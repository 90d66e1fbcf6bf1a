/**
 * What there is to draw: four kinds of picture, made of labels and roles, in one language. Text and
 * SVG are made from the same figure and carry the same labels.
 */
import type { Language } from '../language.ts';

/** What a part of a figure is; decides colour, pattern and glyph, never a label. */
export type Role =
  | 'used'
  | 'free'
  | 'top'
  | 'leaked'
  | 'overhead'
  | 'name'
  | 'object'
  | 'plain'
  | 'code'
  | 'constant'
  | 'data'
  | 'zero'
  | 'stack'
  | 'guard'
  | 'mapped'
  | 'gap';

interface FigureBase {
  /** Names the figure among those of a moment; the same at every step. */
  readonly id: string;
  readonly language: Language;
  readonly title: string;
  /** Whether the step made, altered or removed anything it shows. */
  readonly changed: boolean;
}

/** A stretch of memory, low addresses left; equal bytes are equally wide. */
export interface Strip extends FigureBase {
  readonly kind: 'strip';
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  /** Bytes in one row of the picture; longer strips continue in the next row. */
  readonly bytesPerRow: number;
  readonly cells: readonly Cell[];
}

/** One range of a strip. */
export interface Cell {
  /** Part of what is selected. */
  readonly selected?: boolean;
  /** Key of the row of the state it shows. */
  readonly key: string;
  readonly start: number;
  readonly end: number;
  readonly role: Role;
  readonly changed: boolean;
  /** Short: stands in the cell where it has room. */
  readonly label: string;
  /** Long: stands beside the address in the list below. */
  readonly detail: string;
}

/** Addresses from the highest, on top, to the lowest; not to scale, each gap told by its size. */
export interface AddressColumn extends FigureBase {
  readonly kind: 'column';
  readonly parts: readonly ColumnPart[];
}

/** One range of a column. */
export interface ColumnPart {
  /** Part of what is selected. */
  readonly selected?: boolean;
  /** Key of the row of the state it shows. */
  readonly key: string;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  /** `gap` is where nothing is: the axis is broken there. */
  readonly role: Role;
  readonly changed: boolean;
  readonly label: string;
  readonly detail: string;
  /** How many lines high it is drawn. */
  readonly height: number;
}

/** Rows under headings. */
export interface Table extends FigureBase {
  readonly kind: 'table';
  readonly columns: readonly Column[];
  readonly rows: readonly TableRow[];
}

export interface Column {
  readonly label: string;
  readonly align: 'left' | 'right';
}

export interface TableRow {
  /** Part of what is selected. */
  readonly selected?: boolean;
  readonly key: string;
  readonly changed: boolean;
  readonly role: Role;
  /** One text for each column. */
  readonly cells: readonly string[];
}

/** Boxes and arrows. A box keeps its place from step to step. */
export interface Graph extends FigureBase {
  readonly kind: 'graph';
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

export interface GraphNode {
  /** Part of what is selected. */
  readonly selected?: boolean;
  readonly key: string;
  readonly role: Role;
  readonly changed: boolean;
  readonly label: string;
  /** What is known of it, a line each; arrows are told here too. */
  readonly lines: readonly string[];
  /** Place on the grid, from 0. */
  readonly column: number;
  readonly row: number;
}

export interface GraphEdge {
  readonly key: string;
  /** Key of the node it starts at. */
  readonly from: string;
  readonly to: string;
  /** A reference that is not counted: drawn dashed. */
  readonly weak?: true;
}

/** Fuel gauges, one below the other. */
export interface Lanes extends FigureBase {
  readonly kind: 'lanes';
  readonly lanes: readonly Lane[];
}

export interface Lane {
  /** Part of what is selected. */
  readonly selected?: boolean;
  readonly key: string;
  readonly role: Role;
  readonly changed: boolean;
  readonly label: string;
  /** How full it is, from 0 to 1. */
  readonly filled: number;
  /** The two numbers, e.g. `3 / 2000`. */
  readonly numbers: string;
  /** What that means. */
  readonly detail: string;
}

export type Figure = Strip | AddressColumn | Table | Graph | Lanes;

/** The figure of one kind. */
export type FigureOf<K extends Figure['kind']> = Extract<Figure, { readonly kind: K }>;

const collectors: { readonly [K in Figure['kind']]: (figure: FigureOf<K>) => readonly string[] } = {
  strip: ({ cells }) => cells.flatMap(({ label, detail }) => [label, detail]),
  column: ({ parts }) => parts.flatMap(({ label, detail }) => [label, detail]),
  table: ({ columns, rows }) => [
    ...columns.map(({ label }) => label),
    ...rows.flatMap(({ cells }) => cells),
  ],
  lanes: ({ lanes }) => lanes.flatMap(({ label, numbers, detail }) => [label, numbers, detail]),
  graph: ({ nodes }) => nodes.flatMap(({ label, lines }) => [label, ...lines]),
};

/** Every text a figure carries, its title first; what text and SVG must both show. */
export const labels = (figure: Figure): readonly string[] => [
  figure.title,
  ...(collectors[figure.kind] as (figure: Figure) => readonly string[])(figure),
];
