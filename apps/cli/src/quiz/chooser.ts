/** Where the answers come from: keys of a terminal, or lines of a pipe. */
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** A stream that may be a keyboard. */
export type Input = Readable & {
  readonly isTTY?: boolean | undefined;
  setRawMode?(mode: boolean): unknown;
};

/** Why there is no answer: `q` or the end of input, or Ctrl-C. */
export type End = 'ended' | 'interrupted';

/** One question on the screen, as the chooser sees it. */
interface Choice {
  readonly options: number;
  /** Draws the options, the one at this index pointed at, over themselves. */
  draw(pointedAt: number): void;
  /** Says that a line was no option. */
  refuse(): void;
}

export interface Chooser {
  /** Index of the chosen option among those shown, or why there is none. */
  choose(choice: Choice): Promise<number | End>;
  close(): void;
}

/** What a line or a key says. */
function numberOf(text: string, options: number): number | 'ended' | undefined {
  const word = text.trim().toLowerCase();
  if (word === 'q') return 'ended';
  const number = /^\d+$/.test(word) ? Number(word) : 0;
  return number >= 1 && number <= options ? number - 1 : undefined;
}

/** One answer a line; empty lines and what is no option are passed over. */
class LineChooser implements Chooser {
  readonly #reader: ReturnType<typeof createInterface>;
  readonly #lines: AsyncIterator<string>;

  constructor(input: Input) {
    this.#reader = createInterface({ input });
    this.#lines = this.#reader[Symbol.asyncIterator]();
  }

  async choose({ options, refuse }: Choice): Promise<number | End> {
    for (;;) {
      const { value, done } = await this.#lines.next();
      if (done) return 'ended';
      const chosen = numberOf(value, options);
      if (chosen !== undefined) return chosen;
      if (value.trim() !== '') refuse();
    }
  }

  close(): void {
    this.#reader.close();
  }
}

const CTRL_C = '\u0003';
const CTRL_D = '\u0004';
const UP = ['\u001B[A', '\u001BOA', 'k'];
const DOWN = ['\u001B[B', '\u001BOB', 'j'];
const ENTER = ['\r', '\n'];

/** Keys: a digit chooses at once; arrows move the pointer, Enter chooses what it points at. */
class KeyChooser implements Chooser {
  readonly #input: Input;
  #waiting: ((keys: string) => void) | null = null;
  #ended = false;

  constructor(input: Input) {
    this.#input = input;
    input.setRawMode?.(true);
    input.setEncoding('utf8');
    input.on('data', this.#hear);
    input.on('end', this.#end);
  }

  readonly #hear = (keys: string): void => this.#waiting?.(keys);

  readonly #end = (): void => {
    this.#ended = true;
    this.#waiting?.(CTRL_D);
  };

  async choose(choice: Choice): Promise<number | End> {
    let pointedAt = 0;
    choice.draw(pointedAt);
    while (!this.#ended) {
      const key = await new Promise<string>((resolve) => {
        this.#waiting = resolve;
      });
      if (key === CTRL_C) return 'interrupted';
      if (key === CTRL_D) return 'ended';
      if (ENTER.includes(key)) return pointedAt;
      const step = UP.includes(key) ? -1 : DOWN.includes(key) ? 1 : 0;
      if (step !== 0) {
        pointedAt = (pointedAt + step + choice.options) % choice.options;
        choice.draw(pointedAt);
        continue;
      }
      const chosen = numberOf(key, choice.options);
      if (chosen !== undefined) return chosen;
    }
    return 'ended';
  }

  close(): void {
    this.#input.off('data', this.#hear);
    this.#input.off('end', this.#end);
    this.#input.setRawMode?.(false);
    this.#input.pause();
  }
}

/** Keys where the input is a keyboard and the options can be drawn over themselves; lines elsewhere. */
export const openChooser = (input: Input, canDraw: boolean): Chooser =>
  input.isTTY && canDraw ? new KeyChooser(input) : new LineChooser(input);
