/** Recorded programs that report addresses, fault, overflow the stack or meet limits, held against the model. */
import { hex } from '../address.ts';
import { exec, type Process } from '../exec/exec.ts';
import type { ExecutableImage } from '../exec/image.ts';
import { protectRelocated } from '../exec/relocation-read-only.ts';
import { siCodeNumber, signalNumber } from '../fault.ts';
import { Comparison } from './comparison.ts';
import { type Interpreters, platformOf } from './exec.ts';
import { lineText, type MapsLine, readMapsLine } from './maps-line.ts';
import { Stimuli } from './observe-steps.ts';
import { Field, type Mismatch } from './record.ts';

/**
 * The facts of one recorded program that the model predicts otherwise: everything under `expect`.
 *
 * @param record One entry of `observe.json`.
 * @param image The program, read from its file.
 * @throws {@link RecordFormatError} for anything else.
 */
export function compareObserve(
  record: unknown,
  image: ExecutableImage,
  interpreters: Interpreters,
): readonly Mismatch[] {
  const root = new Field(record);
  const given = root.get('given');
  const program = { ...image, file: { ...image.file, name: 'PROG' } };
  const process = atMain(given, program, interpreters);
  const stimuli = new Stimuli(process, given);
  stimuli.perform();
  const actual = { ...addresses(process, given), ...ending(stimuli, given) };
  const comparison = new Comparison();
  root.get('expect').filledTable();
  for (const [name, expected] of root.get('expect').entries()) {
    if (name === 'maps') compareLines(comparison, expected, process);
    else if (name === 'absent') compareAbsent(comparison, expected, process);
    else if (name === 'results') compareResults(comparison, expected, stimuli);
    else
      comparison.equal(
        name,
        canonical(expected.value),
        canonical(predicted(actual, expected, name)),
      );
  }
  return comparison.mismatches;
}

function predicted(
  actual: Readonly<Record<string, unknown>>,
  expected: Field,
  name: string,
): unknown {
  if (!Object.hasOwn(actual, name)) throw expected.wrong('a fact this comparison knows');
  return actual[name];
}

/** JSON with its keys in order. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'absent';
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${key}:${canonical(item)}`).join()}}`;
}

/** The process when its own code begins: relocated, with the libraries where the record says they are. */
function atMain(given: Field, image: ExecutableImage, interpreters: Interpreters): Process {
  const personality = given
    .get('personality')
    .items()
    .map((item) => item.text());
  const argv = given
    .get('argv')
    .items()
    .map((item) => item.text());
  const stack = given.get('limits').get('stack').number();
  const process = exec(image, {
    platform: platformOf(image.bits, personality.includes('3gb')),
    argv,
    env: given
      .get('env')
      .items()
      .map((item) => item.text()),
    fileName: argv[0] ?? '',
    interpreters,
    limits: { stack: stack === -1 ? Number.POSITIVE_INFINITY : stack },
    legacy: personality.includes('compat_layout'),
  });
  protectRelocated(process.space, image, process.bias);
  const interpreter = image.interpreter === null ? undefined : interpreters[image.interpreter];
  if (interpreter) protectRelocated(process.space, interpreter, process.interpreterBias);
  const maps = given.get('maps');
  if (maps.isPresent)
    for (const line of maps.items().map(readMapsLine)) adoptLibrary(process, line);
  return process;
}

/** Adds a recorded line where the model has nothing: libraries come by the loader, not by exec. */
function adoptLibrary({ space }: Process, line: MapsLine): void {
  for (const { start, end } of space.mappings()) if (start < line.end && line.start < end) return;
  const writable = line.permissions[1] === 'w';
  space.adopt({
    ...line,
    kind: 'mmap',
    file: line.name === '' ? null : { name: line.name, size: line.offset + line.end - line.start },
    growsDown: false,
    noReserve: false,
    accounted: writable,
    special: false,
    mayHave: 'rwx',
    anonVma: 0,
  });
}

/** Where the program, its arguments and its heap are. */
function addresses(process: Process, given: Field): Record<string, unknown> {
  const { space, imageBase, stackPointer, strings } = process;
  const word = space.platform.wordSize;
  const symbols = given.get('symbols');
  const named = symbols.isPresent ? symbols.entries() : [];
  return {
    symbols: Object.fromEntries(
      named.map(([name, offset]) => [name, hex(imageBase + offset.hex())]),
    ),
    argv: hex(stackPointer + word),
    argv0: hex(strings.arguments[0] ?? 0),
    environ: hex(stackPointer + word * (2 + strings.arguments.length)),
    start_brk: hex(space.breakStart),
  };
}

/** What happened, and how the process ended. */
function ending(stimuli: Stimuli, given: Field): Record<string, unknown> {
  const { fault, raised, space, mapping } = stimuli;
  const signal = fault ? signalNumber[fault.signal] : raised;
  const handled = given.get('exit_in_handler');
  const killedBy = signal !== null && !handled.isPresent ? signal : null;
  const exit = killedBy === null ? (signal === null ? 0 : handled.number()) : null;
  const next = [...space.mappings()].find(({ start }) => start >= space.programBreak);
  const initial = stimuli.initialStackStart;
  return {
    fault: fault && {
      signal: signalNumber[fault.signal],
      si_code: siCodeNumber[fault.siCode],
      si_addr: hex(fault.address),
    },
    exit,
    signal: killedBy,
    shell_status: killedBy === null ? exit : 128 + killedBy,
    stack_start: hex(stimuli.stackStart),
    initial_stack_start: hex(initial),
    pages_grown: (initial - stimuli.stackStart) / 4096,
    depth: stimuli.depth,
    mapping: mapping === null ? null : hex(mapping),
    brk0: hex(stimuli.break0),
    next_mapping: next ? hex(next.start) : null,
    gap_bytes: next ? next.start - space.programBreak : null,
  };
}

function compareLines(comparison: Comparison, expected: Field, { space }: Process): void {
  const lines = new Set([...space.mappings()].map(lineText));
  for (const line of expected.items().map(readMapsLine).map(lineText))
    comparison.equal('maps', line, lines.has(line) ? line : 'no such line');
}

function compareAbsent(comparison: Comparison, expected: Field, { space }: Process): void {
  const names = new Set([...space.mappings()].map(({ name }) => name));
  for (const name of expected.items().map((item) => item.text()))
    comparison.equal('absent', `no ${name}`, names.has(name) ? name : `no ${name}`);
}

function compareResults(comparison: Comparison, expected: Field, stimuli: Stimuli): void {
  for (const row of expected.items()) {
    const step = row.get('step').number();
    const result = stimuli.results[step] ?? {};
    for (const [name, value] of row.entries())
      if (name !== 'step')
        comparison.equal(
          `step ${step} ${name}`,
          canonical(value.value),
          canonical(predicted(result, value, name)),
        );
  }
}
