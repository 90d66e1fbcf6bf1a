/*
 * Replays a trace on the C library's allocator, for the ratio that bench/run.mjs prints.
 *
 *   native-replay OPS           one measurement for each line on stdin (a window in CPU milliseconds)
 *   native-replay OPS util      peak live bytes and peak heap bytes
 *
 * OPS: int32 operations, int32 ids, then four int32 an operation: kind, id, size, alignment
 * (kinds: 1 malloc, 2 calloc, 3 memalign, 4 realloc, 5 free). Payloads are not touched while the
 * clock runs unless WRITE is set in the environment. Times are CPU time of this process.
 */
#define _GNU_SOURCE
#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

struct operation { int32_t kind, id, size, alignment; };

static double cpu_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static void *apart(size_t bytes) {
  return mmap(0, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
}

static void *perform(const struct operation *o, void *old) {
  switch (o->kind) {
    case 1: return malloc(o->size);
    case 2: return calloc(1, o->size);
    case 3: return memalign(o->alignment, o->size);
    case 4: return realloc(old, o->size);
    default: free(old); return 0;
  }
}

static void drain(void **blocks, int ids) {
  for (int id = 0; id < ids; id++)
    if (blocks[id]) { free(blocks[id]); blocks[id] = 0; }
}

static void measure(const struct operation *ops, int n, void **blocks, int ids, double window, int write) {
  double best = 1e18, total = 0;
  while (total < window) {
    double start = cpu_ms();
    for (int i = 0; i < n; i++) {
      void *p = blocks[ops[i].id] = perform(&ops[i], blocks[ops[i].id]);
      if (write && p) memset(p, 1, ops[i].size);
    }
    double took = cpu_ms() - start;
    total += took;
    if (took < best) best = took;
    drain(blocks, ids);
  }
  printf("%.6f\n", best);
  fflush(stdout);
}

/* The heap is what sbrk moved, the first top included, and the mapped chunks (bit 1 of the size). */
static void utilisation(const struct operation *ops, int n, void **blocks, int ids) {
  uint32_t *sizes = apart((size_t)ids * 4 + 4);
  free(malloc(1));
  size_t first = mallinfo2().arena, live = 0, peak = 0, mapped = 0, heap = 0;
  char *base = sbrk(0);
  for (int i = 0; i < n; i++) {
    int id = ops[i].id;
    size_t *old = blocks[id], size = ops[i].kind == 5 ? 0 : ops[i].size;
    if (old && (old[-1] & 2)) mapped -= old[-1] & ~(size_t)7;
    size_t *p = blocks[id] = perform(&ops[i], old);
    if (p && (p[-1] & 2)) mapped += p[-1] & ~(size_t)7;
    live += size - sizes[id];
    sizes[id] = size;
    size_t now = first + ((char *)sbrk(0) - base) + mapped;
    if (live > peak) peak = live;
    if (now > heap) heap = now;
  }
  printf("%zu %zu\n", peak, heap);
}

int main(int argc, char **argv) {
  FILE *file = argc > 1 ? fopen(argv[1], "rb") : 0;
  int32_t head[2];
  if (!file || fread(head, sizeof head, 1, file) != 1) return 1;
  size_t bytes = (size_t)head[0] * sizeof(struct operation);
  struct operation *ops = apart(bytes + 1);
  if (fread(ops, 1, bytes, file) != bytes) return 1;
  void **blocks = apart((size_t)head[1] * sizeof(void *) + 8);
  if (argc > 2 && !strcmp(argv[2], "util")) {
    utilisation(ops, head[0], blocks, head[1]);
    return 0;
  }
  char line[64];
  while (fgets(line, sizeof line, stdin))
    measure(ops, head[0], blocks, head[1], atof(line), getenv("WRITE") != 0);
  return 0;
}
