import { expect, test } from 'vitest';
import { addressSpace, type SpaceMapping } from '../../src/view/index.ts';

const mapping = (
  start: number,
  end: number,
  rest: Pick<SpaceMapping, 'permissions' | 'kind' | 'name'>,
): SpaceMapping => ({
  key: `mapping:${start}`,
  start,
  end,
  holds: rest.name ? [rest.name] : [],
  touchedPages: 0,
  ...rest,
});

const text = mapping(0x1000, 0x2000, { permissions: 'r-x', kind: 'text', name: 'a.out' });
const stack = mapping(0xe000, 0x10000, { permissions: 'rw-', kind: 'stack', name: '[stack]' });
const space = {
  platform: 'a machine of sixteen pages',
  taskSize: 0x10000,
  guardGap: 0x2000,
  mappings: [text, stack],
};

test('an address space is drawn from its highest address down, each gap with its size', () => {
  const { parts } = addressSpace(space, 'en');
  expect(parts.map(({ start, end, role }) => [start, end, role])).toEqual([
    [0xe000, 0x10000, 'stack'],
    [0xc000, 0xe000, 'guard'],
    [0x2000, 0xc000, 'gap'],
    [0x1000, 0x2000, 'code'],
  ]);
  expect(parts.map(({ detail }) => detail)).toEqual([
    '8 KiB: [stack]',
    '8 KiB',
    '40 KiB',
    '4 KiB: a.out',
  ]);
});

test('a mapping in the guard gap leaves no guard to draw', () => {
  const near = mapping(0xd000, 0xe000, { permissions: '---', kind: 'mmap', name: '' });
  const { parts } = addressSpace({ ...space, mappings: [text, near, stack] }, 'en');
  expect(parts.map(({ role }) => role)).toEqual(['stack', 'guard', 'gap', 'code']);
  expect(parts[1]).toMatchObject({ start: 0xd000, end: 0xe000 });
});
