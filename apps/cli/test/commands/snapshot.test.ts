import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runProgram } from '../../src/tools/executables.ts';
import { defaultPython } from '../../src/tools/pythons.ts';
import { invoke } from '../invoke.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const folder = temporaryFolder();

/** A module that keeps two nodes in a cache, and a ring of two that nothing leads to. */
const HEAP = `{"format":2,"python":"3.13.0","objects":7,"edges":6,"collector":{"enabled":true,"counts":[1500,3,0],"thresholds":[2000,10,10],"collections":[40,3,0]}}
["builtins.module","builtins.dict","builtins.list","app.Node"]
["app","cache"]
[0,2,64,2,3,[1],0]
[1,1,64,2,3,[2],-1,[1]]
[2,1,88,2,3,[4,3]]
[3,1,48,2,3,[]]
[3,1,48,2,3,[]]
[3,1,48,0,3,[6]]
[3,1,48,0,3,[5]]
{"truth":null}
`;

function put(name: string, content: string): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

describe('snapshot', () => {
  test('tells what is unreachable, in which cycles, and why it waits', async () => {
    const { stdout, status } = await invoke(['snapshot', put('heap', HEAP)]);
    expect(status).toBe(0);
    expect(stdout).toContain('CPython 3.13.0: 7 objects');
    expect(stdout).toContain('2 unreachable (96 bytes)');
    expect(stdout).toContain('1 cycle of 2 app.Node: 2 objects, 96 bytes');
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      '2 objects wait for a collection of generation 0: its count is 1500, which must exceed 2000; 501 net allocations to go.',
    );
  });

  test('--holders tells the way to the objects of a type', async () => {
    const { stdout } = await invoke(['snapshot', put('heap', HEAP), '--holders', 'app.Node']);
    expect(stdout).toContain('4 objects of app.Node, 2 of them unreachable');
    expect(stdout).toContain('module app.__dict__ → dict["cache"] → list[…] → app.Node');
  });

  test('--dominators tells what keeps most alive', async () => {
    const { stdout } = await invoke(['snapshot', put('heap', HEAP), '--dominators', '--top', '1']);
    expect(stdout.trimEnd().split('\n').at(-1)?.trim()).toBe('312 bytes  module app');
  });

  test('--diff tells what grew', async () => {
    const after = HEAP.replace('[3,1,48,0,3,[6]]', '[3,1,148,0,3,[6]]');
    const { stdout } = await invoke(['snapshot', put('heap', HEAP), '--diff', put('after', after)]);
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^ +\+100 +0 +0 +app\.Node$/);
  });

  test('an unknown type costs one line with the nearest', async () => {
    const file = put('heap', HEAP);
    expect(await invoke(['snapshot', file, '--holders', 'app.Nod'])).toEqual({
      status: 1,
      stdout: '',
      stderr: `memstrata: ${file}: no object of type app.Nod (did you mean app.Node?)\n`,
    });
  });

  test('a cut file costs one line with the place', async () => {
    const file = put('cut', HEAP.slice(0, 200));
    const { status, stderr } = await invoke(['snapshot', file]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^memstrata: .*cut: line \d+: .+\n$/);
  });
});

const python = await defaultPython(process.env);

test.runIf('path' in python)(
  'leads from a leaking process to its holder in three commands',
  { timeout: 120_000 },
  async () => {
    writeFileSync(join(folder, 'capture.py'), (await invoke(['capture'])).stdout);
    writeFileSync(
      join(folder, 'app.py'),
      'class Node: pass\nclass Cache:\n    kept = []\nfor _ in range(50): Cache.kept.append(Node())\n',
    );
    const { status } = await runProgram(
      'path' in python ? python.path : '',
      ['-c', 'import app, capture; capture.write("heap.jsonl.gz", names=True)'],
      { cwd: folder, timeoutMs: 60_000 },
    );
    expect(status).toBe(0);
    const { stdout } = await invoke([
      'snapshot',
      join(folder, 'heap.jsonl.gz'),
      '--holders',
      'app.Node',
    ]);
    expect(stdout).toContain('50 objects of app.Node, 0 of them unreachable');
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('list[…] → app.Node');
  },
);
