import {
  BoundaryTagAllocator,
  bestFit,
  byAddress,
  deferred,
  fifo,
  firstFit,
  nextFit,
  worstFit,
} from '../src/index.ts';
import { contract } from './contract.ts';

for (const placement of [firstFit, nextFit, bestFit, worstFit])
  contract({
    name: `boundary-tag, ${placement.name}`,
    alignment: 16,
    make: (memory) => new BoundaryTagAllocator({ memory, placement }),
  });

contract({
  name: 'boundary-tag, deferred coalescing',
  alignment: 16,
  make: (memory) => new BoundaryTagAllocator({ memory, coalescing: deferred }),
});

for (const order of [fifo, byAddress])
  contract({
    name: `boundary-tag, ${order.name} order`,
    alignment: 16,
    make: (memory) => new BoundaryTagAllocator({ memory, order }),
  });
