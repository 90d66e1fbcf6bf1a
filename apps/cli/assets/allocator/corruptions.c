/* corruptions.c - makes heap calls, damages one to three words of the heap or frees what it should not, and goes on.
 * Each call is said before it is made, and what it answered on a line behind it; the last line is glibc's, if it speaks.
 *
 *   a ID SIZE       malloc; an answer is = OFFSET, = null or = outside
 *   c ID SIZE       calloc, so many times one byte
 *   r ID SIZE       realloc
 *   m ID SIZE ALIGNMENT
 *                   memalign
 *   f ID DELTA      free(block + DELTA)
 *   w OFFSET VALUE  the word at OFFSET is overwritten, as by an overflow or a write after free
 *
 * Offsets are hexadecimal, from the start of the heap; so are values. Nothing else uses the heap. What differs from one
 * process to the next is said after the first five calls, which find it out: where the heap and main_arena lie, and the
 * word that marks what is cached (nothing is, and the word no such mark, where the tcache is off).
 *
 *   gcc -O1 -fno-builtin -o corruptions corruptions.c && ./corruptions SEED 2>&1
 */
#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BLOCKS = 160, BEFORE = 90, AFTER = 45 };
static uint64_t state;
static char *block[BLOCKS], *start;
static uint32_t asked[BLOCKS];
static char is_live[BLOCKS];
static int ids;

static unsigned below(unsigned n) {
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (unsigned)((state >> 33) % n);
}

static void say(const char *text) { if (write(1, text, strlen(text)) < 0) _exit(1); }
static long offset(const char *p) { return p == NULL ? -1 : p - start; }

static size_t some_size(void) {
  static const size_t often[] = {24, 24, 24, 40, 72, 120, 200, 1000, 1056, 1072, 1500, 2040, 2050, 5000};
  const unsigned k = below(20);
  return k < 14 ? often[k] : k < 17 ? below(1500) : k < 19 ? 1200 + below(9000) : 140000;
}

/* A block in the asked state, or any. */
static int some_block(int live) {
  for (int tries = 0; tries < 40; tries++) {
    const int id = (int)below((unsigned)ids);
    if (is_live[id] == live) return id;
  }
  return (int)below((unsigned)ids);
}

static void answer(char *p) {
  char line[64];
  if (p == NULL) say("= null\n");
  else if (p < start || p >= (char *)sbrk(0)) say("= outside\n");
  else { snprintf(line, sizeof line, "= %lx\n", offset(p)); say(line); }
}

static void allocate(char how, size_t size) {
  char line[64];
  if (ids == BLOCKS) return;
  const int id = ids++;
  const size_t alignment = how == 'm' ? (size_t)16 << below(8) : 0;
  snprintf(line, sizeof line, alignment ? "%c %d %zu %zu\n" : "%c %d %zu\n", how, id, size, alignment);
  say(line);
  block[id] = how == 'a' ? malloc(size) : how == 'c' ? calloc(size, 1) : memalign(alignment, size);
  asked[id] = (uint32_t)size;
  is_live[id] = 1;
  answer(block[id]);
}

static void resize(int id) {
  char line[64];
  const size_t size = some_size() + 1;
  snprintf(line, sizeof line, "r %d %zu\n", id, size);
  say(line);
  block[id] = realloc(block[id], size);
  asked[id] = (uint32_t)size;
  answer(block[id]);
}

static void release(int id, int delta) {
  char line[64];
  snprintf(line, sizeof line, "f %d %d\n", id, delta);
  say(line);
  is_live[id] = 0;
  free(block[id] + delta);
}

static int is_heap(const char *p) { return p >= start && p + 8 <= (char *)sbrk(0); }

static void overwrite(char *at, uint64_t value) {
  char line[64];
  if (!is_heap(at)) return;
  snprintf(line, sizeof line, "w %lx %lx\n", offset(at), (unsigned long)value);
  say(line);
  memcpy(at, &value, sizeof value);
}

/* What stands in a size word or its copy, changed a little or for another one. No link is changed a little: a bin that
 * is pointed to between its words lies in main_arena, which is no heap. */
