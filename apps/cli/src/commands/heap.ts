import type { ReplayReport } from '@memstrata/allocator/trace';
import { bytes, count, decimal } from '@memstrata/scenarios/view';
import { type Command, Option } from 'commander';
import { DEFAULT_POLICY, makeHeap, policies } from '../policies.ts';
import type { Session } from '../session.ts';
import { table } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { replayFile } from '../trace-replay.ts';

interface HeapOptions {
  readonly policy: string;
  readonly json?: boolean;
}

export function registerHeap(program: Command, session: Session): void {
  program
    .command('heap')
    .summary('play a recorded malloc trace against an allocator')
    .description(
      'Plays every allocation a program was recorded to make, in malloc-lab format, against an ' +
        'allocator over real bytes, and reports what the heap took for what the program asked.',
    )
    .argument('<trace>', 'FILE.rep, plain or gzip')
    .addOption(new Option('--policy <name>', 'the allocator; see below').default(DEFAULT_POLICY))
    .option('--json', 'print one JSON object')
    .addHelpText('after', policyHelp)
    .action((file: string, options: HeapOptions) => heap(session.terminal, file, options));
}

const policyHelp = (): string =>
  [
    '',
    'Policies:',
    ...table(
      [{}, {}],
      Object.entries(policies).map(([name, { summary }]) => [`  ${name}`, summary]),
    ),
  ].join('\n');

async function heap(terminal: Terminal, file: string, options: HeapOptions): Promise<void> {
  const report = await replayFile(file, makeHeap(options.policy), terminal);
  if (options.json) terminal.json({ trace: file, policy: options.policy, ...report });
  else {
    terminal.line(
      `${terminal.colors.bold(file)} on ${options.policy} (${policies[options.policy]?.summary})`,
    );
    terminal.line();
    terminal.lines(reportLines(report));
  }
}

/** The report as a table of figures. */
export function reportLines(report: ReplayReport): string[] {
  const calls = Object.entries(report.calls).filter(([, times]) => times > 0);
  const rows = [
    [
      'operations',
      decimal(report.operations),
      calls.map(([op, times]) => `${decimal(times)} ${op}`).join(', '),
    ],
    ['peak live', bytes(report.peakLiveBytes, 'en'), 'what the program asked for, at most'],
    ['peak heap', bytes(report.peakHeapBytes, 'en'), 'what the heap took for it, at most'],
    ['utilisation', `${(report.utilisation * 100).toFixed(1)} %`, 'peak live of peak heap'],
    [
      'at the end',
      bytes(report.liveBytes, 'en'),
      `in ${count(report.liveBlocks, 'block')} never freed`,
    ],
  ];
  if (report.failures > 0)
    rows.push(['refused', count(report.failures, 'allocation'), 'the memory was exhausted']);
  return table(
    [{}, { align: 'right' }, {}],
    rows.map(([name = '', ...rest]) => [`  ${name}`, ...rest]),
  );
}
