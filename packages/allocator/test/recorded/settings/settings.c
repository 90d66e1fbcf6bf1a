/* settings.c - makes some 1,600 pseudo-random heap calls in bursts and says what each answered: the calls as in the
 * traces, then "=", then the hexadecimal distance from the start of the heap, or m for a mapping of its own, then
 * malloc_usable_size. Behind a free: the usable size of what was freed, where that can still be read.
 * The thresholds and lists depend on GLIBC_TUNABLES, the calls do not. Nothing else uses the heap.
 *
 *   gcc -O1 -fno-builtin -o settings settings.c && GLIBC_TUNABLES=glibc.malloc.tcache_count=2 ./settings
 */
#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { CALLS = 1400, PAGE = 4096 };
static char text[1 << 20], *t = text;
static unsigned state = 20261126;
static void *block[CALLS];
static int ids;
static char *start;

static unsigned below(unsigned n) { state = state * 1103515245u + 12345u; return (state >> 8) % n; }

/* Half of all sizes are among six, so that lists hold several of one size. */
static size_t some_size(void) {
  static const size_t often[] = {24, 72, 200, 312, 424, 1000};
  const unsigned k = below(200);
  if (k < 100) return often[below(6)];
  if (k < 150) return below(1100);
  if (k < 186) return below(9000);
  if (k < 192) return below(70000);
  return (30 + below(12)) * (size_t)PAGE - below(40); /* around the end of a page */
}

static int is_heap(const void *p) { return (const char *)p >= start && (const char *)p < (char *)sbrk(0); }

static void answer(int id) {
  if (is_heap(block[id])) t += sprintf(t, " = %zx", (size_t)((char *)block[id] - start));
  else t += sprintf(t, " = m");
  t += sprintf(t, " %zu\n", malloc_usable_size(block[id]));
}

static void allocate(size_t size) {
  const int id = ids++;
  const unsigned k = below(10);
  if (k == 0) { t += sprintf(t, "c %d 1 %zu", id, size); block[id] = calloc(1, size); }
  else if (k == 1) {
    const size_t alignment = (size_t)16 << below(6);
    t += sprintf(t, "m %d %zu %zu", id, alignment, size);
    block[id] = memalign(alignment, size);
  } else { t += sprintf(t, "a %d %zu", id, size); block[id] = malloc(size); }
  answer(id);
}

static void resize(int id) {
  const size_t size = some_size() + 1;
  t += sprintf(t, "r %d %zu", id, size);
  block[id] = realloc(block[id], size);
  answer(id);
}

static void release(int id) {
  char *p = block[id];
  const int was_heap = is_heap(p);
  t += sprintf(t, "f %d", id);
  free(p);
  block[id] = NULL;
  /* The question reads the header of the chunk behind, which is beyond the heap where this one is its top now. */
  if (was_heap && is_heap(p) && is_heap(p + (((size_t *)p)[-1] & ~(size_t)7))) t += sprintf(t, " = %zu", malloc_usable_size(p));
  t += sprintf(t, "\n");
}

/* More blocks of two sizes than the tcache keeps, apart from each other, go at once and come again. */
static void wave(void) {
  const size_t sizes[] = {200 + 16 * (size_t)below(50), 200 + 16 * (size_t)below(50)};
  const int first = ids, count = 50 + (int)below(30);
  for (int i = 0; i < count; i++) allocate(i % 2 ? 24 : sizes[below(2)]);
  for (int id = first; id < ids; id += 2) release(id);
  for (int i = 0; i < count; i++) allocate(sizes[below(2)]);
}

/* Larger than the mmap threshold ever becomes. */
static void huge(void) {
  allocate((33u << 20) + below(9 << 20));
  release(ids - 1);
}

int main(void) {
  start = sbrk(0);
  while (ids < CALLS - 200) {
    const unsigned what = below(10), often = 1 + below(40);
    if (what == 8) wave();
    if (what == 9) huge();
    for (unsigned i = 0; what < 8 && i < often && ids < CALLS - 200; i++) {
      const int id = ids ? (int)below((unsigned)ids) : 0;
      if (what < 4 || !ids) allocate(some_size());
      else if (!block[id]) continue;
      else if (what == 4) resize(id);
      else release(id);
    }
  }
  return write(1, text, (size_t)(t - text)) != t - text;
}
