import { GlibcAllocator } from '../../src/glibc/index.ts';
import { contract } from '../contract.ts';

contract({
  name: 'glibc',
  alignment: 16,
  detectsFreedRealloc: false, // glibc reads a freed block's header and goes on
  make: (memory) => new GlibcAllocator({ memory, topPad: 0 }),
});
