/* heap-image.c - makes 3,000 pseudo-random heap calls, fills every payload, and writes
 *   OUT.rep    the calls, one a line (a, c, m, r, f as in the traces),
 *   OUT.facts  start of the heap, address of main_arena, tcache key,
 *   OUT.bin    every byte of the heap afterwards.
 * All buffers are static, so that the heap holds nothing else.
 *
 *   gcc -O1 -fno-builtin -o heap-image heap-image.c && setarch -R ./heap-image OUT && gzip -9 OUT.bin OUT.rep
 */
#include <fcntl.h>
#include <malloc.h>
#include <stdio.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char text[1 << 20], facts[200], path[300];
static unsigned state = 20261122;
static unsigned below(unsigned n) { state = state * 1103515245u + 12345u; return (state >> 8) % n; }
static size_t some_size(void) {
  unsigned k = below(100);
  if (k < 60) return below(120);
  if (k < 85) return below(1100);
  if (k < 97) return below(9000);
  return k < 99 ? below(70000) : 131000 + below(90000);
}
static void save(const char *out, const char *suffix, const void *bytes, size_t n) {
  snprintf(path, sizeof path, "%s%s", out, suffix);
  int fd = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0644);
  if (write(fd, bytes, n) != (ssize_t)n) _exit(1);
  close(fd);
}
int main(int argc, char **argv) {
  static void *block[4000]; static size_t size[4000]; int ids = 0; char *t = text;
  char *start = sbrk(0); (void)argc;
  for (int i = 0; i < 3000; i++) {
    unsigned k = below(100); int id = ids ? (int)below(ids) : 0;
    if (k < 45 || !ids) { size[ids] = some_size(); block[ids] = malloc(size[ids]); t += sprintf(t, "a %d %zu\n", ids, size[ids]); id = ids++; }
    else if (k < 50) { size[ids] = some_size(); block[ids] = calloc(1, size[ids]); t += sprintf(t, "c %d 1 %zu\n", ids, size[ids]); id = ids++; }
    else if (k < 55) { size[ids] = some_size(); size_t al = (size_t)16 << below(6); block[ids] = memalign(al, size[ids]); t += sprintf(t, "m %d %zu %zu\n", ids, al, size[ids]); id = ids++; }
    else if (!block[id]) continue;
    else if (k < 65) { size[id] = some_size() + 1; block[id] = realloc(block[id], size[id]); t += sprintf(t, "r %d %zu\n", id, size[id]); }
    else { free(block[id]); block[id] = 0; t += sprintf(t, "f %d\n", id); continue; }
    memset(block[id], (id * 7 + 1) & 255, size[id]);
  }
  save(argv[1], ".bin", start, (char *)sbrk(0) - start);
  size_t *probe = malloc(24), *large = malloc(5000), *guard = malloc(24); (void)guard;
  free(probe); free(large);
  size_t arena = 0;
  for (size_t *w = large; w < large + 2; w++) if (*w > 0x7f0000000000) arena = *w;
  int n = snprintf(facts, sizeof facts, "heap %p\nlink-into-arena %zx\nkey %zx\n", (void *)start, arena, probe[1]);
  save(argv[1], ".facts", facts, n);
  save(argv[1], ".rep", text, t - text);
  return 0;
}
