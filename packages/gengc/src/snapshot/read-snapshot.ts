import { SnapshotSyntax, SnapshotTruncated } from './errors.ts';
import type { HeapSnapshot } from './heap-snapshot.ts';
import { type SnapshotLimits, SnapshotParser } from './snapshot-parser.ts';

/** Bytes in pieces: an array, a Node stream, a web stream where it can be iterated. */
export type ByteSource = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** How a snapshot is read. */
export interface ReadOptions {
  readonly limits?: Partial<SnapshotLimits>;
  /** Called now and then with the objects read so far and the objects the file declares. */
  readonly onProgress?: (objectsRead: number, objectsDeclared: number) => void;
}

const GZIP_MAGIC = [0x1f, 0x8b] as const;

/**
 * Reads a snapshot, plain or compressed with gzip, as its bytes come. Time and memory are linear
 * in the file: about a second and 100 MB for a million objects with two references each.
 *
 * @throws SnapshotTruncated, SnapshotSyntax, DanglingReference, SnapshotCount: each with the line.
 *
 * @example
 * ```ts
 * import { readSnapshot, typeOf } from '@memstrata/gengc/snapshot';
 *
 * const file = `{"format":1,"python":"3.13.0","objects":2,"edges":1}
 * ["builtins.list","builtins.str"]
 * [0,1,64,0,3,[1]]
 * [1,2,49,-1,0,[]]
 * {"truth":null}
 * `;
 * const heap = await readSnapshot([new TextEncoder().encode(file)]);
 * console.log(heap.objectCount, typeOf(heap, 0)); // → 2 builtins.list
 * ```
 */
export async function readSnapshot(
  source: ByteSource,
  options: ReadOptions = {},
): Promise<HeapSnapshot> {
  const parser = new SnapshotParser(options.limits);
  for await (const bytes of decompressed(source, parser)) {
    parser.push(bytes);
    options.onProgress?.(parser.objectsRead, parser.objectsDeclared);
  }
  return parser.finish();
}

/** The bytes themselves, or what they hold if they begin as a gzip file does. */
async function* decompressed(
  source: ByteSource,
  parser: SnapshotParser,
): AsyncIterable<Uint8Array> {
  const pieces = nonEmpty(source);
  const first = await pieces.next();
  if (first.done) return;
  const whole = joined(first.value, pieces);
  if (first.value[0] !== GZIP_MAGIC[0]) {
    yield* whole;
    return;
  }
  yield* gunzipped(whole, parser);
}

async function* nonEmpty(source: ByteSource): AsyncGenerator<Uint8Array> {
  for await (const bytes of source) if (bytes.length > 0) yield bytes;
}

async function* joined(
  first: Uint8Array,
  rest: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
}

async function* gunzipped(
  source: AsyncGenerator<Uint8Array>,
  parser: SnapshotParser,
): AsyncIterable<Uint8Array> {
  const { readable, writable } = new DecompressionStream('gzip');
  const feeding = feed(source, writable);
  const reader = readable.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      yield value;
    }
  } catch (cause) {
    throw (await feeding) ?? damaged(parser.lineNumber, cause);
  } finally {
    await reader.cancel().catch(() => undefined);
    await feeding;
  }
}

/** Writes the source into the decompressor; resolves to the error of the source itself, if it failed. */
async function feed(
  source: AsyncGenerator<Uint8Array>,
  writable: DecompressionStream['writable'],
): Promise<unknown> {
  const writer = writable.getWriter();
  // Failures of the stream itself reach the reading side.
  writer.closed.catch(() => undefined);
  try {
    for await (const bytes of source) {
      const written = await writer.write(new Uint8Array(bytes)).then(
        () => true,
        () => false,
      );
      if (!written) return undefined;
    }
  } catch (cause) {
    await writer.abort(cause).catch(() => undefined);
    return cause;
  }
  await writer.close().catch(() => undefined);
  return undefined;
}

/** Engines word a cut gzip stream differently: Node "unexpected end of file", Chromium "truncated". */
function damaged(line: number, cause: unknown): SnapshotTruncated | SnapshotSyntax {
  const words = `${cause instanceof Error ? `${cause.message} ${String(cause.cause)}` : cause}`;
  return /unexpected end|truncated/i.test(words)
    ? new SnapshotTruncated(line, 'inside its gzip stream', { cause })
    : new SnapshotSyntax(line, 'the gzip stream is damaged', { cause });
}
