import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  AddressSpace,
  isErrno,
  type Permissions,
  SegmentationFault,
  type SegmentEvent,
} from '../src/index.ts';

const PAGE = 4096;
const WINDOW = 0x10000000;
const PAGES = 24;

const permissions = fc.constantFrom<Permissions[]>('rw-', 'r--', '---', 'rwx', 'r-x');
const place = fc.record({
  page: fc.integer({ min: 0, max: PAGES - 1 }),
  count: fc.integer({ min: 0, max: 6 }),
  permissions,
});
const step = fc.oneof(
  fc.record({ call: fc.constant('mmap' as const), at: place }),
  fc.record({ call: fc.constant('munmap' as const), at: place }),
  fc.record({ call: fc.constant('mprotect' as const), at: place }),
  fc.record({ call: fc.constant('brk' as const), at: place }),
  fc.record({ call: fc.constant('store' as const), at: place }),
  fc.record({ call: fc.constant('load' as const), at: place }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** The pages with their permissions, built from events alone. */
class Told {
  readonly pages: Map<number, Permissions> = new Map();
  readonly touched: Set<number> = new Set();
  events: SegmentEvent[] = [];

  readonly hear = (event: SegmentEvent): void => {
    this.events.push(event);
    if (event.type === 'mapped') this.#set(event.start, event.end, event.mapping.permissions);
    if (event.type === 'protected') this.#set(event.start, event.end, event.permissions);
    if (event.type === 'unmapped')
      for (let at: number = event.start; at < event.end; at += PAGE) {
        this.pages.delete(at);
        this.touched.delete(at);
      }
  };

  #set(start: number, end: number, rights: Permissions): void {
    for (let at = start; at < end; at += PAGE) this.pages.set(at, rights);
  }
}

const pagesOf = (space: AddressSpace): Map<number, Permissions> => {
  const pages = new Map<number, Permissions>();
  for (const { start, end, permissions: rights } of space.mappings())
    for (let at: number = start; at < end; at += PAGE) pages.set(at, rights);
  return pages;
};

/** Performs the step; what it answered, or the fault it threw. */
function perform(space: AddressSpace, { call, at }: Step): unknown {
  const address = WINDOW + at.page * PAGE;
  const length = at.count * PAGE;
  const rights = { permissions: at.permissions };
  if (call === 'mmap') return space.mmap({ address, length, placement: 'fixed', ...rights });
  if (call === 'munmap') return space.munmap(address, length);
  if (call === 'mprotect') return space.mprotect(address, length, at.permissions);
  if (call === 'brk') return space.brk(space.breakStart + at.page * PAGE);
  try {
    return call === 'store' ? space.memory.store8(address, 1) : space.memory.load8(address);
  } catch (error) {
    if (error instanceof SegmentationFault) return error;
    throw error;
  }
}

/** What the events of one step must say of it. */
function checkTold(space: AddressSpace, told: Told, { call, at }: Step, answer: unknown): void {
  const of = <T extends SegmentEvent['type']>(type: T) =>
    told.events.filter((event): event is Extract<SegmentEvent, { type: T }> => event.type === type);
  const refused =
    typeof answer === 'number' && call !== 'load' && call !== 'brk' && isErrno(answer);
  expect(of('refused')).toEqual(refused ? [{ type: 'refused', call, errno: answer }] : []);
  const thrown = answer instanceof SegmentationFault ? [answer.fault] : [];
  expect(of('faulted').map(({ fault }) => fault)).toEqual(thrown);
  for (const { mapping } of of('mapped')) {
    const { start, end, permissions: rights } = mapping;
    const entry = { start, end, permissions: rights };
    expect([...space.mappings()]).toContainEqual(expect.objectContaining(entry));
  }
  const page = WINDOW + at.page * PAGE;
  const first = call === 'store' && thrown.length === 0 && !told.touched.has(page);
  // Anonymous memory that is only loaded shows zeros and has no page of its own.
  expect(of('page-touched')).toEqual(
    first ? [{ type: 'page-touched', page, intent: 'write' }] : [],
  );
  if (first) told.touched.add(page);
}

test('what a listener hears is the map, call by call', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
      const told = new Told();
      const space = new AddressSpace({ onEvent: told.hear });
      for (const each of steps) {
        told.events = [];
        const before = { count: space.mappingCount, programBreak: space.programBreak };
        const answer = perform(space, each);
        expect(told.pages).toEqual(pagesOf(space));
        checkTold(space, told, each, answer);
        const moved = told.events.filter(({ type }) => type === 'break-moved');
        const from = before.programBreak;
        const to = space.programBreak;
        expect(moved).toEqual(from === to ? [] : [{ type: 'break-moved', from, to }]);
      }
    }),
    { numRuns: 150 },
  );
});

test('entries that are added and removed join and split as often as is told', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
      const told = new Told();
      const space = new AddressSpace({ onEvent: told.hear });
      for (const each of steps) {
        told.events = [];
        const before = [...space.mappings()];
        perform(space, each);
        if (each.call === 'mprotect') continue;
        let count = before.length;
        for (const event of told.events) {
          if (event.type === 'split') count++;
          if (event.type === 'mapped') count += 1 - event.merged;
          if (event.type === 'unmapped')
            count -= cutAt(before, told.events).filter(
              ([start, end]) => start >= event.start && end <= event.end,
            ).length;
        }
        expect(space.mappingCount).toBe(count);
      }
    }),
    { numRuns: 150 },
  );
});

/** The entries before a call, cut at the addresses at which it split some. */
function cutAt(
  entries: readonly { readonly start: number; readonly end: number }[],
  events: readonly SegmentEvent[],
): (readonly [number, number])[] {
  const cuts = events.flatMap((event) => (event.type === 'split' ? [event.at as number] : []));
  return entries.flatMap(({ start, end }) => {
    const inside = cuts.filter((at) => at > start && at < end).sort((a, b) => a - b);
    const bounds = [start, ...inside, end];
    return bounds.slice(1).map((to, index) => [bounds[index] as number, to] as const);
  });
}
