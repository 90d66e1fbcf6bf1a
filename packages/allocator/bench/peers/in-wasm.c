/*
 * The replay loop inside WebAssembly, for what a call from JavaScript adds. Linked with the C library's
 * allocator (wasi-libc: dlmalloc 2.8.6); operations as in native-replay.c.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct operation { int32_t kind, id, size, alignment; };

void replay(const struct operation *o, int n, void **blocks, int write) {
  for (; n > 0; n--, o++) {
    void **block = &blocks[o->id];
    switch (o->kind) {
      case 1: *block = malloc(o->size); break;
      case 2: *block = calloc(1, o->size); break;
      case 3: *block = aligned_alloc(o->alignment, o->size); break;
      case 4: *block = realloc(*block, o->size); break;
      default: free(*block); *block = 0;
    }
    if (write && *block) memset(*block, 1, o->size);
  }
}

void drain(void **blocks, int ids) {
  for (int id = 0; id < ids; id++)
    if (blocks[id]) { free(blocks[id]); blocks[id] = 0; }
}
