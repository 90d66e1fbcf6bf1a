/*
 * Runs a program under given conditions, and on request stops it before its first instruction and says
 * what the kernel made of it.
 *
 *   under [stack=BYTES] [random] [legacy] [3gb] [trace] PROGRAM ARGV0 ARG...
 *
 * Address randomisation is off but for random. stack= sets RLIMIT_STACK (-1: unlimited), legacy asks for the
 * bottom-up layout, 3gb for the address limit of a 32-bit kernel. The environment is passed on as it is.
 *
 * With trace, standard output gets the lines of /proc/PID/maps, then "stat" with /proc/PID/stat, one "auxv
 * KEY VALUE" for each entry, "registers RIP RSP", "stack HEX": all bytes from the stack pointer to the end of
 * the stack, and "tail HEX": those behind the initialised data, to the end of its page. Numbers are
 * hexadecimal. When execve is refused: "refused ERRNO"; when the kernel gives up too late for that: "killed
 * SIGNAL". The program is killed in the end.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

struct conditions {
  unsigned long personality;
  const char *stack;
  int trace;
};

static void apply(const struct conditions *conditions) {
  if (personality(conditions->personality) < 0) exit(125);
  if (conditions->stack == NULL) return;
  const long bytes = strtol(conditions->stack, NULL, 10);
  const rlim_t limit = bytes < 0 ? RLIM_INFINITY : (rlim_t)bytes;
  struct rlimit now;
  getrlimit(RLIMIT_STACK, &now);
  now.rlim_cur = limit;
  if (setrlimit(RLIMIT_STACK, &now) != 0) exit(125);
}

/* A file below /proc/PID, unread bytes zero; the length in *length. The caller frees it. */
static unsigned char *contents(pid_t pid, const char *name, size_t *length) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/%s", pid, name);
  const int file = open(path, O_RDONLY);
  const size_t most = 1 << 20;
  unsigned char *bytes = calloc(1, most);
  *length = 0;
  for (ssize_t n; file >= 0 && (n = read(file, bytes + *length, most - 1 - *length)) > 0;)
    *length += (size_t)n;
  close(file);
  return bytes;
}

static void print_auxv(pid_t pid, int is64) {
  size_t length;
  unsigned char *bytes = contents(pid, "auxv", &length);
  const size_t word = is64 ? 8 : 4;
  for (size_t at = 0; at + 2 * word <= length; at += 2 * word) {
    unsigned long key = 0, value = 0;
    memcpy(&key, bytes + at, word);
    memcpy(&value, bytes + at + word, word);
    printf("auxv %lx %lx\n", key, value);
  }
  free(bytes);
}

/* NAME and the bytes of a range in hexadecimal, where all of them can be read. */
static void print_bytes(pid_t pid, const char *name, unsigned long from, unsigned long to) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/mem", pid);
  const int memory = open(path, O_RDONLY);
  unsigned char *bytes = malloc(to - from);
  if (memory >= 0 && pread(memory, bytes, to - from, (off_t)from) == (ssize_t)(to - from)) {
    printf("%s ", name);
    for (unsigned long at = 0; at < to - from; at++) printf("%02x", bytes[at]);
    printf("\n");
  }
  free(bytes);
  close(memory);
}

/* The end of the mapping an address lies in, from the text of maps. */
static unsigned long end_of_mapping(const char *maps, unsigned long address) {
  for (const char *line = maps; line != NULL && *line != '\0';) {
    unsigned long start, end;
    if (sscanf(line, "%lx-%lx", &start, &end) == 2 && start <= address && address < end) return end;
    line = strchr(line, '\n');
    if (line != NULL) line++;
  }
  return address;
}

/* A field of /proc/PID/stat, counted as in proc(5); the second, the program's name, may hold spaces. */
static unsigned long stat_field(const char *stat, int number) {
  const char *field = strrchr(stat, ')');
  for (int at = 2; field != NULL && at < number; at++) field = strchr(field + 1, ' ');
  return field == NULL ? 0 : strtoul(field, NULL, 10);
}

static void report(pid_t pid) {
  struct user_regs_struct registers;
  ptrace(PTRACE_GETREGS, pid, NULL, &registers);
  size_t length;
  char *maps = (char *)contents(pid, "maps", &length);
  char *stat = (char *)contents(pid, "stat", &length);
  printf("%sstat %s", maps, stat);
  print_auxv(pid, registers.cs == 0x33);
  printf("registers %llx %llx\n", registers.rip, registers.rsp);
  print_bytes(pid, "stack", registers.rsp, end_of_mapping(maps, registers.rsp));
  const unsigned long end_data = stat_field(stat, 46), page = 4096;
  print_bytes(pid, "tail", end_data, (end_data + page - 1) / page * page);
  free(maps);
  free(stat);
}

static int trace(const struct conditions *conditions, char **program) {
  const pid_t pid = fork();
  if (pid == 0) {
    apply(conditions);
    ptrace(PTRACE_TRACEME, 0, NULL, NULL);
    execv(program[0], program + 1);
    printf("refused %d\n", errno);
    fflush(stdout);
    _exit(126);
  }
  int status;
  waitpid(pid, &status, 0);
  if (WIFSTOPPED(status) && WSTOPSIG(status) == SIGTRAP) report(pid);
  else if (WIFSTOPPED(status)) printf("killed %d\n", WSTOPSIG(status));
  else if (WIFSIGNALED(status)) printf("killed %d\n", WTERMSIG(status));
  fflush(stdout);
  if (WIFSTOPPED(status)) kill(pid, SIGKILL);
  return 0;
}

int main(int argc, char **argv) {
  struct conditions conditions = {ADDR_NO_RANDOMIZE, NULL, 0};
  int at = 1;
  for (; at < argc; at++) {
    if (strncmp(argv[at], "stack=", 6) == 0) conditions.stack = argv[at] + 6;
    else if (strcmp(argv[at], "random") == 0) conditions.personality &= ~(unsigned long)ADDR_NO_RANDOMIZE;
    else if (strcmp(argv[at], "legacy") == 0) conditions.personality |= ADDR_COMPAT_LAYOUT;
    else if (strcmp(argv[at], "3gb") == 0) conditions.personality |= ADDR_LIMIT_3GB;
    else if (strcmp(argv[at], "trace") == 0) conditions.trace = 1;
    else break;
  }
  if (argc - at < 2) {
    fprintf(stderr, "usage: under [stack=BYTES] [random] [legacy] [3gb] [trace] PROGRAM ARGV0 ARG...\n");
    return 2;
  }
  if (conditions.trace) return trace(&conditions, argv + at);
  apply(&conditions);
  execv(argv[at], argv + at + 1);
  perror(argv[at]);
  return 126;
}
