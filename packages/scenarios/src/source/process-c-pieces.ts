/** The pieces of C that ask the kernel and the linker; a program carries those it uses. */
import type { CStep } from './c-step.ts';

const HEADERS = [
  '#define _GNU_SOURCE',
  '#include <elf.h>',
  '#include <fcntl.h>',
  '#include <link.h>',
  '#include <malloc.h>',
  '#include <pthread.h>',
  '#include <setjmp.h>',
  '#include <signal.h>',
  '#include <stdio.h>',
  '#include <stdlib.h>',
  '#include <string.h>',
  '#include <sys/auxv.h>',
  '#include <sys/mman.h>',
  '#include <sys/resource.h>',
  '#include <sys/wait.h>',
  '#include <unistd.h>',
  '',
];

const TRUTH = `
static const char *ask_truth(int is) { return is ? "True" : "False"; }
`;

/** The map as text, read without the heap. */
const MAPS = `
static char *ask_maps(void) {
    static char ask_text[1 << 16];
    ssize_t length = 0, more;
    int file = open("/proc/self/maps", O_RDONLY);
    while ((more = read(file, ask_text + length, sizeof ask_text - 1 - length)) > 0) length += more;
    close(file);
    ask_text[length] = 0;
    return ask_text;
}
`;

/** The program's own segments by what the linker says of them, the others by the kernel's map. */
const SEGMENT = `
extern char __executable_start, etext, __data_start, edata, end;
static const char *ask_segment(const void *pointer) {
    const char *at = pointer;
    if (at >= &__executable_start && at < &etext) return "text";
    if (at >= &etext && at < &__data_start) return "rodata";
    if (at >= &__data_start && at < &edata) return "data";
    if (at >= &edata && at < &end) return "bss";
    for (char *line = strtok(ask_maps(), "\\n"); line; line = strtok(NULL, "\\n")) {
        unsigned long from, to;
        sscanf(line, "%lx-%lx", &from, &to);
        if ((unsigned long)at < from || (unsigned long)at >= to) continue;
        return strstr(line, "[heap]") ? "heap" : strstr(line, "[stack]") ? "stack" : "mmap";
    }
    return "none";
}
`;

/** How much of a variable the program headers say comes from the file. */
const FILE_BYTES = `
static long ask_file_bytes(const volatile void *pointer, long size) {
    const Elf64_Phdr *header = (const Elf64_Phdr *)getauxval(AT_PHDR);
    long count = getauxval(AT_PHNUM), at = (long)pointer;
    long bias = (long)header - 64;
    for (long i = 0; i < count; i++)
        if (header[i].p_type == PT_PHDR) bias = (long)header - (long)header[i].p_vaddr;
    for (long i = 0; i < count; i++) {
        long start = bias + (long)header[i].p_vaddr, file = start + (long)header[i].p_filesz;
        if (header[i].p_type != PT_LOAD || at < start || at >= start + (long)header[i].p_memsz) continue;
        return file <= at ? 0 : file - at < size ? file - at : size;
    }
    return -1;
}
`;

/** So many pages at a time as there is room to be told of. */
const RESIDENT = `
static long ask_resident(const void *pointer, long bytes) {
    unsigned long from = (unsigned long)pointer & ~4095ul;
    long pages = ((unsigned long)pointer + bytes + 4095 - from) / 4096, found = 0;
    static unsigned char ask_seen[1 << 16];
    for (long done = 0, some; done < pages; done += some) {
        some = pages - done < (long)sizeof ask_seen ? pages - done : (long)sizeof ask_seen;
        if (mincore((void *)(from + done * 4096), some * 4096, ask_seen)) return -1;
        for (long i = 0; i < some; i++) found += ask_seen[i] & 1;
    }
    return found;
}
`;

const MAPPED = `
static char *ask_mapped(void *answer) { return answer == (void *)-1 ? NULL : answer; }
`;

const LIMIT = `
static long ask_stack_limit(void) {
    struct rlimit limit;
    getrlimit(RLIMIT_STACK, &limit);
    return (long)limit.rlim_cur;
}
`;

const RUN = `
static void ask_run(void *(*body)(void *)) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, body, NULL)) abort();
    pthread_join(thread, NULL);
}
`;

const THREAD_STACK = `
static long ask_thread_stack(void) {
    pthread_attr_t attributes;
    void *low;
    size_t size = 0;
    if (pthread_getattr_np(pthread_self(), &attributes)) return -1;
    pthread_attr_getstack(&attributes, &low, &size);
    pthread_attr_destroy(&attributes);
    return (long)size;
}
`;

/** The processor's trap flag: a signal after every instruction, which the handler counts. */
const STEPS = `
static volatile long ask_counted;
static void ask_count(int signal) { (void)signal; ask_counted++; }
static long ask_steps(void (*body)(void)) {
    struct sigaction action = {.sa_handler = ask_count};
    sigaction(SIGTRAP, &action, NULL);
    ask_counted = 0;
    __asm__ volatile("pushfq; orq $0x100, (%%rsp); popfq" ::: "memory", "cc");
    body();
    __asm__ volatile("pushfq; andq $-0x101, (%%rsp); popfq" ::: "memory", "cc");
    return ask_counted;
}
`;

