/** The processes that a round asks in turn, and the ratios that come of it. */
import { execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { sharedLibrary } from './peers/build.mjs';

const WINDOW_MS = 40;
/** A peer that needs longer than this for its warm-up or a window is left out of the trace. */
const LIMIT_MS = 6000;

export const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];
export const mean = (list) => list.reduce((sum, x) => sum + x, 0) / list.length;
export const geomean = (list) => Math.exp(mean(list.map(Math.log)));

/** The native replay; null, and a line that says why, without a compiler. */
export function buildNative(folder) {
  const program = join(folder, 'native-replay');
  const source = join(import.meta.dirname, 'native-replay.c');
  try {
    execFileSync('gcc', ['-O2', '-fno-builtin', '-Wno-array-bounds', '-o', program, source]);
    return program;
  } catch (error) {
    const reason = error.code === 'ENOENT' ? 'there is no gcc on the PATH' : 'gcc failed';
    console.log(
      `ratios to native glibc are skipped: ${reason}. Install gcc and libc6-dev to have them.`,
    );
    return null;
  }
}

/** A process that answers one number to each line, NaN once it is too slow or dead. */
function server(command, args, added = {}) {
  const env = { ...process.env, ...added };
  const child = spawn(command, args, { env, stdio: ['pipe', 'pipe', 'ignore'] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  child.stdin.on('error', () => {});
  let over = false;
  return {
    async ask() {
      if (over) return Number.NaN;
      child.stdin.write(`${WINDOW_MS}\n`);
      let timer;
      const late = new Promise((resolve) => {
        timer = setTimeout(resolve, LIMIT_MS, {});
      });
      const { value } = await Promise.race([answers.next(), late]);
      clearTimeout(timer);
      over = value === undefined;
      if (over) child.kill();
      return Number(value);
    },
    end: () => child.stdin.end(),
  };
}

/** `node` and its arguments for one policy on one trace. */
export const serve = (...args) => [
  process.execPath,
  [join(import.meta.dirname, 'serve.mjs'), ...args],
];

/** The server of a contestant: a policy, a peer in JavaScript or wasm, or a native library. */
export function contestant(name, { native, trace, operations, mode = '' }) {
  const written = mode === 'write' ? { WRITE: '1' } : {};
  if (name === 'glibc') return server(native, [operations], written);
  if (name === 'mimalloc') {
    const preload = { LD_PRELOAD: sharedLibrary('libmimalloc.so') };
    return server(native, [operations], { ...written, ...preload });
  }
  return server(...serve(name, trace, mode));
}

/**
 * For each of `others` the median over rounds of its speed as a ratio to the baseline, which runs before
 * and after it in the round. NaN for who did not finish.
 */
export async function ratios(baseline, others, rounds) {
  const seen = others.map(() => []);
  // The first question waits for the start and the warm-up of all, so that none is timed beside another's.
  for (const one of [baseline, ...others]) await one.ask();
  let before = await baseline.ask();
  for (let round = 0; round < rounds; round++)
    for (const [i, other] of others.entries()) {
      const took = await other.ask();
      const after = await baseline.ask();
      seen[i].push((before + after) / 2 / took);
      before = after;
    }
  for (const one of [baseline, ...others]) one.end();
  return seen.map(median);
}
