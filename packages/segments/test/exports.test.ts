import { expect, test } from 'vitest';
import * as conform from '../src/conform/index.ts';
import * as elf from '../src/elf/index.ts';
import * as main from '../src/index.ts';

const entries: [name: string, entry: object, names: string][] = [
  [
    '.',
    main,
    `AddressSpace BusError InvalidAddress OverlappingMapping PAGE_SIZE SegmentationFault address
    classic errno errnoName hex isErrno layoutOf linuxI386 linuxI386Limit3G linuxX64 siCodeNumber
    signalNumber`,
  ],
  [
    './elf',
    elf,
    `EM ET ElfError PF PT SHF SHT berkeleySize distance fileTypeName gnuSize highHalf isInSegment
    lowHalf machineName osAbiName parseBlob parseElf parseSync readElf readElfBlob
    sectionFlagLetters sectionTypeName sectionsOfSegments segmentFlagLetters segmentTypeName
    sysvSize word64 wordToHex`,
  ],
  ['./conform', conform, 'RecordFormatError compareElf compareVmops'],
];

for (const [name, entry, names] of entries)
  test(`${name} exports the listed names`, () => {
    expect(Object.keys(entry).sort()).toEqual(names.split(/\s+/).filter(Boolean));
  });