static uint64_t damaged_size(uint64_t was) {
  static const uint64_t others[] = {0, 1, 0x11, 0x20, 0x21, 0x31, 0x91, 0xd0, 0x411, 0x430, 0x1001, 0xfff1, 0x21001, 0x100001};
  switch (was >> 32 ? 7 : below(8)) {
    case 0: return was ^ 1;
    case 1: return was ^ 2;
    case 2: return was ^ 8;
    case 3: return was + 16;
    case 4: return was - 16;
    case 5: return was + 16 * (uint64_t)below(100);
    default: return others[below(14)];
  }
}

/* An address in the heap, plain or as tcache and fastbins keep it at `at`. */
static uint64_t some_link(const char *at) {
  const char *to = block[below((unsigned)ids)];
  uint64_t link = (uint64_t)(is_heap(to) ? to : start + 0x2a0);
  switch (below(6)) {
    case 0: return 0;
    case 1: return link;
    case 2: return link - 16;
    case 3: return (link - 16) ^ ((uint64_t)at >> 12);
    case 4: return (link + 8) ^ ((uint64_t)at >> 12);
    default: return link ^ ((uint64_t)at >> 12);
  }
}

static void corrupt(void) {
  const int id = some_block((int)below(2));
  char *p = block[id];
  if (!is_heap(p)) return;
  const size_t chunk = ((size_t)asked[id] + 8 + 15) & ~(size_t)15;
  const size_t to_next = (chunk < 32 ? 32 : chunk) - 16;
  switch (below(20)) {
    case 0: case 1: case 2: case 3: if (is_heap(p - 8)) overwrite(p - 8, damaged_size(((uint64_t *)p)[-1])); break;
    case 4: case 5: if (is_heap(p - 16)) overwrite(p - 16, damaged_size(((uint64_t *)p)[-2])); break;
    case 6: case 7: case 8: if (is_heap(p + to_next + 8)) overwrite(p + to_next + 8, damaged_size(*(uint64_t *)(p + to_next + 8))); break;
    case 9: case 10: if (is_heap(p + to_next)) overwrite(p + to_next, damaged_size(*(uint64_t *)(p + to_next))); break;
    case 11: release(id, 0); break; /* perhaps a second time */
    case 12: release(id, (int[]){8, 16, 32, 64}[below(4)]); break;
    /* The tcache's own counts, four to a word, and its links: they lie in the first chunk. */
    case 13: overwrite(start + 16 + 8 * below(16), (uint64_t)below(9) << 16 * below(4)); break;
    case 14: { char *at = start + 16 + 128 + 8 * below(64); overwrite(at, some_link(start)); break; }
    default: { char *at = p + 8 * below(4); overwrite(at, some_link(at)); }
  }
}

static void step(void) {
  const unsigned k = below(100);
  if (k < 48) allocate(k < 6 ? 'c' : k < 9 ? 'm' : 'a', some_size());
  else if (k < 93) { const int id = some_block(1); if (is_live[id]) release(id, 0); }
  else { const int id = some_block(1); if (is_live[id]) resize(id); }
}

/* A cached block has the key in its second word, an unsorted one the bin, 96 bytes into main_arena, in its first. */
static void introduce(void) {
  char line[96];
  allocate('a', 24);
  allocate('a', 2000);
  allocate('a', 24);
  release(0, 0);
  release(1, 0);
  const uint64_t key = ((uint64_t *)block[0])[1], bin = *(uint64_t *)block[1];
  snprintf(line, sizeof line, "heap %lx arena %lx key %lx\n", (unsigned long)start, (unsigned long)bin - 96, (unsigned long)key);
  say(line);
}

int main(int argc, char **argv) {
  state = argc > 1 ? strtoul(argv[1], NULL, 10) : 0;
  start = sbrk(0);
  introduce();
  for (int i = 0; i < BEFORE; i++) step();
  /* A burst of one size goes, so that more than the tcache is filled. */
  for (int id = 0; id < ids; id++) if (is_live[id] && below(2)) release(id, 0);
  for (unsigned left = 1 + below(3); left > 0; left--) {
    corrupt();
    for (int i = 0; i < AFTER; i++) step();
  }
  _exit(0);
}
