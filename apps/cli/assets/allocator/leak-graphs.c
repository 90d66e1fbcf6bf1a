/*
 * leak-graphs SEED: builds a random heap, prints who points to whom, and ends. Under memcheck each
 * block is a loss record of its own, since each has its own place of allocation and its own size.
 *
 *   graph SEED
 *   b BLOCK OFFSET SIZE           OFFSET in hexadecimal, from the lowest block
 *   w BLOCK WORD TARGET DELTA     a word that holds the address of TARGET, plus DELTA
 *   r TARGET DELTA                a static variable that holds one
 *
 * DELTA 0 points to a start, more into the middle, TARGET's size behind its end. All other words are 0.
 *
 * gcc -O1 -fno-builtin -o leak-graphs leak-graphs.c
 * valgrind --leak-check=full --show-leak-kinds=all --leak-check-heuristics=none ./leak-graphs 1
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCKS 64
#define ROOTS 6

/* Not a pointer to memcheck's eyes: addresses are kept inverted. */
static uintptr_t hidden[BLOCKS];
static size_t sizes[BLOCKS];
static void *volatile roots[ROOTS]; /* volatile: what nobody reads would not be kept */
static uint32_t state;

static uint32_t below(uint32_t bound) {
  state ^= state << 13;
  state ^= state >> 17;
  state ^= state << 5;
  return state % bound;
}

#define ALLOCATE(n) \
  static __attribute__((noinline)) void allocate_##n(void) { \
    void *p = malloc(sizes[n]); \
    memset(p, 0, sizes[n]); \
    hidden[n] = ~(uintptr_t)p; \
  }
#define EIGHT(macro, n) \
  macro(n##0) macro(n##1) macro(n##2) macro(n##3) macro(n##4) macro(n##5) macro(n##6) macro(n##7)
#define SIXTY_FOUR(macro) \
  EIGHT(macro, 0) EIGHT(macro, 01) EIGHT(macro, 02) EIGHT(macro, 03) \
  EIGHT(macro, 04) EIGHT(macro, 05) EIGHT(macro, 06) EIGHT(macro, 07)

SIXTY_FOUR(ALLOCATE)
#define NAME(n) allocate_##n,
static void (*const allocate[BLOCKS])(void) = {SIXTY_FOUR(NAME)};

static uint32_t delta_into(int target) {
  size_t size = sizes[target];
  uint32_t dice = below(10);
  if (dice < 6 || size < 2) return 0;
  return dice < 9 ? 1 + below((uint32_t)size - 1) : (uint32_t)size;
}

static __attribute__((noinline)) void build(int seed) {
  state = (uint32_t)seed * 2654435761u + 1;
  int count = 2 + (int)below(BLOCKS - 1);
  int order[BLOCKS];
  for (int i = 0; i < count; i++) {
    order[i] = i;
    sizes[i] = (size_t)i * 48 + below(48); /* every block another size */
  }
  for (int i = count - 1; i > 0; i--) {
    int j = (int)below((uint32_t)i + 1), t = order[i];
    order[i] = order[j];
    order[j] = t;
  }
  for (int i = 0; i < count; i++) allocate[order[i]]();

  uintptr_t lowest = UINTPTR_MAX;
  for (int i = 0; i < count; i++)
    if (~hidden[i] < lowest) lowest = ~hidden[i];
  printf("graph %d\n", seed);
  for (int i = 0; i < count; i++) printf("b %d %lx %zu\n", i, (unsigned long)(~hidden[i] - lowest), sizes[i]);

  uint32_t density = 1 + below(3);
  for (int i = 0; i < count; i++) {
    uint32_t words = (uint32_t)(sizes[i] / 8);
    for (uint32_t n = words == 0 ? 0 : below(density + 1); n > 0; n--) {
      uint32_t word = below(words);
      uintptr_t *at = (uintptr_t *)~hidden[i] + word;
      int target = (int)below((uint32_t)count);
      uint32_t delta = delta_into(target);
      if (*at != 0) continue;
      *at = ~hidden[target] + delta;
      printf("w %d %u %d %u\n", i, word, target, delta);
    }
  }
  int held = (int)below(ROOTS + 1);
  for (int i = 0; i < held; i++) {
    int target = (int)below((uint32_t)count);
    uint32_t delta = delta_into(target);
    roots[i] = (char *)~hidden[target] + delta;
    printf("r %d %u\n", target, delta);
  }
  fflush(stdout);
}

int main(int argc, char **argv) {
  static char buffer[1 << 16];
  setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
  build(argc > 1 ? atoi(argv[1]) : 1);
  memset(buffer, 0, sizeof buffer);
  return 0;
}
