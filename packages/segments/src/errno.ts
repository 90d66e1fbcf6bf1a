/** The answers of a refused system call: −errno, as the kernel returns them in a register. */

/** Error numbers of the modelled system calls, negated. Source: `include/uapi/asm-generic/errno-base.h`. */
export const errno = {
  EPERM: -1,
  EBADF: -9,
  ENOMEM: -12,
  EACCES: -13,
  EEXIST: -17,
  EINVAL: -22,
  EOVERFLOW: -75,
} as const;

/** A refused system call: a negative error number. */
export type Errno = (typeof errno)[keyof typeof errno];

/**
 * Whether a system call answered with an error.
 *
 * @example
 * ```ts
 * import { AddressSpace, errnoName, isErrno } from '@memstrata/segments';
 *
 * const answer = new AddressSpace().mmap({ length: 0 });
 * console.log(isErrno(answer) && errnoName(answer)); // → EINVAL
 * ```
 */
export const isErrno = (answer: number): answer is Errno => answer < 0;

/** The name of an error number, `EINVAL` for −22. */
export function errnoName(value: Errno): keyof typeof errno {
  for (const [name, number] of Object.entries(errno))
    if (number === value) return name as keyof typeof errno;
  throw new RangeError(`${value} is not an error number of the modelled system calls`);
}
