import { describe, expect, test } from 'vitest';
import { GlibcAllocator } from '../src/glibc/index.ts';
import {
  type Allocator,
  type AllocatorEvent,
  BoundaryTagAllocator,
  BuddyAllocator,
  BumpAllocator,
  bestFit,
  byAddress,
  deferred,
  fifo,
  fixedMemory,
  type LinearMemory,
  type Listener,
  nextFit,
  nullPointer,
  type Pointer,
  resizableMemory,
  SlabAllocator,
  TlsfAllocator,
  worstFit,
} from '../src/index.ts';
import { Pymalloc, pymallocGeometries } from '../src/pymalloc/index.ts';

interface Options {
  readonly memory: LinearMemory;
  readonly onEvent?: Listener<AllocatorEvent>;
}

const allocators: Readonly<Record<string, (options: Options) => Allocator>> = {
  bump: (options) => new BumpAllocator(options),
  'first fit': (options) => new BoundaryTagAllocator(options),
  'next fit, fifo': (options) =>
    new BoundaryTagAllocator({ ...options, placement: nextFit, order: fifo }),
  'best fit, by address': (options) =>
    new BoundaryTagAllocator({ ...options, placement: bestFit, order: byAddress }),
  'worst fit, deferred': (options) =>
    new BoundaryTagAllocator({ ...options, placement: worstFit, coalescing: deferred }),
  buddy: (options) => new BuddyAllocator(options),
  tlsf: (options) => new TlsfAllocator(options),
  'tlsf, no quick lists': (options) => new TlsfAllocator({ ...options, quick: 0 }),
  glibc: (options) => new GlibcAllocator(options),
};

/** Pages are blocks of another allocator, and realloc is made of steps: what stands where is not told by events alone. */
const layered: typeof allocators = {
  slab: (options) => new SlabAllocator(options),
  'slab, pages at once': (options) => new SlabAllocator({ ...options, opensAfter: 0 }),
  pymalloc: (options) => new Pymalloc(options),
};

/** What a listener can know of the lists and of the heap's end. A law that is broken stands in `wrong`. */
class ToldLists {
  readonly events: AllocatorEvent[] = [];
  readonly wrong: AllocatorEvent[] = [];
  readonly listed: Map<string, number> = new Map();
  /** Where the heap began and ends, once it has grown. */
  begin = 0;
  end: number | null = null;

  readonly hear = (event: AllocatorEvent): void => {
    this.events.push(event);
    if (!this.holds(event)) this.wrong.push(event);
  };

  /** The event is possible after those before it. */
  protected holds(event: AllocatorEvent): boolean {
    switch (event.type) {
      case 'listed':
        return this.#put(`${event.list} ${event.chunk}`, event.size);
      case 'unlisted':
        return this.#take(`${event.list} ${event.chunk}`, event.size);
      case 'split':
        return event.rest === event.chunk + event.size && event.restSize > 0;
      case 'merged':
        return event.absorbed === event.chunk + event.size - event.absorbedSize;
      case 'grown':
      case 'shrunk': {
        const follows = event.from === (this.end ?? event.from);
        if (this.end === null) this.begin = event.from;
        this.end = event.to;
        return follows && event.to > event.from === (event.type === 'grown');
      }
      case 'mapped':
        return this.#put(`mapped ${event.start}`, event.size);
      case 'unmapped':
        return this.#take(`mapped ${event.start}`, event.size);
      case 'padded':
        return event.chunkSize >= event.size && event.size >= 0;
      case 'allocated':
        return event.size >= event.requested && event.chunk <= event.pointer;
      default:
        return true;
    }
  }

  #put(place: string, size: number): boolean {
    const isNew = !this.listed.has(place);
    this.listed.set(place, size);
    return isNew;
  }

  #take(place: string, size: number): boolean {
    const known = this.listed.get(place) === size;
    this.listed.delete(place);
    return known;
  }
}

/** What a listener can know of the blocks too. */
class ToldBlocks extends ToldLists {
  readonly blocks: Map<Pointer, string> = new Map();

  protected override holds(event: AllocatorEvent): boolean {
    const holds = super.holds(event);
    if (event.type === 'allocated') {
      const isNew = !this.blocks.has(event.pointer);
      this.blocks.set(event.pointer, `${event.chunk} ${event.size}`);
      return holds && isNew;
    }
    if (event.type === 'freed') {
      const known = this.blocks.get(event.pointer) === `${event.chunk} ${event.size}`;
      this.blocks.delete(event.pointer);
      return known;
    }
    if (event.type === 'resized') {
      const known = this.blocks.get(event.pointer) === `${event.chunk} ${event.from}`;
      this.blocks.set(event.pointer, `${event.chunk} ${event.size}`);
      return known;
    }
    return holds;
  }
}

interface Done {
  readonly call: 'malloc' | 'realloc' | 'free';
  readonly size: number;
  readonly isAligned: boolean;
  /** What was freed, or stays what it was. */
  readonly given: Pointer;
  readonly answer: Pointer;
}

type Step = (heap: Allocator, live: Pointer[]) => Done;

