/** Many starts of one program under address randomisation, held against as many of the model's by their ranges. */
import { exec } from '../exec/exec.ts';
import type { ExecutableImage } from '../exec/image.ts';
import { execOptionsOf, type Interpreters } from './exec.ts';
import { Field, type Mismatch } from './record.ts';

/** What a start is compared by. */
interface Places {
  /** First byte of the program. */
  readonly program: number;
  /** From there to the start of the heap. */
  readonly heap: number;
  /** End of the highest mapping below the stack. */
  readonly mmap: number;
  /** End of the stack. */
  readonly stack: number;
  /** From the end of that mapping to the end of the stack. */
  readonly room: number;
}

/** Part of a range by which its ends may differ: of a hundred starts none comes so near to an end once in 600,000. */
const NEARNESS = 1 / 8;
const FEWEST = 100;

/**
 * The places whose recorded range is not the model's. The dice are not the kernel's, so single starts are
 * not compared: of a hundred or more, the lowest and the highest of each place must lie near the model's.
 *
 * @param record One parsed line of `randomised.jsonl`.
 * @throws {@link RecordFormatError} for anything else.
 */
export function compareRandomised(
  record: unknown,
  image: ExecutableImage,
  interpreters: Interpreters,
): readonly Mismatch[] {
  const starts = new Field(record).get('starts');
  const recorded = starts.items().map(readStart);
  if (recorded.length < FEWEST) throw starts.wrong(`at least ${FEWEST} starts`);
  const options = execOptionsOf(record, image, interpreters);
  const modelled = recorded.map((_, seed) => placesOf(exec(image, { ...options, seed }).space));
  return (['program', 'heap', 'mmap', 'stack', 'room'] as const).flatMap((place) =>
    compareRange(
      place,
      recorded.map((each) => each[place]),
      modelled.map((each) => each[place]),
    ),
  );
}

function readStart(field: Field): Places {
  const [program, heap, mmap, stack] = field.items().map((item) => item.hex());
  if (program === undefined || heap === undefined || mmap === undefined || stack === undefined)
    throw field.wrong('where program, heap, mmap area and stack are');
  return { program, heap: heap - program, mmap, stack, room: stack - mmap };
}

function placesOf(space: ReturnType<typeof exec>['space']): Places {
  const mappings = [...space.mappings()];
  const stack = mappings.find(({ kind }) => kind === 'stack')?.end ?? 0;
  const program = mappings[0]?.start ?? 0;
  const mmap = mappings.findLast(({ end }) => end < stack)?.end ?? 0;
  return { program, heap: space.breakStart - program, mmap, stack, room: stack - mmap };
}

function compareRange(
  place: string,
  recorded: readonly number[],
  modelled: readonly number[],
): Mismatch[] {
  const [low, high] = [Math.min(...modelled), Math.max(...modelled)];
  const pairs = [
    [`lowest ${place}`, Math.min(...recorded), low],
    [`highest ${place}`, Math.max(...recorded), high],
  ] as const;
  return pairs
    .filter(([, expected, actual]) => Math.abs(expected - actual) > (high - low) * NEARNESS)
    .map(([at, expected, actual]) => ({
      at,
      expected: expected.toString(16),
      actual: actual.toString(16),
    }));
}
