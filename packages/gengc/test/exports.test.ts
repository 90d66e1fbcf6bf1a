import { expect, test } from 'vitest';
import * as main from '../src/index.ts';

test('exports the listed names', () => {
  expect(Object.keys(main).sort()).toEqual([
    'CollectorAttached',
    'CollectorCorruption',
    'CycleCollector',
    'DEBUG_SAVEALL',
    'InvalidGeneration',
    'collectorProfiles',
  ]);
});
