/*
 * A program that does nothing, in the shape asked for: DATA and BSS are sizes in bytes, ALIGNMENT that of its
 * data. It is only ever loaded and looked at.
 */
#ifndef ALIGNMENT
#define ALIGNMENT 1
#endif
#if defined DATA && DATA > 0
__attribute__((aligned(ALIGNMENT))) char data[DATA] = {1};
#endif
#if defined BSS && BSS > 0
__attribute__((aligned(ALIGNMENT))) char bss[BSS];
#endif
static const char text[] = "read-only";
const char *const relocated = text;

void _start(void) {
  for (;;) continue;
}
