/** What the loader makes read-only once it has relocated a program (RELRO). */
import { pageDown } from '../address.ts';
import type { AddressSpace } from '../address-space.ts';
import { type ExecutableImage, segmentType } from './image.ts';

/**
 * Protects the whole pages of PT_GNU_RELRO of an image loaded with this bias, as the loader does before
 * the program's own code runs. Source: glibc 2.36 `elf/dl-reloc.c`, _dl_protect_relro.
 *
 * @param bias {@link Process.bias}, or {@link Process.interpreterBias} for the loader itself.
 */
export function protectRelocated(space: AddressSpace, image: ExecutableImage, bias: number): void {
  for (const { type, virtualAddress, memorySize } of image.programHeaders) {
    if (type !== segmentType.GNU_RELRO) continue;
    const start = pageDown(virtualAddress + bias);
    const end = pageDown(virtualAddress + bias + memorySize);
    if (end > start) space.mprotect(start, end - start, 'r--');
  }
}
