/** What real tools said about the scenarios of the library, by scenario id. */
import mallocSplit from '../recorded/malloc-split.json' with { type: 'json' };
import { type Recording, readRecording } from './recording.ts';

export { type RecordedRun, type Recording, readRecording } from './recording.ts';

/** The recordings by scenario id, each checked against the format. */
export const recordings: Readonly<Record<string, Recording>> = byScenario([mallocSplit]);

function byScenario(files: readonly unknown[]): Readonly<Record<string, Recording>> {
  const read = files.map(readRecording);
  return Object.freeze(
    Object.fromEntries(read.map((recording) => [recording.scenario, recording])),
  );
}
