/** `verify allocator`: random heaps under the memcheck of this machine, against the leak classes of the model. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitCodeOf, printVerdict, verdictOf } from '../../conform/verdict.ts';
import { EXIT_FAILED } from '../../failure.ts';
import type { Session } from '../../session.ts';
import { findTool, isFound } from '../../tools/tool.ts';
import { leakOutcomes } from './leak-graphs.ts';

/** How a run of the layer is asked for. */
export interface AllocatorOptions {
  readonly json?: boolean;
  /** Which random heaps. @defaultValue the day, so that every day's are others */
  readonly seed?: number;
}

const DAY_MS = 86_400_000;
const GRAPHS = 20;

export async function verifyAllocator(session: Session, options: AllocatorOptions): Promise<void> {
  const { terminal } = session;
  const seed = options.seed ?? Math.floor(Date.now() / DAY_MS) * GRAPHS;
  const [gcc, valgrind] = await Promise.all(
    ['gcc', 'valgrind'].map((name) => findTool(name, terminal.environment)),
  );
  if (!gcc || !valgrind || !isFound(gcc) || !isFound(valgrind)) {
    terminal.line('leaks: not run, gcc or valgrind is missing');
    session.exitCode = EXIT_FAILED;
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'memstrata-verify-'));
  try {
    terminal.progress('leaks: running memcheck');
    const bench = { gcc: gcc.path, valgrind: valgrind.path, folder };
    const verdict = await verdictOf('leaks', leakOutcomes(bench, seed, GRAPHS));
    terminal.clearProgress();
    if (options.json) terminal.json({ seed, tools: [gcc, valgrind], suites: [verdict] });
    else {
      printVerdict(verdict, terminal);
      terminal.line();
      const agreed = exitCodeOf(verdict) === 0 ? 1 : 0;
      terminal.line(
        `verify allocator: ${agreed} of 1 suite agrees (${GRAPHS} heaps, valgrind ${valgrind.version}, seed ${seed})`,
      );
    }
    if (exitCodeOf(verdict) !== 0) session.exitCode = EXIT_FAILED;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
