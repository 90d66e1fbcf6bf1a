import { InputError } from '../../failure.ts';
import { runProgram } from '../../tools/executables.ts';

const PATIENCE_MS = 120_000;

/** What a tool prints on standard output. @throws InputError when it fails */
export async function mustRun(path: string, words: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await runProgram(path, words, { timeoutMs: PATIENCE_MS });
  if (status === 0) return stdout;
  throw new InputError(`${path}: ${stderr.trim().split('\n').at(-1) ?? `status ${status}`}`);
}
