/** M10 to M20: malloc and free. */
import type { Pair } from '../question.ts';
import { freeReturnsMemory } from './m10-free-returns-memory.ts';
import { oneByte } from './m16-one-byte.ts';

export const heapPairs: readonly Pair[] = [freeReturnsMemory, oneByte];
