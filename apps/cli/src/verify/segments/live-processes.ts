/** Live processes: their maps and smaps as the samples keep them, and what one knows of its own memory. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type MappingLabel, parseSmaps } from '@memstrata/segments/proc';
import { asset } from '../../assets.ts';
import type { Mismatch } from '../../conform/suite.ts';
import type { Recorder } from './recorder.ts';

/** One process as `maps/NAME.json` keeps it. */
export interface MapsSample {
  readonly name: string;
  readonly maps: string;
  readonly smaps: string;
  readonly smaps_rollup: string;
  readonly status_vm: readonly string[];
  readonly mm: { readonly start_code: string; readonly end_code: string };
  readonly threads: readonly string[];
}

const PATIENCE_MS = 10_000;
/** A map that has not changed for so long is taken for one that will not. */
const STILL_MS = 200;

/** The maps of a process that holds still; null for one whose map keeps changing. */
async function sampleOf(pid: number): Promise<MapsSample | null> {
  const read = (name: string): string => readFileSync(`/proc/${pid}/${name}`, 'utf8');
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const maps = read('maps');
    await sleep(STILL_MS);
    const sample = {
      name: read('comm').trim(),
      maps,
      smaps: read('smaps'),
      smaps_rollup: read('smaps_rollup'),
      status_vm: read('status')
        .split('\n')
        .filter((line) => line.startsWith('Vm')),
      mm: codeBounds(read('stat')),
      threads: readdirSync(`/proc/${pid}/task`),
    };
    if (read('maps') === maps) return sample;
  }
  return null;
}

/** Fields 26 and 27 of `/proc/PID/stat`; the second, the name in parentheses, may hold spaces. */
function codeBounds(stat: string): MapsSample['mm'] {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const hex = (at: number): string => BigInt(fields[at - 3] ?? 0).toString(16);
  return { start_code: hex(26), end_code: hex(27) };
}

/** Programs that wait for their input: of small and large maps, with threads and without. */
export const WAITING: Readonly<Record<string, readonly string[]>> = {
  cat: [],
  bash: ['-c', 'read line'],
  perl: ['-e', '<STDIN>'],
  python3: ['-c', 'input()'],
  node: ['-e', 'process.stdin.resume()'],
};

/** The maps of a program started for that, while it waits. */
export async function recordWaiting(
  path: string,
  argv: readonly string[],
): Promise<MapsSample | null> {
  const child = spawn(path, argv, { stdio: ['pipe', 'ignore', 'ignore'] });
  try {
    return await sampleOf(child.pid ?? 0);
  } finally {
    child.stdin?.end();
    child.kill();
  }
}

/** What a program says of its own memory, and its map while it waits. */
export interface KnownProcess {
  readonly sample: MapsSample;
  readonly known: readonly { readonly kind: string; readonly address: number }[];
}

/** Runs the program that knows what its memory is for. */
export async function recordKnownProcess(recorder: Recorder): Promise<KnownProcess> {
  const path = recorder.compile('labelled', asset('segments/labelled.c'), ['-O1', '-pthread']);
  const child = spawn(path, { stdio: ['pipe', 'pipe', 'ignore'] });
  try {
    const told = await linesUntilReady(child);
    const sample = await sampleOf(child.pid ?? 0);
    if (!sample) throw new Error('the map of a waiting process keeps changing');
    const known = told.map((line) => {
      const [kind = '', address = ''] = line.split(' ');
      return { kind, address: Number.parseInt(address, 16) };
    });
    return { sample, known };
  } finally {
    child.stdin?.end();
    child.kill();
  }
}

function linesUntilReady(child: ChildProcess): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const patience = setTimeout(() => reject(new Error('it is not ready')), PATIENCE_MS);
    let text = '';
    child.on('error', reject);
    child.stdout?.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      const end = text.indexOf('ready');
      if (end < 0) return;
      clearTimeout(patience);
      resolve(text.slice(0, end).trim().split('\n'));
    });
  });
}

/** Where labels of a map contradict what the process itself said. */
export function contradictions(
  { sample, known }: KnownProcess,
  labels: readonly MappingLabel[],
): Mismatch[] {
  const entries = parseSmaps(sample.smaps);
  return known.flatMap(({ kind, address }) => {
    const index = entries.findIndex(({ start, end }) => start <= address && address < end);
    const actual = labels[index]?.kind ?? 'no line';
    return actual === kind
      ? []
      : [{ at: `line ${index} (0x${address.toString(16)})`, expected: kind, actual }];
  });
}
