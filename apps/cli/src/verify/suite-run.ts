/** The suites of a layer: each runs, or a reason says why not; then the verdicts are told. */
import { count } from '@memstrata/scenarios/view';
import type { Outcome } from '../conform/suite.ts';
import { exitCodeOf, printVerdict, type Verdict, verdictOf } from '../conform/verdict.ts';
import { EXIT_FAILED, oneLine } from '../failure.ts';
import type { Session } from '../session.ts';

/** A suite that ran, or why it did not. */
export type SuiteRun = Verdict | { readonly suite: string; readonly why: string };

/** What a suite compares, by its name, or what is missing for it. */
export type Suites = Readonly<Record<string, AsyncIterable<Outcome> | string>>;

/** Runs the suites one after the other. */
export async function runSuites({ terminal }: Session, suites: Suites): Promise<SuiteRun[]> {
  const runs: SuiteRun[] = [];
  for (const [suite, outcomes] of Object.entries(suites)) {
    terminal.progress(`${suite}: recording`);
    runs.push(await runSuite(suite, outcomes));
  }
  terminal.clearProgress();
  return runs;
}

/** A recorder that cannot do its work here is a reason, not an error: the other suites still run. */
async function runSuite(
  suite: string,
  outcomes: AsyncIterable<Outcome> | string,
): Promise<SuiteRun> {
  if (typeof outcomes === 'string') return { suite, why: outcomes };
  try {
    return await verdictOf(suite, outcomes);
  } catch (error) {
    return { suite, why: oneLine(error instanceof Error ? error.message : String(error)) };
  }
}

/** Prints every verdict and the sum; `where` tells on what the layer was held. */
export function printSuites(
  { terminal }: Session,
  layer: string,
  where: string,
  runs: readonly SuiteRun[],
): void {
  for (const run of runs)
    if ('why' in run) terminal.line(`${run.suite}: not run, ${run.why}`);
    else printVerdict(run, terminal);
  const verdicts = verdictsOf(runs);
  const agreed = verdicts.filter((verdict) => exitCodeOf(verdict) === 0).length;
  terminal.line();
  terminal.line(
    `verify ${layer}: ${agreed} of ${count(verdicts.length, 'suite')} agree (${where})`,
  );
}

/** The command fails when nothing ran, or something that ran disagrees. */
export function judge(session: Session, runs: readonly SuiteRun[]): void {
  const verdicts = verdictsOf(runs);
  if (verdicts.length === 0 || verdicts.some((verdict) => exitCodeOf(verdict) !== 0))
    session.exitCode = EXIT_FAILED;
}

const verdictsOf = (runs: readonly SuiteRun[]): readonly Verdict[] =>
  runs.filter((run) => 'matched' in run);
