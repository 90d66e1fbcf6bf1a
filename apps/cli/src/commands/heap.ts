import { decimal } from '@memstrata/scenarios/view';
import { type Command, Option } from 'commander';
import { blockMap } from '../block-map.ts';
import { curveLines, reportLines } from '../heap-report.ts';
import { DEFAULT_POLICY, policies, policyHelp } from '../policies.ts';
import type { Session } from '../session.ts';
import type { Terminal } from '../terminal.ts';
import { recordingHelp, replayFile } from '../trace-replay.ts';

interface HeapOptions {
  readonly policy: string;
  readonly json?: boolean;
}

export function registerHeap(program: Command, session: Session): void {
  program
    .command('heap')
    .summary('play a recorded malloc trace against an allocator')
    .description(
      'Plays every allocation a program was recorded to make against an allocator over real bytes, and ' +
        'reports what the heap took for what the program asked: in figures, over time, and as a map of ' +
        'the heap at the end. Reads malloc-lab traces, logs of mtrace(3) and output of ltrace.',
    )
    .argument('<trace>', 'FILE, plain or gzip; its first line tells the format')
    .addOption(new Option('--policy <name>', 'the allocator; see below').default(DEFAULT_POLICY))
    .option('--json', 'print one JSON object')
    .addHelpText('after', policyHelp)
    .addHelpText('after', recordingHelp)
    .action((file: string, options: HeapOptions) => heap(session.terminal, file, options));
}

async function heap(terminal: Terminal, file: string, options: HeapOptions): Promise<void> {
  const { policy } = options;
  const run = await replayFile(file, policy, terminal);
  if (options.json) {
    terminal.json({ trace: file, policy, ...run.report });
    return;
  }
  const { bold } = terminal.colors;
  terminal.line(`${bold(file)} on ${policy}`);
  terminal.line(`  ${policies[policy]?.summary}`);
  terminal.line();
  terminal.lines(reportLines(run.report));
  if (run.report.operations === 0) return;
  terminal.line();
  terminal.line(bold(`Over ${decimal(run.report.operations)} operations, and the most of each`));
  terminal.lines(curveLines(run.report, terminal.columns));
  const map = blockMap(run.heap, terminal.columns);
  if (map.length === 0) return;
  terminal.line();
  terminal.line(bold('The heap at the end'));
  terminal.lines(map);
}
