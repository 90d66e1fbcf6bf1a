import type { ReplayReport } from '@memstrata/allocator/trace';
import { bytes, count, decimal } from '@memstrata/scenarios/view';
import type { Command } from 'commander';
import { curve } from '../heap-curves.ts';
import { percent, pinText, probesText } from '../heap-report.ts';
import { policyHelp, requirePolicy } from '../policies.ts';
import type { Session } from '../session.ts';
import { table } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { recordingHelp, replayFile } from '../trace-replay.ts';

interface DuelOptions {
  readonly json?: boolean;
}

/** One policy and what it made of the trace. */
interface Corner {
  readonly policy: string;
  readonly report: ReplayReport;
}

export function registerDuel(program: Command, session: Session): void {
  program
    .command('duel')
    .summary('play one malloc trace against several allocators')
    .description(
      'Plays the same recorded allocations against each allocator and sets side by side what they took, ' +
        'what they wasted inside and between blocks, how long they searched, and what pins their tops.',
    )
    .argument('<trace>', 'FILE, plain or gzip: malloc lab, mtrace or ltrace')
    .argument('<policy...>', 'the allocators; see below')
    .option('--json', 'print one JSON object')
    .addHelpText('after', policyHelp)
    .addHelpText('after', recordingHelp)
    .action((file: string, names: string[], options: DuelOptions) =>
      duel(session.terminal, file, names, options),
    );
}

async function duel(
  terminal: Terminal,
  file: string,
  names: readonly string[],
  options: DuelOptions,
): Promise<void> {
  for (const name of names) requirePolicy(name);
  const corners: Corner[] = [];
  for (const policy of new Set(names))
    corners.push({ policy, report: (await replayFile(file, policy, terminal)).report });
  if (options.json)
    terminal.json({
      trace: file,
      policies: corners.map(({ policy, report }) => ({ policy, ...report })),
    });
  else print(terminal, file, corners);
}

function print(terminal: Terminal, file: string, corners: readonly Corner[]): void {
  const { bold } = terminal.colors;
  const [first] = corners;
  if (!first) return;
  const { operations, peakLiveBytes } = first.report;
  terminal.line(
    `${bold(file)}: ${count(operations, 'operation')}, at most ${bytes(peakLiveBytes, 'en')} live`,
  );
  terminal.line();
  terminal.lines(figures(corners));
  terminal.line();
  terminal.line('  heap: peak bytes, of which live at most; at the end, bytes inside used');
  terminal.line('  chunks, share of the free bytes no request can have, largest free chunk;');
  terminal.line('  probes: free chunks looked at for each request');
  terminal.line();
  terminal.line(
    bold('Heap bytes over the run, all to one scale, and what pins the top at its end'),
  );
  terminal.lines(curves(corners, terminal.columns));
}

function figures(corners: readonly Corner[]): string[] {
  const titles = ['  policy', 'heap', 'live', 'inside', 'external', 'largest', 'probes', 'refused'];
  const rows = corners.map(({ policy, report }) => {
    const { peakHeapBytes, utilisation, fragmentation, failures } = report;
    return [
      `  ${policy}`,
      decimal(peakHeapBytes),
      percent(utilisation),
      decimal(fragmentation?.internalBytes ?? 0),
      percent(fragmentation?.external ?? 0),
      decimal(fragmentation?.largestFree ?? 0),
      probesText(report),
      decimal(failures),
    ];
  });
  const refused = corners.some(({ report }) => report.failures > 0);
  const shown = refused ? titles.length : titles.length - 1;
  return table(
    titles.slice(0, shown).map((title, i) => ({ title, align: i === 0 ? 'left' : 'right' })),
    rows.map((row) => row.slice(0, shown)),
  );
}

function curves(corners: readonly Corner[], columns: number): string[] {
  const most = Math.max(...corners.map(({ report }) => report.peakHeapBytes));
  const width = Math.max(16, Math.min(48, columns - 56));
  const [first] = corners;
  const live = first ? curve(first.report.samples, ({ liveBytes }) => liveBytes, width, most) : '';
  return table(
    [{}, {}, {}],
    [
      ['  (live)', live, ''],
      ...corners.map(({ policy, report }) => [
        `  ${policy}`,
        curve(report.samples, ({ heapBytes }) => heapBytes, width, most),
        report.pin ? pinText(report.pin) : 'nothing',
      ]),
    ],
  );
}
