/** M26 to M31: reference counting. */
import type { Pair } from '../question.ts';
import { oneTooMany } from './m26-one-too-many.ts';
import { isCompares } from './m27-is-compares.ts';
import { noneIsCounted } from './m28-none-is-counted.ts';
import { getsizeof } from './m29-getsizeof.ts';
import { localsDie } from './m30-locals-die.ts';
import { weakReferences } from './m31-weak-references.ts';

export const countingPairs: readonly Pair[] = [
  oneTooMany,
  isCompares,
  noneIsCounted,
  getsizeof,
  localsDie,
  weakReferences,
];
