import type { PymallocVersion } from '@memstrata/allocator/pymalloc';
import type { PythonVersion } from '@memstrata/refcount';

/** Whose sizes a version's pymalloc has; those of 3.14 and 3.15 are taken to be 3.13's, as their sources say. */
export const poolGeometry: Readonly<Record<PythonVersion, PymallocVersion>> = {
  '3.6': '3.6',
  '3.7': '3.7',
  '3.8': '3.8',
  '3.9': '3.9',
  '3.10': '3.10',
  '3.11': '3.11',
  '3.12': '3.12',
  '3.13': '3.13',
  '3.14.5': '3.13',
  '3.15': '3.13',
};
