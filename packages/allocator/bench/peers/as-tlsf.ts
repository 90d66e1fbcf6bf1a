// AssemblyScript's own TLSF, exported: compiled by asc, not by TypeScript.
export function malloc(size: usize): usize {
  return heap.alloc(size);
}
export function realloc(block: usize, size: usize): usize {
  return heap.realloc(block, size);
}
export function free(block: usize): void {
  heap.free(block);
}
export function calloc(count: usize, size: usize): usize {
  const block = heap.alloc(count * size);
  memory.fill(block, 0, count * size);
  return block;
}
export function base(): usize {
  return __heap_base;
}
