/** A run of `verify gengc` in lines: the interpreters with where they come from, then each suite. */
import { count } from '@memstrata/scenarios/view';
import { exitCodeOf, printVerdict, type Verdict } from '../../conform/verdict.ts';
import { table } from '../../table.ts';
import type { Terminal } from '../../terminal.ts';
import { isFound, type Tool } from '../../tools/tool.ts';

/** What came of a run. */
export interface RunReport {
  readonly tools: readonly Tool[];
  readonly suites: readonly Verdict[];
  readonly seed: number;
  /** Files of the repository that were rewritten. */
  readonly written: readonly string[];
  readonly hasRecords: boolean;
}

export function printRun(terminal: Terminal, report: RunReport): void {
  const { tools, suites, seed, written, hasRecords } = report;
  terminal.line(terminal.colors.bold('Interpreters'));
  terminal.lines(table([{}, {}], tools.map(row)));
  terminal.line();
  if (!hasRecords)
    terminal.line('records: not in a clone of the repository, the model alone is asked');
  else if (!suites.some(({ suite }) => suite === 'records'))
    terminal.line('records: none of these interpreters is recorded, the model alone is asked');
  for (const verdict of suites) printVerdict(verdict, terminal);
  for (const file of written) terminal.line(`recorded ${file}`);
  const agreed = suites.filter((verdict) => exitCodeOf(verdict) === 0).length;
  terminal.line();
  terminal.line(
    `verify gengc: ${agreed} of ${count(suites.length, 'suite')} agree ` +
      `(${count(tools.filter(isFound).length, 'interpreter')}, seed ${seed})`,
  );
}

const row = (tool: Tool): string[] =>
  isFound(tool)
    ? [`  ${tool.banner}`, tool.words ? 'run by node' : tool.path]
    : ['  -', `missing: ${tool.why}`];
