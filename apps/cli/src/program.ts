/** The command tree, and how each way of going wrong becomes one line and an exit status. */
import { Command, CommanderError } from 'commander';
import { registerCapture } from './commands/capture.ts';
import { registerConform } from './commands/conform.ts';
import { registerDemo } from './commands/demo.ts';
import { registerDuel } from './commands/duel.ts';
import { registerElf } from './commands/elf.ts';
import { registerGc } from './commands/gc.ts';
import { registerHeap } from './commands/heap.ts';
import { registerLayout } from './commands/layout.ts';
import { registerList } from './commands/list.ts';
import { registerMaps } from './commands/maps.ts';
import { registerQuiz } from './commands/quiz.ts';
import { registerRun } from './commands/run.ts';
import { registerSnapshot } from './commands/snapshot.ts';
import { registerVerify } from './commands/verify.ts';
import type { Environment } from './environment.ts';
import { EXIT_FAILED, EXIT_OK, EXIT_USAGE, oneLine } from './failure.ts';
import { didYouMean } from './nearest.ts';
import type { Input } from './quiz/chooser.ts';
import { openSession, type Session } from './session.ts';
import { type Output, Terminal } from './terminal.ts';
import { version } from './version.ts';

export interface Streams {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly environment: Environment;
}

const REGISTER = [
  registerDemo,
  registerRun,
  registerQuiz,
  registerList,
  registerMaps,
  registerElf,
  registerLayout,
  registerHeap,
  registerDuel,
  registerGc,
  registerCapture,
  registerSnapshot,
  registerConform,
  registerVerify,
] as const;

/** All commands, bound to one session. */
export function commandTree(session: Session): Command {
  const program = new Command('memstrata')
    .description('How a process uses memory, held against the real kernel, glibc and CPython.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command')
    .showSuggestionAfterError(false);
  for (const register of REGISTER) register(program, session);
  for (const command of [program, ...program.commands]) speakOnce(command, session.terminal);
  return program;
}

/** Columns beside the names of commands in which a description is still wrapped: 80 leave 39. */
const LEAST_TO_WRAP = 20;

/** Help goes to the terminal; an error of the parser is thrown, with the nearest match, and printed once. */
function speakOnce(command: Command, terminal: Terminal): void {
  command
    .helpOption('-h, --help', 'print help')
    .configureHelp({ minWidthToWrap: LEAST_TO_WRAP })
    .configureOutput({
      writeOut: (text) => terminal.print(text),
      writeErr: () => {},
      getOutHelpWidth: () => terminal.columns,
    })
    .exitOverride((error) => {
      throw error.exitCode === 0
        ? error
        : new CommanderError(EXIT_USAGE, error.code, explain(error, command));
    });
}

function explain(error: CommanderError, command: Command): string {
  const message = error.message.replace(/^error: /, '');
  const word = /'([^']*)'/.exec(message)?.[1] ?? '';
  if (error.code === 'commander.unknownOption')
    return message + didYouMean(word, optionNames(command));
  if (error.code === 'commander.unknownCommand')
    return (
      message +
      didYouMean(
        word,
        command.commands.map((known) => known.name()),
      )
    );
  return `${message} (see ${commandLine(command)} --help)`;
}

const optionNames = (command: Command): string[] => [
  '--help',
  ...command.options.flatMap((option) => (option.long ? [option.long] : [])),
];

const commandLine = (command: Command): string =>
  command.parent ? `${commandLine(command.parent)} ${command.name()}` : command.name();

/**
 * Runs one command line and resolves to its exit status: 0 done, 1 differs or unreadable input,
 * 2 wrong usage. Everything it prints goes to the given streams.
 */
export async function run(argv: readonly string[], streams: Streams): Promise<number> {
  const terminal = new Terminal(streams.stdout, streams.stderr, streams.environment);
  const session = openSession(terminal, streams.stdin);
  try {
    const words = argv.length === 0 ? ['--help'] : argv;
    await commandTree(session).parseAsync([...words], { from: 'user' });
    return session.exitCode;
  } catch (error) {
    terminal.clearProgress();
    return report(error, terminal);
  }
}

function report(error: unknown, terminal: Terminal): number {
  if (error instanceof CommanderError && error.exitCode === EXIT_OK) return EXIT_OK;
  const message = error instanceof Error ? error.message : String(error);
  terminal.complain(terminal.colors.red('memstrata: ').concat(oneLine(message)));
  return exitCodeOf(error);
}

function exitCodeOf(error: unknown): number {
  return error instanceof Error && 'exitCode' in error && typeof error.exitCode === 'number'
    ? error.exitCode
    : EXIT_FAILED;
}
