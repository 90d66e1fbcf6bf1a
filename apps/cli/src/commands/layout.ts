import { size } from '@memstrata/scenarios/view';
import {
  type ExecutableImage,
  exec,
  hex,
  linuxI386,
  linuxI386Limit3G,
  linuxX64,
  type Mapping,
  type Platform,
  type Process,
} from '@memstrata/segments';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type DrawnMapping, drawAddressSpace } from '../address-space-drawing.ts';
import { loaderOf, readExecutable } from '../executable.ts';
import { readingFile } from '../failure.ts';
import { wholeNumber } from '../number-option.ts';
import type { Session } from '../session.ts';
import { table } from '../table.ts';
import type { Terminal } from '../terminal.ts';

interface LayoutOptions {
  readonly stack?: number;
  readonly legacy?: boolean;
  readonly limit3g?: boolean;
  readonly seed?: number;
  readonly json?: boolean;
}

export function registerLayout(program: Command, session: Session): void {
  program
    .command('layout')
    .summary('the process exec would make of a program')
    .description(
      'Makes the process of an executable as Linux 6.18 on x86 does, without running it: the address ' +
        'space at its first instruction, the program break, the stack pointer, the auxiliary vector.',
    )
    .argument('<file>', 'an ELF executable, 32 or 64 bits')
    .argument('[argument...]', 'what follows its name in argv')
    .addOption(new Option('--stack <bytes>', 'stack limit, or unlimited').argParser(stackLimit))
    .option('--legacy', 'bottom-up mmap area (setarch --addr-compat-layout)')
    .option('--limit-3g', '3 GiB for a 32-bit program (setarch --3gb)')
    .addOption(
      new Option('--seed <n>', 'randomise addresses with this seed').argParser(wholeNumber(0)),
    )
    .option('--json', 'print one JSON object')
    .action((file: string, argv: string[], options: LayoutOptions) =>
      layout(session.terminal, file, argv, options),
    );
}

function stackLimit(text: string): number {
  if (text === 'unlimited') return Number.POSITIVE_INFINITY;
  if (/^\d+$/.test(text)) return wholeNumber(4096)(text);
  throw new InvalidArgumentError('Expected bytes or unlimited.');
}

async function layout(
  terminal: Terminal,
  file: string,
  argv: readonly string[],
  options: LayoutOptions,
): Promise<void> {
  const image = await readExecutable(file);
  const interpreters = await loaderOf(image);
  const { stack, legacy = false, seed } = options;
  const platform = platformFor(image, options);
  const made = await readingFile(file, () =>
    exec(image, {
      platform,
      interpreters,
      fileName: file,
      argv: [file, ...argv],
      legacy,
      ...(stack === undefined ? {} : { limits: { stack } }),
      ...(seed === undefined ? {} : { seed }),
    }),
  );
  if (options.json) terminal.json(asData(file, platform.name, made));
  else printLayout(terminal, file, platform.name, made);
}

function platformFor({ bits }: ExecutableImage, { limit3g }: LayoutOptions): Platform {
  if (bits === 64) return linuxX64;
  return limit3g ? linuxI386Limit3G : linuxI386;
}

const asData = (file: string, platform: string, made: Process): object => ({
  file,
  platform,
  instructionPointer: made.instructionPointer,
  stackPointer: made.stackPointer,
  breakStart: made.space.breakStart,
  bounds: made.bounds,
  auxiliary: made.auxiliary,
  mappings: [...made.space.mappings()].map(({ file: _, ...mapping }) => mapping),
});

function printLayout(terminal: Terminal, file: string, platform: string, made: Process): void {
  const { space, bounds } = made;
  const mappings = [...space.mappings()];
  terminal.line(
    `${terminal.colors.bold(file)} at its first instruction on ${platform}: ` +
      `${mappings.length} mappings`,
  );
  terminal.lines(drawAddressSpace(mappings.map(drawn), terminal));
  terminal.line();
  terminal.lines(
    table(
      [{}, { align: 'right' }, {}],
      [
        ['  instruction pointer', hex(made.instructionPointer), 'where it starts'],
        [
          '  stack pointer',
          hex(made.stackPointer),
          `${size(made.stackBytes.length, 'en')} above: strings and tables`,
        ],
        ['  program break', hex(space.breakStart), 'where the heap will begin'],
        ['  code', hex(bounds.startCode), `to ${hex(bounds.endCode)}`],
        ['  data', hex(bounds.startData), `to ${hex(bounds.endData)}`],
      ],
    ),
  );
}

const drawn = ({ start, end, permissions, shared, kind, name }: Mapping): DrawnMapping => ({
  start,
  end,
  permissions: `${permissions}${shared ? 's' : 'p'}`,
  kind,
  name: name.startsWith('[') ? name : `${kind} ${name}`.trimEnd(),
});
