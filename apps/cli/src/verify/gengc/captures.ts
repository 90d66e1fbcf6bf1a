/** The heap of a process of this machine, captured, against what its own collector then finds. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareSnapshot, HEAP_PROGRAM } from '@memstrata/gengc/conform';
import { CAPTURE_SCRIPT } from '@memstrata/gengc/snapshot';
import { type Outcome, wholeUnit } from '../../conform/suite.ts';
import { readSnapshotFile } from '../../snapshot-file.ts';
import type { Terminal } from '../../terminal.ts';
import { type FoundTool, runTool } from '../../tools/tool.ts';

const PATIENCE_MS = 300_000;

/** @param folder where the scripts and the heap are written */
export async function captureOutcome(
  python: FoundTool,
  folder: string,
  terminal: Terminal,
): Promise<Outcome> {
  const id = `heap of ${python.version}`;
  const [program, file] = ['heap-program.py', `${python.version}.jsonl.gz`].map((name) =>
    join(folder, name),
  ) as [string, string];
  writeFileSync(join(folder, 'capture.py'), CAPTURE_SCRIPT);
  writeFileSync(program, HEAP_PROGRAM);
  const words = [program, folder, file, 'names'];
  const { status, stderr } = await runTool(python, words, { timeoutMs: PATIENCE_MS });
  if (status !== 0) return { id, why: stderr.trim().split('\n').at(-1) ?? 'the capture failed' };
  const heap = await readSnapshotFile(file, terminal);
  return { ...wholeUnit(id, compareSnapshot(heap)), version: python.version };
}
