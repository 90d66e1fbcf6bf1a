import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { invoke } from '../invoke.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const folder = temporaryFolder();

/** A ring of two that is let go, found by the first collection of the oldest generation. */
const RING = {
  name: 'ring',
  threshold: [700, 10, 10],
  nids: 2,
  ops: [
    ['new', 0, 0, 'o', 0, 0],
    ['new', 1, 1, 'o', 0, 0],
    ['set', 0, 0, 1],
    ['set', 1, 0, 0],
    ['drop', 0],
    ['drop', 1],
    ['collect', 2],
  ],
};

function put(name: string, content: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(content));
  return file;
}

const observed = async (...options: string[]): Promise<string[]> => {
  const { stdout } = await invoke(['gc', put('ring.json', RING), '--json', ...options]);
  return JSON.parse(stdout).obs;
};

describe('gc', () => {
  test('prints counts, deaths and collections after each operation', async () => {
    const obs = await observed('--python', '3.12');
    expect(obs).toHaveLength(RING.ops.length + 1);
    expect(obs[2]).toBe('2,0,0');
    expect(obs.at(-2)).toBe('2,0,0');
    const last = obs.at(-1) ?? '';
    expect(last).toContain('R2');
    expect(last).toContain('G2:1:2:0');
    for (const death of ['A0', 'Z0', 'A1', 'Z1']) expect(last).toContain(death);
    const { stdout, status } = await invoke(['gc', put('ring.json', RING), '--python', '3.12']);
    expect(status).toBe(0);
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/collect 2 +.*G2:1:2:0/);
  });

  test('keeps to the width of the terminal, however long a list is', async () => {
    const ids = Array.from({ length: 60 }, (_, id) => id);
    const ops = [...ids.map((id) => ['new', id, id, 'o', 0, 0]), ['members']];
    const file = put('many.json', { ...RING, nids: 60, ops });
    const { stdout } = await invoke(['gc', file], { environment: { COLUMNS: '60' } });
    const lines = stdout.trimEnd().split('\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(60);
    const folded = lines.slice(lines.findIndex((line) => line.startsWith('members')));
    expect(folded.join('').replaceAll(' ', '')).toContain(`M0:${ids.join(',')}M1:`);
  });

  test('follows the rules of the version asked for', async () => {
    const program = {
      ...RING,
      ops: [
        ...RING.ops.slice(0, -1),
        ['threshold', 1, 1, 1],
        ['new', 2, 2, 'o', 0, 0],
        ['members'],
      ],
      nids: 3,
    };
    const file = put('versions.json', program);
    const run = async (python: string): Promise<string[]> =>
      JSON.parse((await invoke(['gc', file, '--python', python, '--json'])).stdout).obs;
    const [early, late] = [await run('3.11'), await run('3.12')];
    // Up to 3.11 the allocation itself collects, before the object is there; from 3.12 after it.
    expect(early.at(-1)).toContain('M0:2');
    expect(late.at(-1)).toContain('M1:2');
  });

  test('a file that is no program costs one line that names it', async () => {
    const file = put('other.json', { name: 'x', ops: [['explode']] });
    const { stderr, status } = await invoke(['gc', file]);
    expect(status).toBe(1);
    expect(stderr).toContain('other.json');
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  test('an unmodelled version is refused', async () => {
    const { status, stderr } = await invoke(['gc', put('ring.json', RING), '--python', '3.14.2']);
    expect(status).toBe(2);
    expect(stderr).toContain('3.14.2');
  });
});
