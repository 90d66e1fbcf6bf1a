import { GlibcAllocator } from '../../src/glibc/index.ts';
import { Pymalloc, pymallocGeometries } from '../../src/pymalloc/index.ts';
import { contract } from '../contract.ts';

contract({
  name: 'pymalloc',
  alignment: 16,
  liesApart: true,
  make: (memory) =>
    new Pymalloc({
      geometry: pymallocGeometries['3.9'],
      underlying: new GlibcAllocator({ memory, topPad: 0 }),
    }),
});
