import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { GlibcAllocator, type GlibcTunables } from '../../src/glibc/index.ts';
import { type Pointer, resizableMemory } from '../../src/index.ts';

const recorded = gunzipSync(
  readFileSync(join(import.meta.dirname, '../recorded/settings/settings.txt.gz')),
).toString();

/** What the program said under each setting: every call, and what it answered. */
const runs = recorded
  .split(/^== /m)
  .slice(1)
  .map((section) => {
    const [settings = '', ...lines] = section.trimEnd().split('\n');
    return { settings, lines };
  });

/** `tcache_count=2:mxfast=64` as options. */
const tunablesOf = (settings: string): GlibcTunables =>
  Object.fromEntries(
    settings
      .split(':')
      .filter((setting) => setting !== '')
      .map((setting) => {
        const [name = '', value] = setting.split('=');
        return [name.replace(/_(.)/g, (_, letter) => letter.toUpperCase()), Number(value)];
      }),
  );

/** The recorded program on the model. */
class Twin {
  readonly heap: GlibcAllocator;
  readonly #blocks: Pointer[] = [];

  constructor(tunables: GlibcTunables) {
    this.heap = new GlibcAllocator({ ...tunables, memory: resizableMemory() });
  }

  /** The line the program would have written for the call of a recorded one. */
  said(line: string): string {
    const [call = '', expected] = line.split(' = ');
    const [operation, ...fields] = call.split(' ');
    const [id, first, second] = fields.map(Number) as [number, number, number];
    const block = this.#blocks[id] as Pointer;
    if (operation === 'f') {
      this.heap.free(block);
      // Where the program did not look, its header is gone or that of the top.
      return expected === undefined ? call : `${call} = ${this.heap.usableSize(block)}`;
    }
    if (operation === 'a') return this.#answer(call, id, this.heap.malloc(first));
    if (operation === 'c') return this.#answer(call, id, this.heap.calloc(first, second));
    if (operation === 'm') return this.#answer(call, id, this.heap.alignedAlloc(first, second));
    return this.#answer(call, id, this.heap.realloc(block, first));
  }

  #answer(call: string, id: number, block: Pointer): string {
    this.#blocks[id] = block;
    const place = this.heap.isMapped(block) ? 'm' : block.toString(16);
    return `${call} = ${place} ${this.heap.usableSize(block)}`;
  }
}

test('the default settings and eleven others are recorded', () => {
  expect(runs).toHaveLength(12);
  expect(new Set(runs.map(({ lines }) => lines.join('\n'))).size).toBeGreaterThan(9);
});

test.each(runs)(
  'glibc 2.36 with "$settings" gave these places and sizes',
  ({ settings, lines }) => {
    const twin = new Twin(tunablesOf(settings));
    const differing = lines.flatMap((expected, index) => {
      const actual = twin.said(expected);
      return actual === expected ? [] : [`call ${index}: ${expected} | ${actual}`];
    });
    expect(differing.slice(0, 3)).toEqual([]);
    twin.heap.check();
  },
);
