/** What the suites that run programs share: the program as exec reads it, and the loaders it may name. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type ExecutableImage, imageOf } from '@memstrata/segments';
import { type Interpreters, interpretersFromRecord } from '@memstrata/segments/conform';
import { readElf } from '@memstrata/segments/elf';
import { comparing, wholeRecord } from './records.ts';

/** The recordings were made on ext4, which aligns large files for huge pages. */
export const imageUnderTest = (bytes: Uint8Array): ExecutableImage =>
  imageOf(readElf(bytes), { name: 'FILE', size: bytes.length, bytes, hugeAligned: true });

/** The loaders' headers lie beside the recording or beside the folder of binaries; static programs need none. */
export async function interpretersFor(
  file: string,
  root: string | undefined,
): Promise<Interpreters> {
  const folders = [dirname(file), ...(root === undefined ? [] : [dirname(root), root])];
  const beside = folders.map((folder) => join(folder, 'interpreters.json')).find(existsSync);
  if (beside === undefined) return {};
  const record = await wholeRecord(beside);
  return comparing(beside, () => interpretersFromRecord(record));
}
