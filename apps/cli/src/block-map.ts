/** A heap as a map of cells: what most of the bytes of each are. */
import type { Allocator, ChunkState } from '@memstrata/allocator';
import { bytes, hex } from '@memstrata/scenarios/view';

const ROWS = 8;

/** `-` free, `#` used, `.` the top, `~` the allocator's own, blank nothing of the heap. */
const MARKS: Readonly<Record<ChunkState, string>> = {
  used: '#',
  free: '-',
  top: '.',
  overhead: '~',
};
const STATES = Object.keys(MARKS) as ChunkState[];

/** Lines of at most `columns` characters; blocks mapped apart, above the break, are left out. */
export function blockMap(heap: Allocator, columns: number): string[] {
  const end = heap.memory.size;
  const chunks = [...heap.chunks()].filter(({ chunk, size }) => size > 0 && chunk < end);
  const start = chunks[0]?.chunk ?? end;
  if (start >= end) return [];
  const label = hex(end).length + 2;
  const cellsPerRow = Math.max(8, columns - label - 2);
  const cellBytes = 2 ** Math.max(4, Math.ceil(Math.log2((end - start) / (ROWS * cellsPerRow))));
  const cells = Array.from({ length: Math.ceil((end - start) / cellBytes) }, () => new Cell());
  for (const { chunk, size, state } of chunks)
    for (let at = chunk - start; at < chunk - start + size; ) {
      const index = Math.floor(at / cellBytes);
      const next = Math.min((index + 1) * cellBytes, chunk - start + size);
      cells[index]?.add(state, next - at);
      at = next;
    }
  const marks = cells.map((cell) => cell.mark()).join('');
  const lines = [
    `  ${bytes(cellBytes, 'en')} a mark: # used, - free, . top, ~ the allocator's own`,
  ];
  for (let from = 0; from < marks.length; from += cellsPerRow)
    lines.push(
      `  ${hex(start + from * cellBytes).padStart(label - 2)}  ${marks.slice(from, from + cellsPerRow).trimEnd()}`,
    );
  return lines;
}

class Cell {
  readonly #bytes: Map<ChunkState, number> = new Map();

  add(state: ChunkState, size: number): void {
    this.#bytes.set(state, (this.#bytes.get(state) ?? 0) + size);
  }

  mark(): string {
    const most = STATES.toSorted((a, b) => this.#of(b) - this.#of(a))[0];
    return most && this.#of(most) > 0 ? MARKS[most] : ' ';
  }

  #of(state: ChunkState): number {
    return this.#bytes.get(state) ?? 0;
  }
}
