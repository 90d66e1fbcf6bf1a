/**
 * A capture of a million objects: time and memory until the summary, and until the holders, are known.
 *
 * node bench/snapshot.mjs [--objects 1000000] [--python 3.12]
 */
import { execFileSync } from 'node:child_process';
import { createReadStream, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  CAPTURE_SCRIPT,
  findDominators,
  findGarbage,
  findHolders,
  findWaiting,
  garbageCycles,
  readSnapshot,
  summarize,
} from '@memstrata/gengc/snapshot';
import '../../../tooling/broken-pipe.mjs';
import { findPython } from './pythons.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    objects: { type: 'string', default: '1000000' },
    python: { type: 'string', default: '3.12' },
  },
});

/** Runs in a process of its own, so that its memory is its own. */
async function measure(file) {
  const times = [];
  let start = performance.now();
  const lap = (name) => {
    const now = performance.now();
    times.push(`${name} ${((now - start) / 1000).toFixed(2)} s`);
    start = performance.now();
  };
  let progress = 0;
  const heap = await readSnapshot(createReadStream(file), { onProgress: () => progress++ });
  lap('read');
  const garbage = findGarbage(heap);
  const { objects, unreachable } = summarize(heap, garbage);
  const { cycles } = garbageCycles(heap, garbage);
  findWaiting(heap);
  lap('summarised');
  const { clusters } = findHolders(heap, garbage, '__main__.Node');
  lap('holders');
  findDominators(heap, garbage);
  lap('dominators');
  console.log(
    `${objects} objects, ${heap.referenceCount} references, ${unreachable} unreachable in ${cycles} cycles, progress told ${progress} times`,
  );
  console.log(times.join(', '));
  console.log(`largest cluster: ${clusters[0].objects} · ${clusters[0].sentence}`);
  console.log(`peak ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB of memory`);
}

if (positionals.length > 0) await measure(positionals[0]);
else {
  const folder = mkdtempSync(join(tmpdir(), 'memstrata-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true }));
  const file = join(folder, 'heap.jsonl.gz');
  writeFileSync(join(folder, 'capture.py'), CAPTURE_SCRIPT);
  const python = findPython(options.python);
  if (!python) throw new Error(`no Python ${options.python} in pyenv or on the PATH`);
  const start = performance.now();
  execFileSync(python, [join(import.meta.dirname, 'large-heap.py'), folder, file, options.objects]);
  console.log(
    `CPython ${options.python} captured in ${((performance.now() - start) / 1000).toFixed(1)} s, ${(statSync(file).size / 1e6).toFixed(1)} MB; Node ${process.version}, ${cpus().length} × ${cpus()[0].model}, ${new Date().toISOString().slice(0, 10)}`,
  );
  process.stdout.write(execFileSync(process.execPath, [import.meta.filename, file]));
}
