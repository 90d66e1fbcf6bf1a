/**
 * Thrown when a file cannot be executed: the kernel would answer execve with this error, or kill the
 * process on the way.
 */
export class ExecError extends Error {
  readonly code = 'ERR_EXEC';
  /** What execve would answer. */
  readonly reason: 'ENOEXEC' | 'ENOENT' | 'ENOMEM' | 'E2BIG' | 'EINVAL';
  readonly file: string;

  constructor(reason: ExecError['reason'], file: string, message: string) {
    super(`${reason}: ${file}: ${message}`);
    this.name = 'ExecError';
    this.reason = reason;
    this.file = file;
  }
}
