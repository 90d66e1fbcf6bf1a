/*
 * A program that knows what its memory is for: it starts a thread that allocates, prints one "KIND ADDRESS"
 * a line for places it is sure about, then "ready", and waits for the end of its input.
 *
 *   gcc -pthread labelled.c
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char zeros[3 << 20];
static int value = 1;
static int *const relocated = &value;

static void say(const char *kind, const void *address) {
  printf("%s %lx\n", kind, (unsigned long)address);
}

static void *thread(void *unused) {
  (void)unused;
  char local = 0;
  pthread_attr_t attributes;
  void *stack;
  size_t size, guard;
  pthread_getattr_np(pthread_self(), &attributes);
  pthread_attr_getstack(&attributes, &stack, &size);
  pthread_attr_getguardsize(&attributes, &guard);
  say("thread-stack", &local);
  say("thread-guard", (char *)stack - guard);
  /* The first allocation of a second thread opens an arena of its own. */
  say("malloc-arena", malloc(1000));
  say("ready", NULL);
  fflush(stdout);
  pause();
  return NULL;
}

int main(void) {
  int local = 0;
  pthread_t started;
  say("heap", malloc(1000));
  say("anonymous", malloc(8 << 20));
  say("stack", &local);
  say("bss", zeros + sizeof zeros / 2);
  say("file", &value);
  say("file", main);
  say("relro", &relocated);
  pthread_create(&started, NULL, thread, NULL);
  for (char byte; read(0, &byte, 1) > 0;) continue;
  return 0;
}
