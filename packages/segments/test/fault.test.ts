import { expect, test } from 'vitest';
import { AddressSpace, BusError, type MapRequest, SegmentationFault } from '../src/index.ts';

const PAGE = 4096;
const AT = 0x10000000;

/** What the message of an access says of its cause. */
function causeOf(access: () => unknown): string {
  try {
    access();
  } catch (error) {
    if (error instanceof SegmentationFault || error instanceof BusError) return error.fault.cause;
    throw error;
  }
  throw new Error('no fault');
}

function mapped(request: Partial<MapRequest>): AddressSpace {
  const space = new AddressSpace();
  expect(space.mmap({ address: AT, length: PAGE, placement: 'fixed', ...request })).toBe(AT);
  return space;
}

test.each<[request: Partial<MapRequest>, intent: 'read' | 'write' | 'execute', cause: string]>([
  [
    { permissions: '---' },
    'read',
    'an anonymous mapping allows no access at all (PROT_NONE), as a guard page does.',
  ],
  [
    { permissions: 'rw-' },
    'execute',
    'The program executes an anonymous mapping, which is not executable: data is not code.',
  ],
  [
    { permissions: 'r-x', kind: 'text' },
    'write',
    'The program writes to its own code, which is mapped read-only.',
  ],
  [
    { permissions: 'r--', kind: 'rodata' },
    'write',
    'The program writes to the rodata, which is mapped read-only: constants and string literals lie there.',
  ],
  [
    { permissions: 'r--' },
    'write',
    'The program writes an anonymous mapping, which allows only r--.',
  ],
  [
    { permissions: 'r--', file: { name: '/a.txt', size: 10 } },
    'write',
    'The program writes /a.txt, which allows only r--.',
  ],
])('an access that %j does not allow: %s', (request, intent, cause) => {
  expect(causeOf(() => mapped(request).access(AT, 1, intent))).toBe(cause);
});

test('a page behind the end of a file has nothing to show', () => {
  const space = mapped({ length: 2 * PAGE, file: { name: '/a.txt', size: 10 } });
  expect(causeOf(() => space.access(AT + PAGE, 1, 'read'))).toBe(
    'The page lies behind the last page of /a.txt, which is 10 bytes long.',
  );
});

test.each([
  [0, 'read', 'The program reads through a null pointer.'],
  [0, 'write', 'The program writes through a null pointer.'],
  [0, 'execute', 'The program calls a null function pointer.'],
  [
    0x20,
    'execute',
    'The program executes 0x20 bytes behind a null pointer: a field or element of an object that is not there.',
  ],
  [
    0xffff,
    'write',
    'The program writes 0xffff bytes behind a null pointer: a field or element of an object that is not there.',
  ],
  [
    0x10000,
    'read',
    'Nothing is mapped there: the pointer is wild, or what it pointed to was unmapped.',
  ],
  [0x7ffffffff000, 'read', '0x7ffffffff000 belongs to the kernel, not to the program.'],
  [
    0x800000000000,
    'read',
    '0x800000000000 is not canonical: bits 47 to 63 of an address must be equal, which a wild or freed pointer often violates.',
  ],
] as const)('at 0x%s nothing is mapped for a %s', (at, intent, cause) => {
  expect(causeOf(() => new AddressSpace().access(at, 1, intent))).toBe(cause);
});

test('behind the program break the heap is near, for sixteen pages', () => {
  const space = new AddressSpace();
  const wild = 'Nothing is mapped there: the pointer is wild, or what it pointed to was unmapped.';
  const end = space.breakStart;
  expect(causeOf(() => space.access(end, 1, 'read'))).toBe(wild);
  space.sbrk(100);
  const behind = (bytes: number): string =>
    `The address is ${bytes} bytes past the program break, behind the last page of the heap.`;
  expect(causeOf(() => space.access(end + PAGE, 1, 'read'))).toBe(behind(PAGE - 100));
  const last = end + 100 + 16 * PAGE - 1;
  expect(causeOf(() => space.access(last, 1, 'read'))).toBe(behind(16 * PAGE - 1));
  expect(causeOf(() => space.access(last + 1, 1, 'read'))).toBe(wild);
});
