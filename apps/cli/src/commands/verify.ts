import { join } from 'node:path';
import { confirm, type OracleRun } from '@memstrata/scenarios/confirm';
import type { RecordedRun, Recording } from '@memstrata/scenarios/recorded';
import { count } from '@memstrata/scenarios/view';
import type { Command } from 'commander';
import { EXIT_FAILED } from '../failure.ts';
import { wholeNumber } from '../number-option.ts';
import { Progress } from '../progress.ts';
import type { Session } from '../session.ts';
import { table } from '../table.ts';
import { isFound, type Tool } from '../tools/tool.ts';
import { verifyAllocator } from '../verify/allocator/layer.ts';
import { type Collection, collectionOf } from '../verify/collection.ts';
import { verifyGengc } from '../verify/gengc/layer.ts';
import { type LiveAnswer, runLive } from '../verify/live-run.ts';
import { recordingsFolder, writeRecording } from '../verify/recordings-folder.ts';
import { verifySegments } from '../verify/segments/layer.ts';
import {
  type Omission,
  omissionsOf,
  openToolChest,
  runAt,
  type Station,
  stationsFor,
  type ToolChest,
} from '../verify/tool-chest.ts';

interface VerifyOptions {
  readonly record?: boolean;
  readonly json?: boolean;
  readonly seed?: number;
  readonly oracle?: string;
  readonly python?: string;
  readonly pyodide?: readonly string[];
}

/** One program on one tool of this machine. */
interface Trial {
  readonly subject: string;
  readonly station: Station;
  readonly run: OracleRun;
  readonly answer: LiveAnswer;
  /** The recorded run of the same tool and version, if there is one. */
  readonly recorded: RecordedRun | undefined;
}

/** What became of the library's runs. */
interface Outcome {
  readonly heading: string;
  readonly trials: readonly Trial[];
  readonly omitted: readonly (Omission & { readonly scenario: string })[];
}

export function registerVerify(program: Command, session: Session): void {
  program
    .command('verify')
    .summary('run the real tools and compare')
    .description(
      'Compiles or interprets the generated program of each scenario with the tools of this machine ' +
        'and compares what they print with the model and with the recording.',
    )
    .argument(
      '[name...]',
      'scenario ids, the package segments, allocator or gengc, or quiz for the programs of its questions; without any, the whole library',
    )
    .option('--record', 'rewrite the recordings of the repository with the answers of this machine')
    .option('--seed <n>', 'which random programs, files and heaps (the packages)', wholeNumber(0))
    .option('--python <version>', 'only interpreters of this version, such as 3.12')
    .option('--oracle <folder>', 'another generator, gen.py, whose programs are run too (gengc)')
    .option(
      '--pyodide <folder...>',
      'releases of npm’s pyodide, each a CPython of another patch release (gengc)',
    )
    .option('--json', 'print one JSON object')
    .action((names: string[], options: VerifyOptions) => {
      const [name = ''] = names;
      const layer = names.length === 1 && Object.hasOwn(layers, name) ? layers[name] : undefined;
      return layer ? layer(session, options) : verify(session, collectionOf(names), options);
    });
}

/** The packages that are held against the real thing as a whole, by name. */
const layers: Readonly<
  Record<string, (session: Session, options: VerifyOptions) => Promise<void>>
> = {
  segments: verifySegments,
  allocator: verifyAllocator,
  gengc: verifyGengc,
};

async function verify(
  session: Session,
  collection: Collection,
  options: VerifyOptions,
): Promise<void> {
  const { terminal } = session;
  const folder = options.record
    ? join(recordingsFolder(process.cwd()), collection.folder)
    : undefined;
  const chest = await openToolChest(terminal.environment, options.python);
  const trials = await performAll(session, collection, chest);
  const omitted = omissions(collection, chest);
  if (options.json) terminal.json({ tools: chest.tools, trials: trials.map(summaryOf), omitted });
  else print(session, chest, { heading: collection.heading, trials, omitted });
  if (folder !== undefined)
    for (const recording of recordingsOf(
      trials,
      options.python === undefined ? {} : collection.recordings,
    ))
      terminal.line(`recorded ${await writeRecording(folder, recording)}`);
  if (trials.length === 0 || !trials.every(isConfirmed)) session.exitCode = EXIT_FAILED;
}

