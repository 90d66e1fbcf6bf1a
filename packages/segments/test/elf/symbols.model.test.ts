import { expect, test } from 'vitest';
import {
  type ElfSymbol,
  parsePlaceAt,
  parseSymbols,
  parseSync,
  readElf,
} from '../../src/elf/index.ts';
import { fixture } from '../recorded.ts';

const ABSOLUTE = 0xfff1;
const STT_SECTION = 3;

/** The variable or function of a program that covers an address, by looking at all of them. */
function covering(symbols: readonly ElfSymbol[], address: number): ElfSymbol | undefined {
  const starts = (symbol: ElfSymbol): number => symbol.value as number;
  return symbols
    .filter(({ type, sectionIndex }) => type < STT_SECTION && ![0, ABSOLUTE].includes(sectionIndex))
    .filter((symbol) => starts(symbol) <= address && address < starts(symbol) + (symbol.size || 1))
    .sort((a, b) => starts(b) - starts(a) || a.size - b.size)[0];
}

test.each(['bss_pie', 'bss_m32', 'brk_nopie', 'libshared.so', 'bss_static_pie'])(
  'at and beside every symbol of %s lies what a look at all symbols finds',
  async (name) => {
    const bytes = await fixture(name);
    const elf = readElf(bytes);
    const symbols = parseSync(parseSymbols(elf), bytes);
    const edges = symbols.flatMap(({ value, size }) => [
      value as number,
      (value as number) - 1,
      (value as number) + size - 1,
      (value as number) + size,
    ]);
    const places = [...new Set(edges)].filter((address) => address > 0).slice(0, 400);
    for (const address of places) {
      const place = parseSync(parsePlaceAt(elf, address), bytes);
      const segment = elf.programHeaders.find(
        ({ type, virtualAddress: from, memorySize }) =>
          type === 1 && (from as number) <= address && address < (from as number) + memorySize,
      );
      expect(place?.segment).toBe(segment);
      expect(place?.symbol).toEqual(segment && covering(symbols, address));
    }
  },
);
