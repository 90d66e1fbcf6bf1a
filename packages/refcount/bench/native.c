/* The peers in plain C. Reads lines "WORK MILLISECONDS", answers nanoseconds of CPU time per operation. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { HELD = 4096 };

/* CPython's header and two slots: 32 bytes. */
typedef struct object {
  int64_t refcount;
  const void *type;
  struct object *slots[2];
} object;

static object *held[HELD];
static int64_t deaths;

static object *create(void) {
  object *o = malloc(sizeof *o);
  if (!o) abort();
  o->refcount = 1;
  o->type = &deaths;
  o->slots[0] = o->slots[1] = NULL;
  return o;
}

static void decref(object *o);

static __attribute__((noinline)) void deallocate(object *o) {
  deaths++;
  for (int i = 0; i < 2; i++)
    if (o->slots[i]) decref(o->slots[i]);
  free(o);
}

static inline void incref(object *o) { o->refcount++; }
static inline void decref(object *o) {
  if (--o->refcount == 0) deallocate(o);
}

/* A reference to each is taken, then each is given back. */
static void borrow(void) {
  for (int i = 0; i < HELD; i++) incref(held[i]);
  for (int i = 0; i < HELD; i++) decref(held[i]);
}

/* A variable refers to one after another: x = next. */
static void rebind(void) {
  object *x = held[0];
  incref(x);
  for (int i = 0; i < HELD; i++) {
    object *next = held[i];
    incref(next);
    decref(x);
    x = next;
  }
  decref(x);
}

/* Each dies, and another takes its place. */
static void replace(void) {
  for (int i = 0; i < HELD; i++) {
    decref(held[i]);
    held[i] = create();
  }
}

static double cpu(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec * 1e9 + t.tv_nsec;
}

static double measure(void (*work)(void), double ns) {
  int64_t rounds = 0;
  double start = cpu(), now = start;
  while (now - start < ns || rounds == 0) {
    for (int i = 0; i < 16; i++) work();
    rounds += 16;
    now = cpu();
  }
  return (now - start) / ((double)rounds * HELD);
}

int main(void) {
  uint32_t random = 12345;
  for (uint32_t i = 0; i < HELD; i++) held[i] = create();
  for (uint32_t i = HELD - 1; i > 0; i--) {
    random = random * 1664525u + 1013904223u;
    uint32_t j = random % (i + 1);
    object *kept = held[i];
    held[i] = held[j];
    held[j] = kept;
  }
  char work[32];
  double milliseconds;
  while (scanf("%31s %lf", work, &milliseconds) == 2) {
    void (*run)(void) = strcmp(work, "replace") == 0 ? replace
                      : strcmp(work, "rebind") == 0  ? rebind
                                                     : borrow;
    printf("%.4f\n", measure(run, milliseconds * 1e6));
    fflush(stdout);
  }
  return deaths < 0;
}
