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
static uint32_t order[HELD];
static int32_t column[HELD];
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

/* A variable that refers to one object after another: x = next. */
static void rebind(void) {
  object *x = held[order[HELD - 1]];
  incref(x);
  for (int i = 0; i < HELD; i++) {
    object *next = held[order[i]];
    incref(next);
    decref(x);
    x = next;
  }
  decref(x);
}

static __attribute__((noinline)) void deadInColumn(uint32_t at) {
  deaths++;
  column[at] = 1;
}

/* The same with 32-bit counts side by side. */
static void rebindColumn(void) {
  uint32_t x = order[HELD - 1];
  column[x]++;
  for (int i = 0; i < HELD; i++) {
    uint32_t next = order[i];
    column[next]++;
    if (--column[x] == 0) deadInColumn(x);
    x = next;
  }
  if (--column[x] == 0) deadInColumn(x);
}

/* One of the objects held dies and another is born in its place. */
static void replace(void) {
  for (int i = 0; i < HELD; i++) {
    object **place = &held[order[i]];
    decref(*place);
    *place = create();
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
  for (; now - start < ns; now = cpu()) {
    for (int i = 0; i < 16; i++) work();
    rounds += 16;
  }
  return (now - start) / ((double)rounds * HELD);
}

int main(void) {
  uint32_t random = 12345;
  for (uint32_t i = 0; i < HELD; i++) {
    held[i] = create();
    column[i] = 1;
    order[i] = i;
  }
  for (uint32_t i = HELD - 1; i > 0; i--) {
    random = random * 1664525u + 1013904223u;
    uint32_t j = random % (i + 1), kept = order[i];
    order[i] = order[j];
    order[j] = kept;
  }
  char work[32];
  double milliseconds;
  while (scanf("%31s %lf", work, &milliseconds) == 2) {
    void (*run)(void) = strcmp(work, "replace") == 0 ? replace
                      : strcmp(work, "column") == 0 ? rebindColumn
                                                    : rebind;
    printf("%.4f\n", measure(run, milliseconds * 1e6));
    fflush(stdout);
  }
  return deaths < 0;
}
