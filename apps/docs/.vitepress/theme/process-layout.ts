/** From the bytes of a program to the picture of the process exec would make of it. */
import { addressSpace, type Figure } from '@memstrata/scenarios/view';
import {
  exec,
  imageOf,
  linuxI386,
  linuxX64,
  type Mapping,
  type Process,
} from '@memstrata/segments';
import { type Interpreters, interpretersFromRecord } from '@memstrata/segments/conform';
import { readElfBlob } from '@memstrata/segments/elf';
import type { Language } from './words.ts';

/** What the reader chose about the process. */
export interface LayoutChoice {
  /** Bytes; infinite for an unlimited stack. */
  readonly stack: number;
  /** The old layout, bottom-up. */
  readonly legacy: boolean;
}

/** The process of a file; its interpreter is one of those recorded, or the program must be static. */
export async function processOf(
  file: Blob,
  name: string,
  interpreters: unknown,
  { stack, legacy }: LayoutChoice,
): Promise<{ readonly platform: typeof linuxX64; readonly process: Process }> {
  const image = imageOf(await readElfBlob(file), { name, size: file.size, hugeAligned: true });
  const platform = image.bits === 64 ? linuxX64 : linuxI386;
  const known: Interpreters = interpretersFromRecord(interpreters);
  const process = exec(image, {
    platform,
    interpreters: known,
    fileName: name,
    argv: [name],
    legacy,
    limits: { stack },
  });
  return { platform, process };
}

/** The picture of a process at its first instruction. */
export function figureOf(
  { platform, process }: Awaited<ReturnType<typeof processOf>>,
  language: Language,
): Figure {
  const { name, taskSize, stackGuardGap } = platform;
  const mappings = [...process.space.mappings()].map(spaceMapping);
  return addressSpace({ platform: name, taskSize, guardGap: stackGuardGap, mappings }, language);
}

const spaceMapping = ({ start, end, permissions, kind, name }: Mapping) => ({
  key: `mapping:0x${start.toString(16)}`,
  start,
  end,
  permissions,
  kind,
  name: name.startsWith('[') ? name : '',
  holds: name ? [name] : [],
  touchedPages: 0,
});
