import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
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
    const { stdout } = await invoke(['snapshot', put('heap', HEAP), '--dominators', '--top', '2']);
    expect(stdout.split('\n').map((line) => line.trim().split(/ {2,}/))).toEqual([
      ['keep alive', 'objects', 'of type'],
      ['312 bytes', '1', 'builtins.module'],
      ['248 bytes', '1', 'builtins.dict'],
      [''],
      ['keeps alive', 'object'],
      ['312 bytes', 'module app'],
      ['248 bytes', 'module app.__dict__ → dict'],
      [''],
    ]);
  });

  test('a way too long for a line goes on below itself', async () => {
    const { stdout } = await invoke(['snapshot', put('heap', HEAP), '--dominators'], {
      terminal: 48,
    });
    expect(stdout).toContain(
      '   48 bytes  module app.__dict__ → dict["cache"]\n               → list[1] → app.Node\n',
    );
  });

  test('a type may be named without its module where one alone is named so', async () => {
    const { stdout } = await invoke(['snapshot', put('heap', HEAP), '--holders', 'Node']);
    expect(stdout).toContain('4 objects of app.Node, 2 of them unreachable');
    const two = put('two', HEAP.replace('"builtins.list"', '"lib.Node"'));
    expect(await invoke(['snapshot', two, '--holders', 'Node'])).toMatchObject({
      status: 1,
      stderr: `memstrata: ${two}: 2 types are named Node: lib.Node, app.Node\n`,
    });
  });

  test('--diff tells what grew', async () => {
    const after = HEAP.replace('[3,1,48,0,3,[6]]', '[3,1,148,0,3,[6]]');
    const { stdout } = await invoke(['snapshot', put('heap', HEAP), '--diff', put('after', after)]);
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^ +\+100 +0 +0 +app\.Node$/);
  });

  test('--thresholds tells when the garbage would go, now and instead', async () => {
    const file = put('heap', HEAP);
    const { stdout } = await invoke(['snapshot', file, '--thresholds', '700,10,10']);
    const rows = stdout.split('\n').filter((line) => /^\d /.test(line));
    expect(rows.map((row) => row.split(/ {2,}/))).toEqual([
      ['0', '2 objects, 96 bytes', '1500', '2000', '501', '700', '1'],
      ['1', 'none', '3', '10', '16,509', '10', '5609'],
      ['2', 'none', '0', '10', '258,630', '10', '90,430'],
    ]);
    expect(stdout).toContain('Now: the next collection takes generation 0 and comes in 501 net');
    expect(stdout).toContain('Instead: the next collection takes generation 0 and comes in 1 net');
    expect(stdout).toContain('The quarter rule: no full collection has run');
  });

  test('--thresholds takes the counts as they are: what is due comes with the next allocation', async () => {
    const file = put('heap', HEAP);
    const { stdout } = await invoke(['snapshot', file, '--thresholds', '9,2,10', '--json']);
    const { next, generations } = JSON.parse(stdout).whatIf;
    expect(next.instead).toEqual({ generation: 1, allocations: 1 });
    expect(generations[1].instead).toMatchObject({ count: 3, threshold: 2, allocations: 1 });
  });

  test('--python asks with the thresholds that version starts with', async () => {
    const [asVersion, asNumbers] = await Promise.all(
      [
        ['--python', '3.12'],
        ['--thresholds', '700,10,10'],
      ].map((words) => invoke(['snapshot', put('heap', HEAP), ...words, '--json'])),
    );
    const { python, ...rest } = JSON.parse(asVersion?.stdout ?? '').whatIf;
    const { thresholds, ...same } = JSON.parse(asNumbers?.stdout ?? '').whatIf;
    expect([python, thresholds]).toEqual(['3.12', [700, 10, 10]]);
    expect(rest).toEqual(same);
  });

  test('--replay tells a collection phase by phase on the objects around one', async () => {
    const { stdout } = await invoke(['snapshot', put('heap', HEAP), '--replay', 'app.Node']);
    const titles = stdout.split('\n').filter((line) => /^[A-Z]\w+/.test(line));
    expect(titles).toEqual([
      'Copy the counts',
      'Subtract the references among the candidates',
      'Separate the unreachable',
      'Clear',
    ]);
    expect(stdout).toContain('  #1 refers to #2: 0 left.');
    expect(stdout).toContain('  Nothing is left of #1, #2: set aside.');
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/#2 app\.Node +1 +1 +0 +freed$/);
  });

  test('--replay by number tells how what is held is rescued', async () => {
    const { stdout } = await invoke(['snapshot', put('heap', HEAP), '--replay', '3']);
    expect(stdout).toContain('Something is left of #5: held from outside, so reachable.');
    expect(stdout).toContain('#2 is referred to by #4, which is reachable: rescued.');
    expect(stdout).not.toContain('freed');
  });

  test('a collector that is not modelled is replayed by the rules of a version named', async () => {
    const file = put('incremental', HEAP.replace('3.13.0', '3.14.2'));
    const refused = await invoke(['snapshot', file, '--replay', '5']);
    expect(refused).toMatchObject({ status: 1, stdout: '' });
    expect(refused.stderr).toContain('the collector of CPython 3.14.2 is not modelled');
    const { stdout } = await invoke(['snapshot', file, '--replay', '5', '--python', '3.13']);
    expect(stdout).toContain('by the rules of CPython 3.13');
  });

  test.each([
    ['--replay 99', 1, 'no object 99: there are 7, from 0'],
    ['--replay app.Nod', 1, 'no object of type app.Nod (did you mean app.Node?)'],
    ['--thresholds 7,1', 2, 'Expected three whole numbers'],
    ['--holders app.Node --python 3.12', 2, 'leave out the other'],
    ['--replay 3 --thresholds 1,1,1', 2, 'leave out --thresholds'],
    ['--replay 3 --dominators', 2, 'expected one of --holders'],
  ])('%s costs one line', async (words, status, message) => {
    const answer = await invoke(['snapshot', put('heap', HEAP), ...words.split(' ')]);
    expect(answer).toMatchObject({ status, stdout: '' });
    expect(answer.stderr).toContain(message);
    expect(answer.stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  test('what-if of a file without counters costs one line that says what to do', async () => {
    const file = put(
      'old',
      '{"format":1,"python":"3.8.1","objects":0,"edges":0}\n[]\n{"truth":null}\n',
    );
    const { status, stderr } = await invoke(['snapshot', file, '--thresholds', '1,1,1']);
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /tells no counters \(format 1\); capture the heap with memstrata capture/,
    );
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
