/*
 * Does to its own address space what standard input says, one step a line, and tells after each what came
 * of it. It has no C library, so that nothing else touches the address space.
 *
 *   m ADDRESS LENGTH PROTECTION FLAGS          mmap, anonymous with flag 20, else of file 3 from offset 0
 *   o ADDRESS LENGTH PROTECTION FLAGS OFFSET   mmap of file 3
 *   u ADDRESS LENGTH      p ADDRESS LENGTH PROTECTION      b ADDRESS       munmap, mprotect, brk
 *   r ADDRESS    w ADDRESS    x ADDRESS        load, store or call one byte
 *   l RESOURCE BYTES                           setrlimit
 *   d BYTES                                    dive: recursion with frames of so many bytes until a fault
 *
 * Numbers are hexadecimal; $N, $N+HEX and $N-HEX stand for the result of step N (decimal).
 *
 * Each answer is "= RESULT", with " ! SIGNAL CODE ADDRESS" behind it when the step was stopped by a signal,
 * then the lines of /proc/self/maps. The first answer is for the start, before any step; its result is the
 * file's own base. A dive's result is the number of frames that were complete; its answer has
 * " at FRAME-POINTER" of the first frame.
 *
 *   gcc -O1 -static -nostdlib -ffreestanding -fno-stack-protector -fno-pie -no-pie steps.c
 */
typedef unsigned long word;

enum { READ = 0, WRITE = 1, OPEN = 2, CLOSE = 3, MMAP = 9, MPROTECT = 10, MUNMAP = 11, BRK = 12 };
enum { SIGACTION = 13, SIGALTSTACK = 131, SETRLIMIT = 160, EXIT_GROUP = 231 };

static long call(long number, word a, word b, word c, word d, word e, word f) {
  long result;
  register word fourth __asm__("r10") = d;
  register word fifth __asm__("r8") = e;
  register word sixth __asm__("r9") = f;
  __asm__ volatile("syscall"
                   : "=a"(result)
                   : "a"(number), "D"(a), "S"(b), "d"(c), "r"(fourth), "r"(fifth), "r"(sixth)
                   : "rcx", "r11", "memory");
  return result;
}

/* A place to come back to after a signal: stack pointer, frame pointer, return address. */
static word checkpoint[8];
static volatile long caught_signal, caught_code;
static volatile word caught_address;

__attribute__((naked, returns_twice)) static long mark(word *place __attribute__((unused))) {
  __asm__(
      "mov %rbx, (%rdi)\n mov %rbp, 8(%rdi)\n mov %r12, 16(%rdi)\n mov %r13, 24(%rdi)\n"
      "mov %r14, 32(%rdi)\n mov %r15, 40(%rdi)\n mov %rsp, 48(%rdi)\n mov (%rsp), %rax\n"
      "mov %rax, 56(%rdi)\n xor %eax, %eax\n ret");
}

__attribute__((naked, noreturn)) static void back_to(word *place __attribute__((unused))) {
  __asm__(
      "mov (%rdi), %rbx\n mov 8(%rdi), %rbp\n mov 16(%rdi), %r12\n mov 24(%rdi), %r13\n"
      "mov 32(%rdi), %r14\n mov 40(%rdi), %r15\n mov 48(%rdi), %rsp\n mov 56(%rdi), %rax\n"
      "mov %rax, (%rsp)\n mov $1, %eax\n ret");
}

static void on_signal(int number, int *information) {
  caught_signal = number;
  caught_code = information[2];
  caught_address = *(word *)(information + 4);
  back_to(checkpoint);
}

__asm__("restore: mov $15, %eax\n syscall\n");
extern void restore(void);

static char handler_stack[16384];

static void catch_signals(void) {
  const struct { void *at; long flags; word size; } stack = {handler_stack, 0, sizeof handler_stack};
  call(SIGALTSTACK, (word)&stack, 0, 0, 0, 0, 0);
  /* SA_SIGINFO, SA_RESTORER, SA_ONSTACK, SA_NODEFER */
  const struct { void *handler; word flags; void *restorer; word mask; } action = {
      on_signal, 0x4 | 0x04000000 | 0x08000000 | 0x40000000, restore, 0};
  const int signals[] = {11, 7, 4};
  for (int index = 0; index < 3; index++)
    call(SIGACTION, (word)signals[index], (word)&action, 0, 8, 0, 0);
}

/* Frames of `bytes` (a multiple of 16): a return address, a saved frame pointer, and space nobody writes to. */
static volatile word frames_done, first_frame;
__asm__(
    "dive: push %rbp\n mov %rsp, %rbp\n incq frames_done(%rip)\n"
    "cmpq $0, first_frame(%rip)\n jne 1f\n mov %rbp, first_frame(%rip)\n"
    "1: lea -16(%rdi), %rax\n sub %rax, %rsp\n call dive\n hlt\n");
