import { CycleCollector } from '@memstrata/gengc';
import { type PythonVersion, pythonVersions } from '@memstrata/refcount';
import { type Program, readProgram, runProgram } from '@memstrata/refcount/conform';
import { type Command, Option } from 'commander';
import { readingFile } from '../failure.ts';
import { readJson } from '../file-input.ts';
import type { Session } from '../session.ts';
import type { Terminal } from '../terminal.ts';

interface GcOptions {
  readonly python: PythonVersion;
  readonly json?: boolean;
}

export function registerGc(program: Command, session: Session): void {
  program
    .command('gc')
    .summary('run a collector program and print what is observed')
    .description(
      'Runs a program of the collector oracle on the model and prints, after each operation, the ' +
        'counts of the three generations and what happened. 3.14.0 to 3.14.4 had another collector, ' +
        'withdrawn in 3.14.5, which is not modelled.',
    )
    .argument('<program>', 'PROGRAM.json, plain or gzip')
    .addOption(
      new Option('--python <version>', 'whose rules').choices(pythonVersions).default('3.13'),
    )
    .option('--json', 'print one JSON object, as the oracle records it')
    .addHelpText(
      'after',
      `
A line is count0,count1,count2 and then events: A or Z and an id, its first or
last slot was cleared; F, __del__ ran; W, a weak reference called back;
Gg:n:c:u, generation g was collected n times; R, the result of the operation;
Mk:ids, a list; S, the operation did nothing.`,
    )
    .action((file: string, options: GcOptions) => gc(session, file, options));
}

async function gc({ terminal }: Session, file: string, { python, json }: GcOptions): Promise<void> {
  const content = await readJson(file);
  const { program, obs } = await readingFile(file, () => observe(readProgram(content), python));
  if (json) terminal.json({ name: program.name, python, obs });
  else terminal.lines(listing(program, obs, python, terminal));
}

/** Room for an operation beside what it shows. */
const OPERATION = 24;

/** An operation and what it shows, which may take several lines: lists are long. */
function listing(
  { ops }: Program,
  obs: readonly string[],
  python: PythonVersion,
  { columns }: Pick<Terminal, 'columns'>,
): string[] {
  const texts = ['operation', '', ...ops.map((op) => op.join(' '))];
  const left = Math.min(Math.max(...texts.map(({ length }) => length)), OPERATION) + 2;
  return [`CPython ${python} shows`, ...obs].flatMap((shown, index) =>
    folded(shown, Math.max(columns - left, 20)).map((part, line) =>
      `${(line === 0 ? (texts[index] ?? '') : '').padEnd(left)}${part}`.trimEnd(),
    ),
  );
}

/** Pieces of at most so many characters, cut behind a space or a comma; a longer word stays whole. */
function folded(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(/(?<=[ ,])/)) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + word.trimEnd().length > width) lines.push(word);
    else lines[lines.length - 1] = last + word;
  }
  return lines;
}

function observe(
  program: Program,
  python: PythonVersion,
): { readonly program: Program; readonly obs: readonly string[] } {
  const obs = runProgram(program, {
    python,
    attach: (heap) => new CycleCollector(heap, { capacity: program.nids }),
  });
  return { program, obs };
}
