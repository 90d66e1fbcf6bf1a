import { writeFile } from 'node:fs/promises';
import {
  explain,
  type Language,
  type Moment,
  ProgramError,
  replay,
  type Scenario,
  scenario,
  selectionOf,
} from '@memstrata/scenarios';
import { library } from '@memstrata/scenarios/library';
import { operationNames, toPerfetto } from '@memstrata/scenarios/source';
import { tell, tellMoment } from '@memstrata/scenarios/story';
import { figures, select, toSheet } from '@memstrata/scenarios/view';
import { type Command, Option } from 'commander';
import { InputError, readingFile, UsageError } from '../failure.ts';
import { looksLikePath, readJson } from '../file-input.ts';
import { languageOption } from '../language-option.ts';
import { didYouMean } from '../nearest.ts';
import { wholeNumber } from '../number-option.ts';
import type { Session } from '../session.ts';

interface RunOptions {
  readonly lang: Language;
  readonly step?: number;
  readonly json?: boolean;
  readonly select?: string;
  readonly perfetto?: string;
  readonly svg?: string;
}

export function registerRun(program: Command, session: Session): void {
  program
    .command('run')
    .summary('perform a scenario, step by step')
    .description(
      'Performs a scenario of the library, or a program of your own in JSON, and tells each step: ' +
        'what was decided and why, and what memory looks like afterwards.',
    )
    .argument('<scenario>', 'an id from `memstrata list`, or FILE.json')
    .addOption(languageOption())
    .addOption(new Option('--step <n>', 'only this step, from 1').argParser(wholeNumber(1)))
    .option('--select <thing>', 'show a name, an object (#1) or an address (0x28) on every layer')
    .option('--perfetto <file>', "write the replay as a trace for Perfetto's viewer")
    .option('--svg <file>', 'write the figures of one step (--step, the last without) as SVG')
    .option('--json', 'print one JSON object: every moment with its events and state')
    .action(async (name: string, options: RunOptions) => run(session, await find(name), options));
}

async function find(name: string): Promise<Scenario> {
  const known: Readonly<Record<string, Scenario>> = library;
  if (Object.hasOwn(known, name)) return known[name] as Scenario;
  if (looksLikePath(name) || name.endsWith('.json')) {
    const json = await readJson(name);
    if (typeof json !== 'object' || json === null || Array.isArray(json))
      throw new InputError(`${name}: expected a scenario as one JSON object`);
    return readingFile(name, () => checked(json as Scenario));
  }
  throw new UsageError(`unknown scenario '${name}'${didYouMean(name, Object.keys(known))}`);
}

/** The scenario; an operation there is none of is answered with the nearest one. */
function checked(written: Scenario): Scenario {
  try {
    return scenario(written);
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    const word = opAt(written, error);
    if (word === undefined || operationNames.some((name) => name === word)) throw error;
    throw new Error(error.message + didYouMean(word, operationNames));
  }
}

/** The operation as it is written where the error is, if that is what is wrong: `op`, or `steps[2].op` in a loop. */
function opAt({ program }: Scenario, { step, operand }: ProgramError): string | undefined {
  const place = /^(?:steps\[(\d+)\]\.)?op$/.exec(operand);
  if (!place) return undefined;
  const written = program[step];
  const found = written?.op === 'repeat' ? written.steps[Number(place[1])] : written;
  return typeof found?.op === 'string' ? found.op : undefined;
}

async function run(session: Session, story: Scenario, options: RunOptions): Promise<void> {
  const { terminal } = session;
  const { lang, step, json, perfetto, svg } = options;
  if (perfetto !== undefined)
    await write(session, perfetto, `${JSON.stringify(toPerfetto(replay(story), lang))}\n`);
  if (svg !== undefined) await write(session, svg, `${sheet(story, options)}\n`);
  if (perfetto !== undefined || svg !== undefined) return;
  const text = {
    columns: terminal.columns,
    color: terminal.colors.isColorSupported,
    ...(options.select === undefined ? {} : { select: options.select }),
  };
  if (step === undefined && !json) {
    terminal.print(tell(story, lang, text));
    return;
  }
  const moments = replay(story);
  const chosen = step === undefined ? [...moments] : [momentAt(moments, step)];
  if (json) terminal.json({ ...story, moments: chosen.map((moment) => told(moment, lang)) });
  else for (const moment of chosen) terminal.line(tellMoment(moment, moments.length, lang, text));
}

async function write({ terminal }: Session, file: string, text: string): Promise<void> {
  await readingFile(file, () => writeFile(file, text));
  terminal.line(`wrote ${file}`);
}

/** The figures of one step, with what is selected marked in each. */
function sheet(story: Scenario, { lang, step, select: thing }: RunOptions): string {
  const moments = replay(story);
  const moment = momentAt(moments, step ?? moments.length);
  const selection = thing === undefined ? null : selectionOf(moment.state, thing);
  const shown = figures(moment, lang);
  return toSheet(selection ? shown.map((figure) => select(figure, selection)) : shown);
}

const told = (moment: Moment, language: Language): object => ({
  ...moment,
  sentences: explain(moment, language),
});

function momentAt(moments: ReturnType<typeof replay>, step: number): Moment {
  if (step <= moments.length) return moments.at(step - 1);
  throw new UsageError(`there is no step ${step}: the steps are 1 to ${moments.length}`);
}
