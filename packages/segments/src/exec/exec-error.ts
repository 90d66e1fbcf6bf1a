/**
 * Thrown when a file cannot be executed: the kernel would answer execve with this error, or kill the
 * process on the way.
 */
export class ExecError extends Error {
  readonly code = 'ERR_EXEC';
  /**
   * What execve would answer. With `ENOMEM`, `EINVAL` and `EFAULT` the old program is gone already: instead
   * of an answer comes SIGSEGV.
   */
  readonly reason: 'ENOEXEC' | 'ENOENT' | 'E2BIG' | 'ENOMEM' | 'EINVAL' | 'EFAULT';
  readonly file: string;

  constructor(reason: ExecError['reason'], file: string, message: string) {
    super(`${reason}: ${file}: ${message}`);
    this.name = 'ExecError';
    this.reason = reason;
    this.file = file;
  }
}
