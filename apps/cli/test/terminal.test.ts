import { describe, expect, test } from 'vitest';
import { Terminal, wantsColor } from '../src/terminal.ts';
import { Sink } from './invoke.ts';

const plain = new Sink();
const screen = new Sink(100);

describe('colour', () => {
  test.each([
    ['a terminal', screen, {}, true],
    ['a pipe', plain, {}, false],
    ['a terminal under NO_COLOR', screen, { NO_COLOR: '1' }, false],
    [
      'a terminal under NO_COLOR and FORCE_COLOR',
      screen,
      { NO_COLOR: '1', FORCE_COLOR: '1' },
      false,
    ],
    ['a terminal under an empty NO_COLOR', screen, { NO_COLOR: '' }, true],
    ['a pipe under FORCE_COLOR', plain, { FORCE_COLOR: '1' }, true],
    ['a terminal under FORCE_COLOR=0', screen, { FORCE_COLOR: '0' }, false],
    ['a dumb terminal', screen, { TERM: 'dumb' }, false],
  ])('on %s is decided', (_, output, environment, wanted) => {
    expect(wantsColor(output, environment)).toBe(wanted);
  });
});

describe('the width', () => {
  test.each([
    ['a terminal of its columns', screen, {}, 100],
    ['a pipe of 80 columns', plain, {}, 80],
    ['a pipe of COLUMNS', plain, { COLUMNS: '132' }, 132],
    ['a pipe of 80 columns under nonsense', plain, { COLUMNS: 'wide' }, 80],
    ['a pipe of 80 columns under too few', plain, { COLUMNS: '3' }, 80],
  ])('is that of %s', (_, output, environment, columns) => {
    expect(new Terminal(output, new Sink(), environment).columns).toBe(columns);
  });
});

describe('progress', () => {
  test('is drawn over itself on a terminal and taken away at the end', () => {
    const stderr = new Sink();
    const terminal = new Terminal(new Sink(20), Object.assign(stderr, { isTTY: true }), {});
    terminal.progress('a line that is longer than the terminal');
    expect(stderr.text).toBe('\r\u001B[2Ka line that is long');
    terminal.clearProgress();
    terminal.clearProgress();
    expect(stderr.text.endsWith('\r\u001B[2K')).toBe(true);
    expect(stderr.text.length).toBe('\r\u001B[2Ka line that is long\r\u001B[2K'.length);
  });

  test('leaves no trace in a pipe', () => {
    const stderr = new Sink();
    const terminal = new Terminal(new Sink(), stderr, {});
    terminal.progress('half');
    terminal.clearProgress();
    expect(stderr.text).toBe('');
  });
});
