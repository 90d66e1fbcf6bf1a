/** The names that C has for itself, held against the compiler at hand: a later one may declare more. */
import { describe, expect, test } from 'vitest';
import { process } from '../../src/index.ts';
import { isReserved } from '../../src/program/identifier.ts';
import { isTakenInC } from '../../src/source/c-names.ts';
import { toC } from '../../src/source/index.ts';
import { has, inFolder, printed } from './tools.ts';

const HEADERS = toC([process.exec({ functions: [{ name: 'main' }] })])
  .split('\n')
  .filter((line) => line.startsWith('#'));

/** What gcc knows without a header stands in these. */
const BUILT_IN = ['complex', 'ctype', 'inttypes', 'math', 'fenv', 'stdio', 'strings', 'wctype'];

const free = (text: string): readonly string[] =>
  [...new Set(text.match(/\b[A-Za-z]\w*/g))].filter(
    (name) => !isReserved(name) && !isTakenInC(name),
  );

const gcc = (input: string, ...options: readonly string[]): string =>
  inFolder((folder) => printed(['gcc', ...options, '-xc', '-'], folder, input));

describe.skipIf(!has('gcc')).each(['c17', 'gnu17', 'gnu2x'])('gcc -std=%s', (standard) => {
  const std = `-std=${standard}`;

  test('defines no macro whose name is free', () => {
    const macros = gcc(HEADERS.join('\n'), std, '-dM', '-E').matchAll(/^#define (\w+)/gm);
    expect(free([...macros].map(([, name]) => name).join(' '))).toEqual([]);
  });

  // A type of its own, so that no declaration repeats one of the headers.
  test('lets the program declare every free name that its headers mention', () => {
    const wider = [...HEADERS, ...BUILT_IN.map((name) => `#include <${name}.h>`)].join('\n');
    const names = free(gcc(wider, std, '-E', '-P'));
    expect(names.length).toBeGreaterThan(100);
    const functions = [
      ...HEADERS,
      ...names.map((name) => `struct own *${name}(struct own *);`),
    ].join('\n');
    expect(gcc(functions, std, '-fsyntax-only', '-Wall', '-Wextra')).toBe('');
    const variables = [...HEADERS, ...names.map((name) => `struct own *${name};`)].join('\n');
    expect(gcc(variables, std, '-fsyntax-only', '-Wall', '-Wextra')).toBe('');
  });
});
