/**
 * What the command says when it cannot do what was asked: one line, never a stack trace.
 * Wrong usage exits with 2, input that cannot be read with 1.
 */

export const EXIT_OK = 0;
/** Something differs, or the input cannot be read. */
export const EXIT_FAILED = 1;
/** The command line, or a file given to `conform`, is not what the command takes. */
export const EXIT_USAGE = 2;

/** The command line does not say what to do. The message ends with the nearest match or a way on. */
export class UsageError extends Error {
  override readonly name: string = 'UsageError';
  readonly exitCode: number = EXIT_USAGE;
}

/** A file is missing, unreadable or not of its format. The message names file, place and what was expected. */
export class InputError extends Error {
  override readonly name: string = 'InputError';
  readonly exitCode: number = EXIT_FAILED;
}

/** A record is not of the format of its conformance suite. */
export class SuiteFormatError extends Error {
  override readonly name: string = 'SuiteFormatError';
  readonly exitCode: number = EXIT_USAGE;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EISDIR: 'is a folder, expected a file',
  ENOTDIR: 'a part of the path is not a folder',
  ELOOP: 'too many symbolic links',
  ENAMETOOLONG: 'the path is too long',
  ESRCH: 'the process has ended',
  EMFILE: 'too many open files',
  Z_BUF_ERROR: 'truncated gzip data, expected its end',
  Z_DATA_ERROR: 'damaged gzip data',
  ERR_FS_FILE_TOO_LARGE: 'larger than 2 GiB, expected a smaller file',
};

/** The code that Node, zlib and the packages put on their errors. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}

/** Why a file could not be read, in words; anything unknown keeps its own message. */
function reasonOf(error: unknown): string {
  const code = codeOf(error);
  return (code && REASONS[code]) || (error instanceof Error ? error.message : String(error));
}

/** Runs `read`; whatever it throws becomes an InputError that names the file. */
export async function readingFile<T>(file: string, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw asInputError(file, error);
  }
}

/** The error as one about `file`; errors that already say where they come from stay as they are. */
export function asInputError(file: string, error: unknown): Error {
  if (
    error instanceof InputError ||
    error instanceof UsageError ||
    error instanceof SuiteFormatError
  )
    return error;
  return new InputError(`${file}: ${reasonOf(error)}`, { cause: error });
}

/** A message as one line: no line breaks, no control characters from a file's content. */
export function oneLine(message: string): string {
  return message.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
