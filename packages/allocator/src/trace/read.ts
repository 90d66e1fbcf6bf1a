/** From text in pieces to operations, a line at a time: a trace need not fit in memory. */
import { mallocLabParser } from './malloc-lab.ts';
import type { TraceOperation, TraceParser } from './operation.ts';

/** Joins pieces of text into lines. */
class LineSplitter {
  #rest = '';

  *push(piece: string): Generator<string> {
    const lines = (this.#rest + piece).split('\n');
    this.#rest = lines.pop() ?? '';
    yield* lines;
  }

  *end(): Generator<string> {
    if (this.#rest !== '') yield this.#rest;
    this.#rest = '';
  }
}

function* parsed(lines: Iterable<string>, parser: TraceParser): Generator<TraceOperation> {
  for (const line of lines) {
    const operation = parser.line(line);
    if (operation) yield operation;
  }
}

/**
 * The operations of a trace given as text, whole or in pieces cut anywhere.
 *
 * ```ts
 * import { readTrace } from '@memstrata/allocator/trace';
 *
 * for (const operation of readTrace('a 0 24\nf 0\n')) console.log(operation.op);
 * // → malloc
 * // → free
 * ```
 *
 * @param parser - a fresh one for each trace. @defaultValue `mallocLabParser()`
 * @throws TraceFormatError with the line and what was expected there.
 */
export function* readTrace(
  text: string | Iterable<string>,
  parser: TraceParser = mallocLabParser(),
): Generator<TraceOperation> {
  const splitter = new LineSplitter();
  const pieces = typeof text === 'string' ? [text] : text;
  for (const piece of pieces) yield* parsed(splitter.push(piece), parser);
  yield* parsed(splitter.end(), parser);
  parser.end();
}

/**
 * As `readTrace`, over pieces that arrive in time: a stream from a file, a network or a decompressor.
 * @throws TraceFormatError with the line and what was expected there.
 */
export async function* streamTrace(
  pieces: AsyncIterable<string>,
  parser: TraceParser = mallocLabParser(),
): AsyncGenerator<TraceOperation> {
  const splitter = new LineSplitter();
  for await (const piece of pieces) yield* parsed(splitter.push(piece), parser);
  yield* parsed(splitter.end(), parser);
  parser.end();
}
