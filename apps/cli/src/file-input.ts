/** Files as streams of bytes or lines. Whether one is compressed is told by its first two bytes, never by its name. */
import { createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { isAbsolute, join, sep } from 'node:path';
import { PassThrough, pipeline } from 'node:stream';
import { promisify } from 'node:util';
import { createGunzip, gunzip } from 'node:zlib';
import { asInputError, InputError, readingFile } from './failure.ts';

const inflate = promisify(gunzip);

const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b;

/** The whole file, unpacked. */
export function readBytes(file: string): Promise<Uint8Array> {
  return readingFile(file, async () => {
    const bytes = await readFile(file);
    return isGzip(bytes) ? inflate(bytes) : bytes;
  });
}

/** The whole file as text, unpacked. */
export async function readText(file: string): Promise<string> {
  return new TextDecoder().decode(await readBytes(file));
}

/** The whole file as one JSON value. */
export async function readJson(file: string): Promise<unknown> {
  const text = await readText(file);
  if (text.trim() === '') throw new InputError(`${file}: the file is empty, expected JSON`);
  return readingFile(file, () => JSON.parse(text) as unknown);
}

/** Bytes on disk, for progress; 0 for files that do not know, as those below /proc. */
export async function sizeOf(file: string): Promise<number> {
  return (await readingFile(file, () => stat(file))).size;
}

async function headOf(file: string): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(2), 0, 2, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/**
 * The lines of a file, unpacked, in batches as they come off the disk.
 *
 * @param onRead - told the bytes read from the disk so far, for progress
 */
export async function* lineBatches(
  file: string,
  onRead?: (bytes: number) => void,
): AsyncGenerator<string[]> {
  const head = await readingFile(file, () => headOf(file));
  const raw = createReadStream(file);
  // A failure surfaces where the stream is read; the callback only keeps Node from raising it twice.
  const unpack = isGzip(head) ? createGunzip() : new PassThrough();
  const stream = pipeline(raw, unpack, () => {}).setEncoding('utf8');
  // Pieces of the unfinished line: joined once it ends, so that a long line costs its length once.
  let pieces: string[] = [];
  try {
    for await (const text of stream as AsyncIterable<string>) {
      onRead?.(raw.bytesRead);
      const cut = text.lastIndexOf('\n');
      pieces.push(cut < 0 ? text : text.slice(0, cut));
      if (cut < 0) continue;
      yield pieces.join('').split('\n');
      pieces = [text.slice(cut + 1)];
    }
  } catch (error) {
    throw asInputError(file, error);
  }
  const last = pieces.join('');
  if (last !== '') yield [last];
}

/** The lines of a file, one by one. */
export async function* lines(file: string): AsyncGenerator<string> {
  for await (const batch of lineBatches(file)) yield* batch;
}

/**
 * The files a recorded path may stand for: itself, or, below `root`, itself and each of its tails
 * (`fixtures/bin/empty` below `…/fixtures/bin` is `empty`); NAME.gz stands for NAME below a root.
 */
export function candidatesFor(recorded: string, root: string | undefined): string[] {
  if (root === undefined) return [recorded];
  const parts = recorded.split('/').filter((part) => part !== '' && part !== '.' && part !== '..');
  const tails = parts.map((_, index) => join(root, ...parts.slice(index)));
  return tails.flatMap((path) => [path, `${path}.gz`]);
}

/** True for something written as a path rather than as a name. */
export const looksLikePath = (text: string): boolean =>
  isAbsolute(text) || text.includes(sep) || text.includes('/') || text.startsWith('.');
