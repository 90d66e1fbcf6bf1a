import { expect, test } from 'vitest';
import * as conform from '../src/conform/index.ts';
import * as main from '../src/index.ts';

test('exports the listed names', () => {
  expect(Object.keys(main).sort()).toEqual([
    'AddressSpace',
    'BusError',
    'InvalidAddress',
    'OverlappingMapping',
    'PAGE_SIZE',
    'SegmentationFault',
    'address',
    'classic',
    'errno',
    'errnoName',
    'hex',
    'isErrno',
    'layoutOf',
    'linuxI386',
    'linuxI386Limit3G',
    'linuxX64',
    'siCodeNumber',
    'signalNumber',
  ]);
  expect(Object.keys(conform).sort()).toEqual(['RecordFormatError', 'compareVmops']);
});
