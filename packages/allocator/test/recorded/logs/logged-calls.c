/*
 * logged-calls SEED [threads]: makes 400 pseudo-random heap calls and writes each to stdout as the
 * malloc lab writes it; mtrace or ltrace log the same calls. No other call of the program allocates.
 * With `threads`, two threads call at the same time, so that ltrace has to cut calls in two; the ids of
 * the second begin at 10000.
 *
 * gcc -O1 -fno-builtin -pthread -o logged-calls logged-calls.c
 */
#include <malloc.h>
#include <mcheck.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CALLS 400

struct worker {
  void *blocks[CALLS];
  int first_id, count, calls;
  uint32_t state;
};

/* Without stdio's buffers, which would be allocated. */
static void say(const char *format, ...) {
  char line[64];
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(line, sizeof line, format, arguments);
  va_end(arguments);
  if (write(1, line, (size_t)length) != length) abort();
}

static uint32_t below(struct worker *w, uint32_t bound) {
  uint32_t state = w->state;
  state ^= state << 13;
  state ^= state >> 17;
  state ^= state << 5;
  w->state = state;
  return state % bound;
}

static int some_live(struct worker *w) {
  if (w->count == 0) return -1;
  for (int tries = 0; tries < 50; tries++) {
    int id = (int)below(w, (uint32_t)w->count);
    if (w->blocks[id] != NULL) return id;
  }
  return -1;
}

static void one_call(struct worker *w) {
  uint32_t dice = below(w, 100);
  int id = some_live(w);
  if (dice < 35 || id < 0) {
    size_t size = below(w, dice < 3 ? 1 : 3000);
    id = w->count++;
    w->blocks[id] = malloc(size);
    say("a %d %zu\n", w->first_id + id, size);
  } else if (dice < 45) {
    size_t count = below(w, 20), size = below(w, 100);
    id = w->count++;
    w->blocks[id] = calloc(count, size);
    say("c %d %zu %zu\n", w->first_id + id, count, size);
  } else if (dice < 50) {
    size_t alignment = (size_t)16 << below(w, 5), size = below(w, 500);
    id = w->count++;
    w->blocks[id] = memalign(alignment, size);
    say("m %d %zu %zu\n", w->first_id + id, alignment, size);
  } else if (dice < 65) {
    size_t size = 1 + below(w, 5000);
    w->blocks[id] = realloc(w->blocks[id], size);
    say("r %d %zu\n", w->first_id + id, size);
  } else if (dice < 68) {
    size_t size = 1 + below(w, 100);
    id = w->count++;
    w->blocks[id] = realloc(NULL, size);
    say("a %d %zu\n", w->first_id + id, size);
  } else if (dice < 70) {
    free(NULL);
    if (realloc(w->blocks[id], SIZE_MAX / 4) != NULL) abort(); /* fails, the block stays */
    if (malloc(SIZE_MAX / 4) != NULL) abort();
  } else {
    if (dice < 75) realloc(w->blocks[id], 0);
    else free(w->blocks[id]);
    w->blocks[id] = NULL;
    say("f %d\n", w->first_id + id);
  }
}

static void *work(void *worker) {
  struct worker *w = worker;
  for (int i = 0; i < w->calls; i++) one_call(w);
  return NULL;
}

int main(int argc, char **argv) {
  static struct worker one, other;
  uint32_t seed = (uint32_t)(argc > 1 ? atoi(argv[1]) : 1) * 2654435761u + 1;
  int threads = argc > 2;
  one.state = seed;
  one.calls = threads ? CALLS / 2 : CALLS;
  mtrace();
  if (threads) {
    pthread_t a, b;
    other.state = seed ^ 0x5bd1e995u;
    other.first_id = 10000;
    other.calls = CALLS / 2;
    pthread_create(&a, NULL, work, &one);
    pthread_create(&b, NULL, work, &other);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
  } else {
    work(&one);
  }
  return 0;
}
