import { describe, expect, test } from 'vitest';
import {
  classic,
  ExecError,
  type ExecutableImage,
  exec,
  layoutOf,
  linuxI386,
  linuxI386Limit3G,
  linuxX64,
  type Process,
  programOf,
} from '../../src/index.ts';

const PAGE = 4096;
const GNU_STACK = 0x6474e551;

const lines = ({ space }: Process): string[] =>
  [...space.mappings()].map(
    ({ start, end, permissions, name, kind }) =>
      `${start.toString(16)}-${end.toString(16)} ${permissions} ${name || kind}`,
  );

const pie: ExecutableImage = {
  ...programOf({}, 64, 0),
  type: 'shared-object',
  entry: 0x10,
  interpreter: '/ld.so',
};
const loader: ExecutableImage = {
  ...programOf({}, 64, 0),
  type: 'shared-object',
  file: { name: 'ld.so', size: 3 * PAGE },
  entry: 0x100,
};
const interpreters = { '/ld.so': loader };

/** So many arguments of 10,000 bytes each, their ends included. */
const long = (count: number): string[] => Array(count).fill('x'.repeat(9_999));

describe('exec', () => {
  test('puts a program with a loader at two thirds of user space, and starts in the loader', () => {
    const process = exec(pie, { interpreters });
    expect(process.bias).toBe(0x555555554000);
    expect(process.space.breakStart).toBe(0x555555558000);
    expect(process.instructionPointer).toBe(0x7ffff7ffb100);
    expect(lines(process)).toEqual([
      '555555554000-555555555000 r-x program',
      '555555555000-555555556000 r-- program',
      '555555556000-555555557000 rw- program',
      '555555557000-555555558000 rw- bss',
      '7ffff7ff3000-7ffff7ff7000 r-- [vvar]',
      '7ffff7ff7000-7ffff7ff9000 r-- [vvar_vclock]',
      '7ffff7ff9000-7ffff7ffb000 r-x [vdso]',
      '7ffff7ffb000-7ffff7ffc000 r-x ld.so',
      '7ffff7ffc000-7ffff7ffd000 r-- ld.so',
      '7ffff7ffd000-7ffff7ffe000 rw- ld.so',
      '7ffff7ffe000-7ffff7fff000 rw- mmap',
      '7ffffffde000-7ffffffff000 rw- [stack]',
    ]);
  });

  test('zeroes what stands in the file behind the data, to the end of its page', () => {
    const paper = programOf({ text: PAGE, rodata: 0, data: 100, bss: PAGE });
    const bytes = new Uint8Array(2 * PAGE).fill(0xee);
    const { space } = exec({ ...paper, file: { name: 'program', size: 2 * PAGE, bytes } });
    expect(space.memory.load8(0x401000 + 99)).toBe(0xee);
    expect(space.memory.load8(0x401000 + 100)).toBe(0);
    expect(space.memory.load8(0x401fff)).toBe(0);
  });

  test('puts one without loader into the mmap area, and its heap where programs usually are', () => {
    const process = exec({ ...pie, interpreter: null });
    expect(process.bias).toBe(0x7ffff7ffb000);
    expect(process.space.breakStart).toBe(0x555555555000);
  });

  test('places what may lie anywhere in the same way whatever addresses its file begins with', () => {
    const raised = (image: ExecutableImage, by: number): ExecutableImage => ({
      ...image,
      entry: image.entry + by,
      programHeaders: image.programHeaders.map((segment) => ({
        ...segment,
        virtualAddress: segment.virtualAddress + by,
      })),
    });
    for (const [program, interpreter] of [
      [raised(pie, 0x10000), loader],
      [pie, raised(loader, 0x10000)],
      [raised(pie, 0x7000), raised(loader, 0x3000)],
    ] as const) {
      const process = exec(program, { interpreters: { '/ld.so': interpreter } });
      const usual = exec(pie, { interpreters });
      expect(lines(process)).toEqual(lines(usual));
      expect(process.instructionPointer).toBe(usual.instructionPointer);
      expect(process.space.breakStart).toBe(usual.space.breakStart);
      expect(process.bias + program.entry).toBe(usual.bias + pie.entry);
    }
  });

  test('refuses a program whose loader is not there', () => {
    expect(() => exec(pie)).toThrow(ExecError);
    expect(() => exec(pie)).toThrow(/ENOENT.*\/ld\.so/);
  });

  test('refuses a program without segments, and arguments beyond the stack limit', () => {
    expect(() => exec({ ...pie, programHeaders: [] })).toThrow(/ENOEXEC/);
    const argv = ['x'.repeat(100_000)];
    expect(() => exec(programOf(), { argv, limits: { stack: 65536 } })).toThrow(/E2BIG/);
  });

  // Each row was met on Linux 6.18 with argument randomisation off.
  test.each([
    ['no limit on the stack leaves it its first page', 0, ['a'], null],
    ['strings may not take more pages than the limit', 8192, ['x'.repeat(12_000)], 'E2BIG'],
    ['a quarter of the limit, and at least 128 KiB, is for strings', 256 * 1024, long(13), null],
    ['strings and the pointers to them', 256 * 1024, long(14), 'E2BIG'],
    ['one string may be 128 KiB long', 2 ** 30, ['x'.repeat(131_071)], null],
    ['but no longer', 2 ** 30, ['x'.repeat(131_072)], 'E2BIG'],
    ['6 MiB at most, however large the limit', Infinity, long(700), 'E2BIG'],
    ['pointers that find no room end the process', 4096, Array(600).fill('y'), 'EFAULT'],
    ['pointers may grow the stack', 8192, Array(600).fill('y'), null],
  ])('%s', (_, stack, argv, reason) => {
    const outcome = (): string | null => {
      try {
        exec(programOf(), { argv, limits: { stack } });
        return null;
      } catch (error) {
        if (error instanceof ExecError) return error.reason;
        throw error;
      }
    };
    expect(outcome()).toBe(reason);
  });

  test('a program without arguments gets an empty one', () => {
    const { stackPointer, space, strings } = exec(programOf(), { argv: [] });
    expect(space.memory.load32(stackPointer)).toBe(1);
    expect(space.memory.load8(strings.argumentStart)).toBe(0);
  });

  test('gives an executable stack where the header asks for it', () => {
    const program = programOf();
    const programHeaders = program.programHeaders.map((header) =>
      header.type === GNU_STACK ? { ...header, flags: 7 } : header,
    );
    expect(lines(exec({ ...program, programHeaders })).at(-1)).toMatch(/rwx \[stack\]/);
  });

  test('makes all that is readable executable in a 32-bit program that says nothing', () => {
    const program = programOf({}, 32);
    const programHeaders = program.programHeaders.filter(({ type }) => type !== GNU_STACK);
    const { space } = exec({ ...program, programHeaders });
    space.sbrk(PAGE);
    const ours = [...space.mappings()].filter(({ special }) => !special);
    expect(ours.map(({ permissions }) => permissions)).toEqual(['r-x', 'rwx', 'rwx', 'rwx', 'rwx']);
  });

  test('starts 32-bit stacks below 4 GiB or 3 GiB', () => {
    const program = programOf({}, 32);
    expect(exec(program, { platform: linuxI386 }).space.layout.stackTop).toBe(0xffffe000);
    expect(exec(program, { platform: linuxI386Limit3G }).space.layout.stackTop).toBe(0xc0000000);
  });

  test('draws the textbook picture: five segments and nothing else', () => {
    const process = exec(programOf({}, 32), { platform: classic });
    process.space.sbrk(PAGE);
    expect(lines(process)).toEqual([
      '8048000-8049000 r-x program',
      '8049000-804a000 r-- program',
      '804a000-804b000 rw- program',
      '804b000-804c000 rw- bss',
      '804c000-804d000 rw- [heap]',
      'bffdf000-c0000000 rw- [stack]',
    ]);
  });
});

