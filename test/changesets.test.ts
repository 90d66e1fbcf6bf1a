import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import readChangesets from '@changesets/read';
import { describe, expect, test } from 'vitest';

const changeset = (...args: string[]): string =>
  execFileSync(process.execPath, ['node_modules/@changesets/cli/bin.js', ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });

const git = (...args: string[]): string =>
  execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();

/** The commit this branch left main at, where there is one and it is not the branch itself. */
function mergeBase(): string | undefined {
  try {
    const base = git('merge-base', 'HEAD', 'origin/main');
    return base === git('rev-parse', 'HEAD') ? undefined : base;
  } catch {
    return undefined;
  }
}

describe('changesets', () => {
  test('every pending note says something about packages that exist', async () => {
    const names = readdirSync('packages').map((name) => `@memstrata/${name}`);
    for (const note of await readChangesets(process.cwd())) {
      expect([...names, 'memstrata']).toEqual(
        expect.arrayContaining(note.releases.map((release) => release.name)),
      );
      expect(note.summary, note.id).toMatch(/\w.*[.]/);
    }
  });

  test('a changed package carries a note, where a merge base tells what changed', () => {
    const base = mergeBase();
    expect(() => base && changeset('status', `--since=${base}`)).not.toThrow();
  });
});
