/** The heap of a process of this machine, captured, against what its own collector then finds. */
import { join } from 'node:path';
import { compareSnapshot } from '@memstrata/gengc/conform';
import { asset } from '../../assets.ts';
import { type Outcome, wholeUnit } from '../../conform/suite.ts';
import { readSnapshotFile } from '../../snapshot-file.ts';
import type { Terminal } from '../../terminal.ts';
import { runProgram } from '../../tools/executables.ts';
import type { FoundTool } from '../../tools/tool.ts';

const PATIENCE_MS = 300_000;

/** @param folder where `capture.py` lies, and where the heap is written */
export async function captureOutcome(
  python: FoundTool,
  folder: string,
  terminal: Terminal,
): Promise<Outcome> {
  const id = `heap of ${python.version}`;
  const file = join(folder, `${python.version}.jsonl.gz`);
  const words = [asset('gengc/capture-program.py'), folder, file, 'names'];
  const { status, stderr } = await runProgram(python.path, words, { timeoutMs: PATIENCE_MS });
  if (status !== 0) return { id, why: stderr.trim().split('\n').at(-1) ?? 'the capture failed' };
  const heap = await readSnapshotFile(file, terminal);
  return { ...wholeUnit(id, compareSnapshot(heap)), version: python.version };
}
