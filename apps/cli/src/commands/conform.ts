import { type Command, Option } from 'commander';
import { suites } from '../conform/suites.ts';
import { exitCodeOf, printVerdict, verdictOf } from '../conform/verdict.ts';
import { UsageError } from '../failure.ts';
import { didYouMean } from '../nearest.ts';
import type { Session } from '../session.ts';
import { table } from '../table.ts';

interface ConformOptions {
  readonly root?: string;
  readonly labels?: string;
  readonly python?: string;
  readonly counts?: boolean;
  readonly json?: boolean;
}

export function registerConform(program: Command, session: Session): void {
  program
    .command('conform')
    .summary('hold recorded truth against the models')
    .description(
      'Compares what a real kernel, libc or Python was recorded to do with what the models say. ' +
        'Expected values come from the files alone.',
    )
    .argument('<suite>', 'what is compared; see below')
    .argument('<file...>', 'recordings, plain or gzip')
    .addOption(new Option('--root <dir>', 'find the recorded binaries below this folder'))
    .option('--labels <file>', 'labels of nameless lines (maps)')
    .option('--python <version>', 'only this version, or those it is a prefix of (gc)')
    .option('--counts', 'compare what counting alone decides (gc)')
    .option('--json', 'print one JSON object')
    .addHelpText('after', help)
    .action((suite: string, files: string[], options: ConformOptions) =>
      conform(session, suite, files, options),
    );
}

function help(): string {
  const rows = Object.entries(suites).map(([name, { files, unit }]) => [
    `  ${name}`,
    files,
    `per ${unit}`,
  ]);
  return [
    '',
    'Suites:',
    ...table([{}, {}, {}], rows),
    '',
    'Exit status: 0 all agree; 1 something differs or nothing could be compared;',
    '2 wrong usage, or a file that is not of the suite’s format.',
  ].join('\n');
}

async function conform(
  session: Session,
  name: string,
  files: readonly string[],
  options: ConformOptions,
): Promise<void> {
  const suite = Object.hasOwn(suites, name) ? suites[name] : undefined;
  if (!suite)
    throw new UsageError(`unknown suite '${name}'${didYouMean(name, Object.keys(suites))}`);
  const { terminal } = session;
  const { root, labels, python, counts = false } = options;
  const verdict = await verdictOf(
    name,
    suite.outcomes(files, { root, labels, python, counts, terminal }),
  );
  if (options.json) terminal.json(verdict);
  else printVerdict(verdict, terminal);
  session.exitCode = exitCodeOf(verdict);
}
