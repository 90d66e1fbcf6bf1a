import type { Terminal } from './terminal.ts';

const BAR = 24;
/** Often enough to look alive, seldom enough to cost nothing. */
const INTERVAL_MS = 80;

/** A bar on the terminal's error stream; silent, and nearly free, where there is no terminal. */
export class Progress {
  readonly #terminal: Terminal;
  readonly #label: string;
  #shownAt = 0;

  constructor(terminal: Terminal, label: string) {
    this.#terminal = terminal;
    this.#label = label;
  }

  /** `done` of `total`; an unknown total (0) shows the count alone. */
  update(done: number, total: number): void {
    if (!this.#terminal.live) return;
    const now = Date.now();
    if (now - this.#shownAt < INTERVAL_MS) return;
    this.#shownAt = now;
    this.#terminal.progress(`${this.#label} ${total > 0 ? bar(done / total) : done}`);
  }

  end(): void {
    this.#terminal.clearProgress();
  }
}

function bar(part: number): string {
  const share = Math.min(1, Math.max(0, part));
  const filled = Math.round(share * BAR);
  return `[${'='.repeat(filled)}${' '.repeat(BAR - filled)}] ${Math.floor(share * 100)} %`;
}
