import { expect, test } from 'vitest';
import * as conform from '../src/conform/index.ts';
import * as elf from '../src/elf/index.ts';
import * as main from '../src/index.ts';
import * as proc from '../src/proc/index.ts';

const entries: [name: string, entry: object, names: string][] = [
  [
    '.',
    main,
    `AddressSpace BusError CallStack ExecError InvalidAddress Memory OutOfFrames
    OverlappingMapping PAGE_SIZE SegmentationFault address amd64Types auxiliaryKey classic
    errno errnoName exec hex i386Cdecl i386Types imageOf isErrno layoutOf linuxI386
    linuxI386Limit3G linuxX64 programOf protectRelocated recurse siCodeNumber signalNumber
    structOf sysvAmd64`,
  ],
  [
    './elf',
    elf,
    `EM ET ElfError PF PT SHF SHT berkeleySize distance fileTypeName gnuSize highHalf isInSegment
    lowHalf machineName osAbiName parseBlob parseElf parsePlaceAt parseSymbols parseSync readElf readElfBlob
    sectionFlagLetters sectionTypeName sectionsOfSegments segmentFlagLetters segmentTypeName
    sysvSize word64 wordToHex`,
  ],
  [
    './proc',
    proc,
    `MapsError diffMaps formatMaps formatSmaps labelMappings parseMaps parseSmaps smapsTotals
    smapsValue vmExe vmTotals`,
  ],
  [
    './conform',
    conform,
    `RecordFormatError compareElf compareExec compareFrames compareMaps compareObserve
    compareRandomised compareVmops execOptionsOf imageFromRecord interpretersFromRecord`,
  ],
];

for (const [name, entry, names] of entries)
  test(`${name} exports the listed names`, () => {
    expect(Object.keys(entry).sort()).toEqual(names.split(/\s+/).filter(Boolean));
  });
