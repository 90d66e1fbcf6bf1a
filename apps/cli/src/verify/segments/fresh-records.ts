/** What a run recorded, written beside the recordings of the package, with where it comes from. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { release } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { isFound, type Tool } from '../../tools/tool.ts';
import { repositoryOf } from '../recordings-folder.ts';

/** Records by the name of the file they belong to. */
export type Kept = Map<string, unknown[]>;

export interface Origin {
  readonly seed: number;
  readonly tools: readonly Tool[];
}

const BELOW_ROOT = join('packages', 'segments', 'test', 'recorded', 'fresh');

/** Rewrites the records of the last run and answers the names of the files. */
export async function keepRecords(kept: Kept, { seed, tools }: Origin): Promise<string[]> {
  const folder = join(repositoryOf(process.cwd()), BELOW_ROOT);
  mkdirSync(folder, { recursive: true });
  const write = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(folder, name), content);
    return join(BELOW_ROOT, name);
  };
  const files = [...kept].map(([name, records]) => {
    const text = records.map((record) => `${JSON.stringify(record)}\n`).join('');
    return write(`${name}.gz`, gzipSync(text, { level: 9 }));
  });
  const provenance = {
    command: `memstrata verify segments --record --seed ${seed}`,
    tools: tools.filter(isFound).map(({ banner }) => banner),
    platform: `Linux ${release()} ${process.arch === 'x64' ? 'x86_64' : process.arch}`,
    date: new Date().toISOString().slice(0, 10),
  };
  return [...files, write('provenance.json', `${JSON.stringify(provenance, null, 2)}\n`)];
}
