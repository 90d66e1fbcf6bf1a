/** The heap of a real Python process, from the file that was captured of it. */
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { type HeapSnapshot, readSnapshot } from '@memstrata/gengc/snapshot';
import { readingFile } from './failure.ts';
import { Progress } from './progress.ts';
import type { Terminal } from './terminal.ts';

/** Failures name the file and its line. */
export async function readSnapshotFile(file: string, terminal: Terminal): Promise<HeapSnapshot> {
  const progress = new Progress(terminal, basename(file));
  try {
    return await readingFile(file, () =>
      readSnapshot(createReadStream(file), {
        onProgress: (read, declared) => progress.update(read, declared),
      }),
    );
  } finally {
    progress.end();
  }
}
