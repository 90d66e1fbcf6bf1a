import { expect, test } from 'vitest';
import { Progress } from '../src/progress.ts';
import { Terminal } from '../src/terminal.ts';
import { Sink } from './invoke.ts';

test('shows the share done as a bar', () => {
  const stderr = new Sink(80);
  new Progress(new Terminal(new Sink(), stderr, {}), 'sqlite').update(1, 4);
  expect(stderr.text).toContain('sqlite [======                  ] 25 %');
});

test('shows the count alone where the total is unknown', () => {
  const stderr = new Sink(80);
  new Progress(new Terminal(new Sink(), stderr, {}), 'stdin').update(7, 0);
  expect(stderr.text).toContain('stdin 7');
});

test('is silent without a terminal', () => {
  const stderr = new Sink();
  const progress = new Progress(new Terminal(new Sink(), stderr, {}), 'sqlite');
  progress.update(1, 2);
  progress.end();
  expect(stderr.text).toBe('');
});
