/** A recorded trace from disk played against a heap, a line at a time, with a progress bar. */
import { basename } from 'node:path';
import type { Allocator } from '@memstrata/allocator';
import { mallocLabParser, Replay, type ReplayReport } from '@memstrata/allocator/trace';
import { asInputError } from './failure.ts';
import { lineBatches, sizeOf } from './file-input.ts';
import { Progress } from './progress.ts';
import type { Terminal } from './terminal.ts';

/** What the heap took for what the traced program asked. Failures name the file and its line. */
export async function replayFile(
  file: string,
  heap: Allocator,
  terminal: Terminal,
): Promise<ReplayReport> {
  const size = await sizeOf(file);
  const progress = new Progress(terminal, basename(file));
  const parser = mallocLabParser();
  const replay = new Replay(heap);
  try {
    for await (const batch of lineBatches(file, (read) => progress.update(read, size)))
      for (const line of batch) {
        const operation = parser.line(line);
        if (operation) replay.perform(operation);
      }
    parser.end();
  } catch (error) {
    throw asInputError(file, error);
  } finally {
    progress.end();
  }
  return replay.report();
}
