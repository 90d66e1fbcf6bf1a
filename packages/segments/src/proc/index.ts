export { diffMaps, type MapsChange } from './diff.ts';
export {
  type LabelOptions,
  labelMappings,
  type MappedImage,
  type MappingKind,
  type MappingLabel,
} from './labels.ts';
export { formatMaps, parseMaps } from './maps.ts';
export type { Listed } from './maps-columns.ts';
export type { MapsEntry } from './maps-entry.ts';
export { MapsError, type MapsErrorDetails } from './maps-error.ts';
export {
  formatSmaps,
  parseSmaps,
  type SmapsEntry,
  type SmapsField,
  smapsTotals,
  smapsValue,
} from './smaps.ts';
export { type VmTotals, vmExe, vmTotals } from './vm-totals.ts';