function program(seed: number, steps: number): Step[] {
  let state = seed;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  return Array.from({ length: steps }, () => {
    const [kind, at, size] = [
      below(10),
      below(1 << 16),
      1 + (below(8) === 0 ? below(3000) : below(200)),
    ];
    return (heap, live) => {
      if (kind < 6 || live.length === 0) {
        const aligned = kind === 5 ? 2 ** (at % 9) : 1;
        const answer = aligned > 16 ? heap.alignedAlloc(aligned, size) : heap.malloc(size);
        if (answer !== nullPointer) live.push(answer);
        return { call: 'malloc', size, isAligned: aligned > 16, given: nullPointer, answer };
      }
      const [given = nullPointer] = live.splice(at % live.length, 1);
      if (kind < 9) {
        heap.free(given);
        return { call: 'free', size: 0, isAligned: false, given, answer: nullPointer };
      }
      const answer = heap.realloc(given, size + 1);
      live.push(answer === nullPointer ? given : answer);
      return { call: 'realloc', size: size + 1, isAligned: false, given, answer };
    };
  });
}

/** What the events of one call must say of it. A page that finds no room may be told before its block does. */
function isTold({ call, size, given, answer }: Done, events: readonly AllocatorEvent[]): boolean {
  if (call === 'free')
    return events.some((each) => each.type === 'freed' && each.pointer === given);
  if (answer === nullPointer) return events.some(({ type }) => type === 'exhausted');
  if (answer === given) return true;
  const last = events.findLast((each) => each.type === 'allocated');
  if (last?.type !== 'allocated' || last.pointer !== answer) return false;
  return last.requested === size;
}

/** An examined chunk fits if it is as large as the chunk the request needs. */
function fitsAreTold(events: readonly AllocatorEvent[]): boolean {
  const padded = events.findLast((each) => each.type === 'padded');
  const needed = padded?.type === 'padded' ? padded.chunkSize : 0;
  return events.every((each) => each.type !== 'examined' || each.fits === each.size >= needed);
}

const SIZES = [1 << 14, 1 << 21];

describe.each(Object.entries(allocators))('what %s tells', (name, make) => {
  test.each(SIZES)('of %i bytes is where its blocks are', (bytes) => {
    const told = new ToldBlocks();
    const heap = make({ memory: fixedMemory(bytes), onEvent: told.hear });
    const live: Pointer[] = [];
    for (const [count, step] of program(5, 500).entries()) {
      told.events.length = 0;
      const { call, isAligned } = step(heap, live);
      if (told.wrong.length > 0) expect(told.wrong).toEqual([]);
      // glibc says of the chunks it sorts on the way whether they fit exactly.
      const asksFits = call === 'malloc' && !isAligned && name !== 'glibc';
      if (asksFits && !fitsAreTold(told.events)) expect(told.events).toBe(0);
      if (count % 50 === 0) expect([...told.blocks.keys()].sort()).toEqual([...live].sort());
    }
    const used = [...heap.chunks()].filter(({ state }) => state === 'used');
    expect(new Map(used.map(({ pointer, chunk, size }) => [pointer, `${chunk} ${size}`]))).toEqual(
      told.blocks,
    );
  });
});

describe.each(Object.entries({ ...allocators, ...layered }))('what %s tells', (name, make) => {
  test.each(SIZES)('of %i bytes is what each call did', (bytes) => {
    const told = new ToldLists();
    const heap = make({ memory: fixedMemory(bytes), onEvent: told.hear });
    const live: Pointer[] = [];
    for (const step of program(6, 500)) {
      told.events.length = 0;
      const done = step(heap, live);
      if (!isTold(done, told.events)) expect([done, told.events]).toEqual('what was done');
      if (told.wrong.length > 0) expect(told.wrong).toEqual([]);
    }
    heap.check();
    const reports = [...heap.chunks()];
    const listed = new Set(reports.map(({ list, chunk, size }) => `${list} ${chunk} ${size}`));
    for (const [place, size] of told.listed)
      if (!place.startsWith('mapped')) expect(listed).toContain(`${place} ${size}`);
    const gaps = reports.filter(({ chunk }, index) => {
      const before = reports[index - 1];
      const end = before ? before.chunk + before.size : chunk;
      return name === 'pymalloc' ? end > chunk : end !== chunk; // arenas are mapped apart
    });
    expect(gaps).toEqual([]);
  });

  test('steers nothing: the answers are the same when nobody listens', () => {
    const answers = [{ onEvent: () => undefined }, {}].map((listening) => {
      const heap = make({ memory: fixedMemory(1 << 15), ...listening });
      const live: Pointer[] = [];
      return program(9, 800).map((step) => step(heap, live));
    });
    expect(answers[0]).toEqual(answers[1]);
  });
});

test.each<[string, (options: Options) => Allocator]>([
  ['glibc', (options) => new GlibcAllocator({ ...options, mmapThreshold: 1024, topPad: 0 })],
  ['pymalloc', (options) => new Pymalloc({ ...options, geometry: pymallocGeometries['3.6'] })],
])('%s tells what it maps and gives back, to the last byte', (_name, make) => {
  const told = new ToldLists();
  const heap = make({ memory: resizableMemory(1 << 26), onEvent: told.hear });
  const live: Pointer[] = [];
  let most = 0;
  for (const step of program(3, 1200)) {
    step(heap, live);
    most = Math.max(most, mappedBytes(told));
    if (told.wrong.length > 0) expect(told.wrong).toEqual([]);
    expect(heap.heapBytes).toBe((told.end ?? 0) - told.begin + mappedBytes(told));
  }
  for (const pointer of live) heap.free(pointer);
  expect(most).toBeGreaterThan(0);
  expect(mappedBytes(told)).toBe(0);
});

const mappedBytes = ({ listed }: ToldLists): number =>
  [...listed].reduce((sum, [place, size]) => sum + (place.startsWith('mapped') ? size : 0), 0);