describe('the initial stack', () => {
  const { stackBytes, stackPointer, strings } = exec(programOf(), {
    argv: ['./a', 'b c', ''],
    env: ['A=1', 'B=2'],
    fileName: '/bin/a',
  });
  const view = new DataView(stackBytes.buffer);
  const word = (index: number): number => Number(view.getBigUint64(8 * index, true));
  const text = (at: number): string => {
    const from = at - stackPointer;
    return new TextDecoder().decode(stackBytes.subarray(from, stackBytes.indexOf(0, from)));
  };

  test('holds count, pointers and strings in the order main sees them', () => {
    expect(stackPointer % 16).toBe(0);
    expect(word(0)).toBe(3);
    expect([1, 2, 3].map((index) => text(word(index)))).toEqual(['./a', 'b c', '']);
    expect(word(4)).toBe(0);
    expect([5, 6].map((index) => text(word(index)))).toEqual(['A=1', 'B=2']);
    expect(word(7)).toBe(0);
    expect(text(strings.fileName)).toBe('/bin/a');
  });

  test('ends with eight zero bytes', () => {
    expect([...stackBytes.slice(-8)]).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  });
});

describe('randomisation', () => {
  const at = (seed: number): Process => exec(pie, { interpreters, seed });
  const processes = Array.from({ length: 300 }, (_, seed) => at(seed));

  test('the same seed gives the same process', () => {
    expect(lines(at(7))).toEqual(lines(at(7)));
    expect(lines(at(7))).not.toEqual(lines(at(8)));
  });

  test('every part stays within the range of the kernel and uses most of it', () => {
    const parts: [string, (process: Process) => number, number][] = [
      ['program', ({ bias }) => bias - 0x555555554000, 2 ** 40],
      ['break', ({ space, bounds }) => space.breakStart - bounds.end - PAGE, 2 ** 30],
      ['stack', ({ space }) => 0x7ffffffff000 - space.layout.stackTop, 2 ** 34],
      ['mmap', ({ space }) => 0x7ffff7fff000 - space.layout.mmapBase, 2 ** 40 + 2 ** 34 + 2 ** 27],
    ];
    for (const [name, distance, range] of parts) {
      const distances = processes.map(distance);
      expect(Math.min(...distances), name).toBeGreaterThanOrEqual(0);
      expect(Math.max(...distances), name).toBeLessThan(range);
      expect(Math.max(...distances), name).toBeGreaterThan(range * 0.9);
    }
  });

  test('the mmap area stays below all the room a stack may need, wherever its top falls', () => {
    for (let seed = 0; seed < 2000; seed += 1) {
      const { mmapBase, stackTop } = layoutOf(linuxX64, { seed });
      expect(stackTop - mmapBase).toBeGreaterThanOrEqual(8 * 2 ** 20 + 256 * PAGE);
    }
  });

  test('everything lies on pages, the stack pointer on 16 bytes', () => {
    for (const { bias, space, stackPointer } of processes) {
      expect([bias % PAGE, space.breakStart % PAGE, stackPointer % 16]).toEqual([0, 0, 0]);
    }
  });

  test('setting 1 leaves the program break behind the program', () => {
    const { space, bounds } = exec(pie, { interpreters, seed: 3, randomize: 1 });
    expect(space.breakStart).toBe(Math.ceil(bounds.end / PAGE) * PAGE);
  });

  test('a program for fixed addresses keeps them, but not its heap', () => {
    const { space } = exec(programOf(), { seed: 3 });
    expect(space.mappingAt(0x400000)?.kind).toBe('text');
    expect(space.breakStart).toBeGreaterThan(0x405000);
  });
});
