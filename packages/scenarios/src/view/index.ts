export {
  type AddressColumn,
  type Cell,
  type Column,
  type ColumnPart,
  type Figure,
  type Graph,
  type GraphEdge,
  type GraphNode,
  type Lane,
  type Lanes,
  labels,
  type Role,
  type Strip,
  type Table,
  type TableRow,
} from './figure.ts';
export { figures } from './figures.ts';
export { answer, bytes, count, decimal, hex, size } from './format.ts';
export { figureStyles, type Pattern, roles, type Scheme, schemes } from './palette.ts';
export { addressSpace, type Space, type SpaceMapping } from './process-figures.ts';
export { select, selectionTable } from './selection-figure.ts';
export { toSheet } from './sheet.ts';
export { type SvgOptions, toSvg } from './svg.ts';
export { type TextOptions, toText } from './text.ts';
export { padEnd, textWidth, wrap } from './width.ts';
