/**
 * The names that C has for itself where a generated program is compiled: what its headers declare and define
 * (glibc 2.36, with _GNU_SOURCE), the functions that gcc knows without a header, the words of C23 and of GNU C,
 * and what the linker and the program's own pieces define. `test/source/c-names.oracle.test.ts` holds the list against the
 * compiler at hand.
 */

/**
 * Families of names: macros and ELF; all types, and the program's own pieces; the variants of functions; what the C
 * standard and POSIX keep for functions to come, where they do not keep too much; <ctype.h>; <math.h> and <complex.h>,
 * each function of three types.
 */
const FAMILIES: readonly RegExp[] = [
  /^[A-Z](?:[A-Z0-9]+|\w*_\w*)$|^Elf|_t$|^ask_/,
  /_(?:r|l|np|unlocked)$|[a-z](?:16|32x?|48|64x?|128)$|(?:printf|scanf)$|^[bl]e\d\dtoh$|^q?[efg]cvt$|^mk[a-z]*temps?$|^dl[a-z]+1?$|^m(?:un)?lock(?:all|2)?$/,
  /^(?:arc4random|clock|fe|la|pkey|posix|process|pthread|random|sa|sched|si|st|timer)_/,
  /^(?:exec|[gs]et|mem|sig|str|wait)(?:[a-z]|$)|^wait[34]$|^fe[a-z]+(?:env|except|exceptflag|round)$/,
  /^(?:is(?:w?(?:al(?:num|pha)|blank|cntrl|x?digit|graph|lower|print|punct|space|upper)|ascii)|to(?:w?(?:lower|upper)|ascii))$/,
  /^(?:[ac]?(?:sin|cos|tan)h?|ca(?:sin|cos|tan)h?|c?(?:exp|log|pow|sqrt|abs|arg|imag|real|proj)|atan2|cbrt|ceil|clog10|conj|copysign|drem|erfc?|exp(?:10|2|m1)|fabs|fdim|finite|floor|fma|fmax|fmin|fmod|frexp|hypot|ilogb|is(?:inf|nan)|[jy][01n]|ldexp|[lt]?gamma|l?l?r(?:int|ound)|log(?:10|1p|2|b)|modf|nan|nearbyint|next(?:after|toward)|pow10|remainder|remquo|roundeven|scalb(?:l?n)?|signbit|significand|sincos|trunc)[fl]?$/,
];

/** The others, one by one. */
const WORDS = `a64l abort access acct alarm alignas aligned_alloc alignof alloca arc4random argc argv asctime asm
  at_quick_exit atexit atof atoi atol atoll basename bcmp bcopy bool brk bsearch bzero calloc
  canonicalize_file_name chdir chown chroot clearenv clearerr clock clone close close_range closefrom confstr
  constexpr copy_file_range creat crypt ctermid ctime cuserid daemon daylight dcgettext dgettext difftime div
  dl_iterate_phdr dup dup2 dup3 dysize eaccess edata end endusershell environ etext euidaccess exit
  explicit_bzero faccessat fallocate false fchdir fchown fchownat fclose fcloseall fcntl fd_mask fd_set
  fdatasync fdopen feof ferror fexecve fflush ffs ffsimax ffsl ffsll fgetc fgetpos fgets fileno flockfile
  fmemopen fopen fopencookie fork fpathconf fputc fputs fread free freopen fseek fseeko fsetpos fsync ftell
  ftello ftruncate ftrylockfile funlockfile fwrite get_current_dir_name gmtime grantpt group_member gsignal i386
  imaxabs index initstate isatty jmp_buf kill killpg l64a labs lchown ldiv link linkat linux llabs lldiv
  localtime lockf longjmp lseek madvise mallinfo mallinfo2 malloc malloc_info malloc_stats malloc_trim
  malloc_usable_size mallopt mblen mbstowcs mbtowc mincore mktime mmap mprotect mremap msync munmap
  name_to_handle_at nanosleep nice nullptr offsetof on_exit open open_by_handle_at open_memstream openat optarg
  opterr optind optopt pathconf pause pclose perror pipe pipe2 popen pread prlimit profil pselect psiginfo
  psignal ptsname putc putchar putenv puts putw pvalloc pwrite qsort quick_exit raise rand random rawmemchr read
  readahead readlink readlinkat realloc reallocarray realpath remap_file_pages remove rename renameat renameat2
  revoke rewind rindex rmdir rpmatch sbrk secure_getenv select shm_open shm_unlink sleep splice srand srandom
  ssignal static_assert stderr stdin stdout stpcpy stpncpy swab symlink symlinkat sync sync_file_range syncfs
  syscall sysconf system sysv_signal tcgetpgrp tcsetpgrp tee tempnam tgkill thread_local time timegm timelocal
  timespec_get timespec_getres timezone tmpfile tmpnam true truncate ttyname ttyslot typeof typeof_unqual tzname
  tzset u_char u_int u_long u_short ualarm uint ulong ungetc unix unlink unlinkat unlockpt unreachable unsetenv
  unshare ushort usleep va_list valloc vfork vhangup vmsplice wcstombs wctomb write`;

/** Whether C has the name for itself. */
export const isTakenInC = (name: string): boolean =>
  FAMILIES.some((family) => family.test(name)) || new RegExp(`\\b${name}\\b`).test(WORDS);