extern void dive(word bytes);

static char input[1 << 16], output[1 << 16];
static word output_length;

static void flush(void) {
  call(WRITE, 1, (word)output, output_length, 0, 0, 0);
  output_length = 0;
}

static void say(const char *text) {
  while (*text) output[output_length++] = *text++;
}

static void say_word(word value) {
  char digits[17];
  int at = 16;
  digits[at] = 0;
  do digits[--at] = "0123456789abcdef"[value & 15];
  while (value >>= 4);
  say(digits + at);
}

/* A result: -errno with its sign. */
static void say_result(long value) {
  const int refused = value < 0 && value > -4096;
  if (refused) say("-");
  say_word(refused ? (word)-value : (word)value);
}

static void say_maps(void) {
  flush();
  const long file = call(OPEN, (word)"/proc/self/maps", 0, 0, 0, 0, 0);
  for (long n; (n = call(READ, (word)file, (word)output, sizeof output, 0, 0, 0)) > 0;)
    call(WRITE, 1, (word)output, (word)n, 0, 0, 0);
  call(CLOSE, (word)file, 0, 0, 0, 0, 0);
}

static long results[1024];
static char *at;

static word hexadecimal(void) {
  word value = 0;
  for (;; at++) {
    if (*at >= '0' && *at <= '9') value = value * 16 + (word)(*at - '0');
    else if (*at >= 'a' && *at <= 'f') value = value * 16 + (word)(*at - 'a' + 10);
    else return value;
  }
}

static word operand(void) {
  while (*at == ' ') at++;
  if (*at != '$') return hexadecimal();
  word step = 0;
  for (at++; *at >= '0' && *at <= '9'; at++) step = step * 10 + (word)(*at - '0');
  const word base = (word)results[step];
  if (*at != '+' && *at != '-') return base;
  return *at++ == '+' ? base + hexadecimal() : base - hexadecimal();
}

static long perform(char step, const word *given) {
  const word a = given[0], b = given[1], c = given[2], d = given[3], e = given[4];
  switch (step) {
    case 'm': return call(MMAP, a, b, c, d, d & 0x20 ? (word)-1 : 3, 0);
    case 'o': return call(MMAP, a, b, c, d, 3, e);
    case 'u': return call(MUNMAP, a, b, 0, 0, 0, 0);
    case 'p': return call(MPROTECT, a, b, c, 0, 0, 0);
    case 'b': return call(BRK, a, 0, 0, 0, 0, 0);
    case 'r': (void)*(volatile char *)a; return 0;
    case 'w': *(volatile char *)a = (char)0xc3; return 0;
    case 'x': ((void (*)(void))a)(); return 0;
    case 'd': dive(a); return 0;
    case 'l': {
      /* Only the soft limit: a hard one cannot be raised again. */
      const word limit[2] = {b, ~0UL};
      return call(SETRLIMIT, a, (word)limit, 0, 0, 0, 0);
    }
  }
  return -38;
}

/* One step and its answer. Nothing may be kept in a local across the signal. */
static word operands[5];
static volatile long result;
static void answer(char step) {
  caught_signal = 0;
  frames_done = first_frame = 0;
  result = 0;
  if (mark(checkpoint) == 0) result = perform(step, operands);
  if (step == 'd') result = (long)frames_done;
  say("= ");
  say_result(result);
  if (caught_signal != 0) {
    say(" ! ");
    say_word((word)caught_signal);
    say(" ");
    say_word((word)caught_code);
    say(" ");
    say_word(caught_address);
  }
  if (step == 'd') {
    say(" at ");
    say_word(first_frame);
  }
  say("\n");
  say_maps();
}

__attribute__((used)) static void run(void) {
  catch_signals();
  word length = 0;
  for (long n; (n = call(READ, 0, (word)input + length, sizeof input - 1 - length, 0, 0, 0)) > 0;)
    length += (word)n;
  say("= 0\n");
  say_maps();
  at = input;
  for (int count = 0; *at; count++) {
    const char step = *at++;
    for (int index = 0; index < 5; index++) operands[index] = operand();
    while (*at && *at++ != '\n') continue;
    answer(step);
    results[count] = result;
  }
  call(EXIT_GROUP, 0, 0, 0, 0, 0, 0);
}

__asm__(".globl _start\n_start: xor %ebp, %ebp\n and $-16, %rsp\n call run\n hlt\n");
