/** A file read in ranges, so that a large one costs only what is asked for. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { readingFile } from './failure.ts';

/** What the range readers of the packages take. */
export interface RandomAccess {
  readonly size: number;
  read(offset: number, length: number): Uint8Array;
}

/** Opens a file, lets `use` read from it, and closes it again; failures name the file. */
export function withRandomAccess<T>(file: string, use: (source: RandomAccess) => T): Promise<T> {
  return readingFile(file, async () => {
    const handle = await open(file);
    try {
      const { size } = await handle.stat();
      return use({ size, read: (offset, length) => readRange(handle.fd, offset, length) });
    } finally {
      await handle.close();
    }
  });
}

function readRange(descriptor: number, offset: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const count = readSync(descriptor, bytes, filled, length - filled, offset + filled);
    if (count === 0) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}

/** The same, at once; absent when the file cannot be opened or `use` throws. */
export function tryRandomAccess<T>(file: string, use: (source: RandomAccess) => T): T | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, 'r');
    const opened = descriptor;
    const { size } = fstatSync(opened);
    return use({ size, read: (offset, length) => readRange(opened, offset, length) });
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
