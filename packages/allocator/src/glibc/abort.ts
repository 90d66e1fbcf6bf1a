/**
 * Where glibc writes a line to standard error and aborts, the model throws: the cause decides the
 * class, `report` is glibc's line, word for word.
 *
 * Source: glibc 2.36, malloc/malloc.c, `malloc_printerr`.
 */
import { DoubleFree, HeapCorruption, InvalidFree } from '../errors.ts';
import { HEADER_BYTES } from './chunk-layout.ts';

/** The chunk is free already. */
export function abortDoubleFree(report: string, chunk: number): never {
  const pointer = chunk + HEADER_BYTES;
  throw new DoubleFree(
    pointer,
    `${report}: 0x${pointer.toString(16)} is free already; free each block once, then drop the pointer`,
    report,
  );
}

/** No chunk can start there. */
export function abortInvalidFree(report: string, chunk: number): never {
  throw new InvalidFree(chunk + HEADER_BYTES, report, report);
}

/** An `assert` of glibc's function fails on the words at `offset`. Source: `__malloc_assert`. */
export function abortAssertion(where: string, condition: string, offset: number): never {
  abortCorrupted(`Fatal glibc error: malloc assertion failure in ${where}: ${condition}`, offset);
}

/** The words at `offset` cannot be what glibc wrote there. */
export function abortCorrupted(report: string, offset: number): never {
  throw new HeapCorruption(report, offset, undefined, report);
}
