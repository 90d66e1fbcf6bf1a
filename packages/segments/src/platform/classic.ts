import { linuxI386Limit3G } from './linux-i386.ts';
import type { Platform } from './platform.ts';

/**
 * The textbook picture: text, data, bss, heap upwards, stack downwards from 3 GiB, and nothing between.
 *
 * No kernel ever looked quite like this: there is no area for mmap and no guard gap, so that heap and
 * stack can grow until they touch. Show its name beside any picture made from it.
 */
export const classic: Platform = {
  ...linuxI386Limit3G,
  name: 'classic (textbook picture, 32-bit)',
  stackGuardGap: 0,
  breakGap: 0,
  hasMmapArea: false,
  kernelMappings: [],
  programBase: 0x08048000,
};
