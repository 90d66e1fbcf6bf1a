/** Programs performed by an interpreter of this machine, every observation written down by our recorder. */
import { createReadStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { RECORDER_SCRIPT } from '@memstrata/gengc/conform';
import { type FoundTool, runTool } from '../../tools/tool.ts';

/** Programs by name, as their file has them. */
export type Programs = ReadonlyMap<string, unknown>;

/** What one interpreter did with one program. */
export interface Observed {
  readonly name: string;
  readonly version: string;
  readonly base: number;
  readonly frozen: number;
  /** No lines where watching disturbed the program. */
  readonly obs: readonly string[];
}

const OPTIONS = ['-I', '-S', '-B', '-X', 'utf8'];
const PATIENCE_MS = 600_000;

/** @throws Error with the last line of what the interpreter said, where it ended badly. */
export async function* performOn(
  python: FoundTool,
  programs: Programs,
  folder: string,
): AsyncGenerator<Observed> {
  const [script, source, target] = ['recorder.py', 'programs.jsonl', 'observations.jsonl'].map(
    (name) => join(folder, name),
  ) as [string, string, string];
  writeFileSync(script, RECORDER_SCRIPT);
  writeFileSync(source, [...programs.values()].map((each) => `${JSON.stringify(each)}\n`).join(''));
  const words = [...OPTIONS, script, source, target];
  const { status, stderr } = await runTool(python, words, { timeoutMs: PATIENCE_MS });
  if (status !== 0) throw new Error(lastError(stderr) ?? `status ${status}`);
  for await (const line of createInterface({ input: createReadStream(target) }))
    yield JSON.parse(line) as Observed;
}

/** Python's own last line, or the line of the engine that tells of an error, which others follow. */
function lastError(stderr: string): string | undefined {
  const lines = stderr.trim().split('\n');
  return lines.findLast((line) => /^\w*Error\b/.test(line)) ?? lines.at(-1);
}