async function performAll(
  { terminal }: Session,
  { subjects, recordings }: Collection,
  chest: ToolChest,
): Promise<Trial[]> {
  const progress = new Progress(terminal, 'running');
  const trials: Trial[] = [];
  for (const [index, subject] of subjects.entries())
    for (const each of confirm(subject))
      for (const station of stationsFor(each, chest)) {
        progress.update(index, subjects.length);
        const run = runAt(subject, each, station);
        const answer = await runLive(run, station.executables);
        const recorded = recordings[subject.id]?.runs.find(
          ({ tool, version }) => tool === run.tool && version === station.version,
        );
        trials.push({ subject: subject.id, station, run, answer, recorded });
      }
  progress.end();
  return trials;
}

const isConfirmed = ({ answer }: Trial): boolean =>
  'answers' in answer && answer.mismatches.length === 0;

function print(
  { terminal }: Session,
  chest: ToolChest,
  { heading, trials, omitted }: Outcome,
): void {
  const { colors } = terminal;
  terminal.line(colors.bold('Tools'));
  terminal.lines(table([{}, {}, {}], chest.tools.map(toolRow)));
  terminal.line();
  terminal.line(colors.bold(heading));
  for (const trial of trials) {
    const mark = isConfirmed(trial) ? colors.green('✓') : colors.red('✗');
    terminal.line(`  ${mark} ${trial.subject}, ${trial.station.label}: ${verdict(trial)}`);
  }
  for (const { scenario, tool, why } of omitted)
    terminal.line(`  - ${scenario}, ${tool}: not run, ${why}`);
  const confirmed = trials.filter(isConfirmed).length;
  terminal.line();
  terminal.line(`verify: ${confirmed} of ${count(trials.length, 'run')} confirmed`);
}

const toolRow = (tool: Tool): string[] =>
  isFound(tool)
    ? [`  ${tool.name}`, tool.version, tool.words ? `${tool.banner}, run by node` : tool.path]
    : [`  ${tool.name}`, '-', `missing: ${tool.why}`];

function verdict({ answer, recorded }: Trial): string {
  if ('failure' in answer) return answer.failure;
  const [first] = answer.mismatches;
  if (first) return `${first.at}: the model says ${first.expected}, the tool says ${first.actual}`;
  const agreed = `${count(answer.answers.length, 'answer')} agree with the model`;
  if (!recorded) return `${agreed}; this version is not recorded`;
  const same = JSON.stringify(recorded.answers) === JSON.stringify(answer.answers);
  return same
    ? `${agreed} and the recording of ${recorded.date}`
    : `${agreed}, not with the recording`;
}

const omissions = ({ subjects }: Collection, chest: ToolChest): Outcome['omitted'] =>
  subjects.flatMap((subject) =>
    confirm(subject).flatMap((run) =>
      omissionsOf(run, chest).map((omission) => ({ scenario: subject.id, ...omission })),
    ),
  );

const summaryOf = ({ subject, station, run, answer }: Trial): object => ({
  scenario: subject,
  tool: run.tool,
  version: station.version,
  ...answer,
});

/** @param kept - recordings of which the runs of tools that were not asked now stay. */
function recordingsOf(trials: readonly Trial[], kept: Collection['recordings']): Recording[] {
  const date = new Date().toISOString().slice(0, 10);
  const platform = `${process.platform} ${process.arch === 'x64' ? 'x86_64' : process.arch}`;
  const bySubject = new Map<string, RecordedRun[]>();
  for (const { subject, station, run, answer } of trials) {
    if (!('answers' in answer)) continue;
    const runs = bySubject.get(subject) ?? [];
    const command = run.commands.map((words) => words.join(' ')).join(' && ');
    const { version } = station;
    runs.push({ tool: run.tool, version, platform, command, date, answers: answer.answers });
    bySubject.set(subject, runs);
  }
  return [...bySubject].map(([scenario, runs]) => {
    const others = kept[scenario]?.runs ?? [];
    const isNew = ({ tool, version }: RecordedRun): boolean =>
      !runs.some((run) => run.tool === tool && run.version === version);
    return { scenario, runs: [...others.filter(isNew), ...runs] };
  });
}
