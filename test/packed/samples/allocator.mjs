import { BoundaryTagAllocator } from '@memstrata/allocator';

const heap = new BoundaryTagAllocator();
const a = heap.malloc(24);
const b = heap.malloc(40);
console.log(heap.usableSize(a), heap.usableSize(b), b - a);
heap.free(b);
heap.check();
