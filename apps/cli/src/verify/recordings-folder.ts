/** The repository's recordings: what the tools answered, one file a scenario, with provenance. */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Recording } from '@memstrata/scenarios/recorded';
import { UsageError } from '../failure.ts';

const BELOW_ROOT = join('packages', 'scenarios', 'recorded');

/** The recordings of the repository that `start` lies in. */
export const recordingsFolder = (start: string): string => join(repositoryOf(start), BELOW_ROOT);

/** The root of the repository that `start` lies in; null outside of one. */
export function findRepository(start: string): string | null {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'packages', 'scenarios', 'package.json'))) return folder;
    if (dirname(folder) === folder) return null;
  }
}

/** The root of the repository that `start` lies in. */
export function repositoryOf(start: string): string {
  const root = findRepository(start);
  if (root !== null) return root;
  throw new UsageError('--record rewrites files of the repository: run it inside a clone of it');
}

export async function writeRecording(folder: string, recording: Recording): Promise<string> {
  const file = join(folder, `${recording.scenario}.json`);
  await mkdir(folder, { recursive: true });
  await writeFile(file, `${JSON.stringify(recording, null, 2)}\n`);
  return file;
}
