/**
 * `verify allocator`: random heaps under the memcheck of this machine, against the leak classes of the model, and
 * programs that damage their heap under its glibc, against the glibc model.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Session } from '../../session.ts';
import { type FoundTool, findTool, isFound, isOfVersion, type Tool } from '../../tools/tool.ts';
import { judge, printSuites, runSuites, type Suites } from '../suite-run.ts';
import { corruptionOutcomes } from './corruptions.ts';
import { leakOutcomes } from './leak-graphs.ts';

/** How a run of the layer is asked for. */
export interface AllocatorOptions {
  readonly json?: boolean;
  /** Which random heaps and programs. @defaultValue the day, so that every day's are others */
  readonly seed?: number;
}

const DAY_MS = 86_400_000;
const GRAPHS = 20;
const PROGRAMS = 400;
/** The version of glibc whose rules and words the model has. */
const GLIBC = '2.36';

export async function verifyAllocator(session: Session, options: AllocatorOptions): Promise<void> {
  const { terminal } = session;
  const seed = options.seed ?? Math.floor(Date.now() / DAY_MS);
  const tools: Tool[] = [];
  for (const name of ['gcc', 'valgrind', 'ldd'])
    tools.push(await findTool(name, terminal.environment));
  const folder = mkdtempSync(join(tmpdir(), 'memstrata-verify-'));
  try {
    const runs = await runSuites(session, suitesOf(tools, folder, seed));
    if (options.json) terminal.json({ seed, tools, suites: runs });
    else printSuites(session, 'allocator', `seed ${seed}`, runs);
    judge(session, runs);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Each seed has heaps and programs of its own. */
function suitesOf(tools: readonly Tool[], folder: string, seed: number): Suites {
  const found = (name: string): FoundTool | undefined =>
    tools.filter(isFound).find((tool) => tool.name === name);
  const [gcc, valgrind, ldd] = [found('gcc'), found('valgrind'), found('ldd')];
  if (!gcc) return { leaks: 'gcc is missing', corruptions: 'gcc is missing' };
  const bench = { gcc: gcc.path, folder };
  const isModelled = ldd !== undefined && isOfVersion(ldd, GLIBC);
  return {
    leaks: valgrind
      ? leakOutcomes({ ...bench, valgrind: valgrind.path }, seed * GRAPHS, GRAPHS)
      : 'valgrind is missing',
    corruptions: isModelled
      ? corruptionOutcomes(bench, seed * PROGRAMS, PROGRAMS)
      : `the model speaks for glibc ${GLIBC}, ${ldd ? `here is ${ldd.version}` : 'and no ldd tells which is here'}`,
  };
}
