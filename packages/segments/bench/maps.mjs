/**
 * A maps text of 100,000 lines: ours beside the usual regular expression a line. `parseMaps` reads and checks all of it
 * and makes entries when they are asked for; what it costs to ask for every one has a row of its own.
 */
import { formatMaps, parseMaps } from '../dist/proc.js';
import { inTurns, print } from './rounds.mjs';

const LINES = 100_000;
const LINE = /^([0-9a-f]+)-([0-9a-f]+) (....) ([0-9a-f]+) (\S+) (\d+) *(.*)$/;

/** Files in four parts with a nameless map behind them, as the loader leaves libraries. */
function text() {
  let at = 0x7f0000000000;
  const lines = [];
  for (let line = 0; line < LINES; line += 1) {
    const bytes = 4096 * (1 + ((line * 7) % 40));
    const range = `${at.toString(16)}-${(at + bytes).toString(16)}`;
    const permissions = ['r--p', 'r-xp', 'rw-p', '---p'][line % 4];
    const named = line % 5 !== 0;
    const file = 260_000 + Math.floor(line / 5);
    const head = `${range} ${permissions} ${named ? `00002000 fe:00 ${file}` : '00000000 00:00 0'}`;
    lines.push(
      named ? `${head.padEnd(73)}/usr/lib/x86_64-linux-gnu/lib${file}.so\n` : `${head} \n`,
    );
    at += bytes + (line % 3) * 4096;
  }
  return lines.join('');
}

const byExpression = (maps) =>
  maps
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [, start, end, permissions, offset, device, inode, path] = LINE.exec(line);
      return {
        start: Number.parseInt(start, 16),
        end: Number.parseInt(end, 16),
        permissions,
        offset: Number.parseInt(offset, 16),
        device,
        inode: Number(inode),
        path,
      };
    });

function bytesOf(entries) {
  let bytes = 0;
  for (const { start, end } of entries) bytes += end - start;
  return bytes;
}

export function benchMaps() {
  const maps = text();
  const entries = parseMaps(maps);
  if (formatMaps(entries) !== maps) throw new Error('the text does not come back');
  if (byExpression(maps).length !== entries.length) throw new Error('the lines differ');
  const made = [...entries];
  const rows = inTurns(
    {
      parseMaps: () => parseMaps(maps),
      'parseMaps, and the bytes of every entry': () => bytesOf(parseMaps(maps)),
      'parseMaps, and an array of every entry': () => [...parseMaps(maps)],
      'a regular expression a line': () => byExpression(maps),
      'formatMaps, of what parseMaps answers': () => formatMaps(entries),
      'formatMaps, of entries already made': () => formatMaps(made),
    },
    // Nobody pays for what another has left behind.
    { rounds: 15, before: () => globalThis.gc?.(), figure: (ms) => ms },
  );
  print(`maps: ${LINES} lines, ${(maps.length / 1e6).toFixed(1)} MB`, 'ms', rows, 1);
}