/** The handler runs on a stack of its own: the program's may be full. */
const FAULT = `
static sigjmp_buf ask_back;
static volatile sig_atomic_t ask_tries, ask_recursing;
static volatile long ask_depth;
static const char *ask_code(int signal, int code) {
    if (signal == SIGBUS) return "BUS_ADRERR";
    return code == SEGV_MAPERR ? "SEGV_MAPERR" : code == SEGV_ACCERR ? "SEGV_ACCERR" : "SI_KERNEL";
}
static void ask_handle(int signal, siginfo_t *info, void *context) {
    const char *code;
    (void)context;
    if (signal == SIGABRT) {
        printf("fault = SIGABRT\\n");
        _exit(0);
    }
    code = ask_code(signal, info->si_code);
    if (ask_tries) siglongjmp(ask_back, signal * 256 + info->si_code);
    printf("fault = %s %s\\n", signal == SIGBUS ? "SIGBUS" : "SIGSEGV", code);
    if (ask_recursing) {
        unsigned long top = 0;
        char *stack = strstr(ask_maps(), "[stack]");
        while (stack && stack[-1] != '\\n') stack--;
        if (stack) sscanf(stack, "%*x-%lx", &top);
        printf("pages from the top of the stack to the fault = %lu\\n",
               (top - ((unsigned long)info->si_addr & ~4095ul)) / 4096);
        printf("calls until the fault = %ld\\n", ask_depth - 1);
    }
    _exit(0);
}
`;

const ACCESS = `
static const char *ask_access(volatile char *at, int writes) {
    int jump;
    ask_tries = 1;
    if ((jump = sigsetjmp(ask_back, 1)) == 0) {
        if (writes) *at = *at;
        else (void)*at;
    }
    ask_tries = 0;
    return jump ? ask_code(jump / 256, jump % 256) : "done";
}
`;

const WATCH = `
static long ask_mappings(pid_t child) {
    char name[64], text[4096];
    long lines = 0, length;
    sprintf(name, "/proc/%d/maps", child);
    int file = open(name, O_RDONLY);
    while ((length = read(file, text, sizeof text)) > 0)
        for (long i = 0; i < length; i++) lines += text[i] == '\\n';
    close(file);
    return lines;
}
static int ask_watch(int (*story)(void)) {
    siginfo_t info;
    pid_t child = fork();
    if (child == 0) exit(story());
    waitid(P_PID, child, &info, WEXITED | WNOWAIT);
    printf("mappings after the end = %ld\\n", ask_mappings(child));
    return waitpid(child, NULL, 0) == child ? 0 : 1;
}
`;

/** Settles what must not depend on the caller: buffers, the stack's limit, huge pages, the handler's stack. */
const START = `
static long *ask_words;
static char *ask_heap;
static void ask_start(int argc, char **argv) {
    (void)argc;
    ask_words = (long *)argv - 1; /* argc lies below argv, where the stack pointer was */
    setvbuf(stdout, NULL, _IONBF, 0); /* or printf takes its buffer from the heap we watch */
    ask_heap = sbrk(0);
STEPS}
`;

const FAULT_START = `    static char ask_stack[1 << 16];
    stack_t other = {.ss_sp = ask_stack, .ss_size = sizeof ask_stack};
    struct sigaction action = {.sa_sigaction = ask_handle, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    sigaltstack(&other, NULL);
    sigaction(SIGSEGV, &action, NULL);
    sigaction(SIGBUS, &action, NULL);
    sigaction(SIGABRT, &action, NULL);
`;

const limitStart = (stackLimit: number | null): string => `    struct rlimit limit;
    getrlimit(RLIMIT_STACK, &limit);
    limit.rlim_cur = ${stackLimit ?? 'RLIM_INFINITY'};
    setrlimit(RLIMIT_STACK, &limit);
`;

/** The text in front of a program's own lines. */
export function pieces(
  steps: readonly CStep[],
  body: string,
  stackLimit: number | null,
): readonly string[] {
  const has = (call: string): boolean => new RegExp(`\\b${call}\\(`).test(body);
  const mayFault = has('ask_access') || steps.some(({ op }) => FAULTING.has(op));
  const usesMaps = mayFault || has('ask_segment');
  const start = START.replace('STEPS', `${limitStart(stackLimit)}${mayFault ? FAULT_START : ''}`);
  const chosen = [
    has('ask_truth') ? TRUTH : '',
    usesMaps ? MAPS : '',
    has('ask_segment') ? SEGMENT : '',
    has('ask_file_bytes') ? FILE_BYTES : '',
    has('ask_resident') ? RESIDENT : '',
    has('ask_mapped') ? MAPPED : '',
    has('ask_stack_limit') ? LIMIT : '',
    has('ask_run') ? RUN : '',
    has('ask_steps') ? STEPS : '',
    has('ask_thread_stack') ? THREAD_STACK : '',
    mayFault ? FAULT : '',
    has('ask_access') ? ACCESS : '',
    has('ask_watch') ? WATCH : '',
    start,
  ];
  return [
    ...HEADERS,
    chosen
      .map((piece) => piece.trim())
      .filter(Boolean)
      .join('\n\n'),
    '',
  ];
}

const FAULTING: ReadonlySet<string> = new Set([
  'store',
  'store-pointer',
  'fill',
  'recurse',
  'ask-byte',
  'free',
  'free-each',
]);
