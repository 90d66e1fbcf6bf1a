/** A recorded trace from disk played against a heap, a line at a time, with a progress bar. */
import { basename } from 'node:path';
import type { Allocator } from '@memstrata/allocator';
import {
  detectingParser,
  ProbeCounter,
  Replay,
  type ReplayReport,
} from '@memstrata/allocator/trace';
import { asInputError } from './failure.ts';
import { lineBatches, sizeOf } from './file-input.ts';
import { makeHeap } from './policies.ts';
import { Progress } from './progress.ts';
import type { Terminal } from './terminal.ts';

/** How to come by a trace of a program. */
export const recordingHelp = `
Record a program of your own, and what its libraries ask for:
  ltrace -f -e free -x malloc+calloc+realloc+memalign+aligned_alloc+free \\
    -o app.ltrace ./app`;

/** Enough for a curve as wide as a terminal; each costs a walk of the heap. */
const SAMPLES = 64;

/** A run that ended: what it came to, and the heap as it stands. */
export interface Run {
  readonly report: ReplayReport;
  readonly heap: Allocator;
}

/**
 * What a heap of that policy took for what the traced program asked. The format of the file is told by
 * its first line; failures name the file and its line.
 */
export async function replayFile(file: string, policy: string, terminal: Terminal): Promise<Run> {
  const probes = new ProbeCounter();
  const heap = makeHeap(policy, probes.listen);
  const size = await sizeOf(file);
  const progress = new Progress(terminal, `${policy}: ${basename(file)}`);
  const parser = detectingParser();
  const replay = new Replay(heap, { samples: SAMPLES, walk: true, probes });
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
  return { report: replay.report(), heap };
}
