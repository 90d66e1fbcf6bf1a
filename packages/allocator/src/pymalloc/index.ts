export {
  type PymallocGeometry,
  type PymallocVersion,
  pymallocGeometries,
} from './geometry.ts';
export type { ArenaReport, PoolReport } from './pools.ts';
export { type ArenaCounts, Pymalloc, type PymallocOptions } from './pymalloc.ts';
