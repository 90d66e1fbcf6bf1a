/** Finding the file a record was made from, and telling it from another version by its hash. */
import { createHash } from 'node:crypto';
import { codeOf } from '../failure.ts';
import { candidatesFor, readBytes } from '../file-input.ts';

export type FoundFile = { readonly bytes: Uint8Array } | { readonly why: string };

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function readIfPresent(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readBytes(path);
  } catch (error) {
    const cause = error instanceof Error ? codeOf(error.cause) : undefined;
    if (cause !== undefined && ABSENT.has(cause)) return undefined;
    throw error;
  }
}

const ABSENT: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'EACCES']);

/** The file that `recorded` stands for with exactly the recorded content, or why there is none. */
export async function findRecorded(
  recorded: string,
  sha256: string,
  root: string | undefined,
): Promise<FoundFile> {
  let why = 'not found';
  for (const path of candidatesFor(recorded, root)) {
    const bytes = await readIfPresent(path);
    if (!bytes) continue;
    if (digestOf(bytes) === sha256) return { bytes };
    why = 'another version';
  }
  return { why };
}
