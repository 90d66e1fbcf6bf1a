/** What real tools said about the scenarios of the library, by scenario id. */
import chain from '../recorded/chain.json' with { type: 'json' };
import fiveSegments from '../recorded/five-segments.json' with { type: 'json' };
import heldRing from '../recorded/held-ring.json' with { type: 'json' };
import mallocSplit from '../recorded/malloc-split.json' with { type: 'json' };
import noRoom from '../recorded/no-room.json' with { type: 'json' };
import ring from '../recorded/ring.json' with { type: 'json' };
import smallestRequest from '../recorded/smallest-request.json' with { type: 'json' };
import twoNames from '../recorded/two-names.json' with { type: 'json' };
import { pythonRecordings } from './recorded-python.ts';
import { type Recording, readRecording } from './recording.ts';

export { type RecordedRun, type Recording, readRecording } from './recording.ts';

/** The recordings by scenario id, each checked against the format. */
export const recordings: Readonly<Record<string, Recording>> = byScenario([
  fiveSegments,
  mallocSplit,
  smallestRequest,
  noRoom,
  twoNames,
  chain,
  ring,
  heldRing,
  ...pythonRecordings,
]);

function byScenario(files: readonly unknown[]): Readonly<Record<string, Recording>> {
  const read = files.map(readRecording);
  return Object.freeze(
    Object.fromEntries(read.map((recording) => [recording.scenario, recording])),
  );
}
