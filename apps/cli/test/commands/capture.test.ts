import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { runProgram } from '../../src/tools/executables.ts';
import { defaultPython } from '../../src/tools/pythons.ts';
import { invoke } from '../invoke.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const folder = temporaryFolder();
const python = await defaultPython(process.env);

/** A service with two faults: a cache that only grows, and a ring for each request. */
const APP = `import gc
gc.set_threshold(100000, 10, 10)

class Session:
    pass

class Node:
    pass

sessions = {}

def serve(number):
    sessions["user %d" % number] = Session()
    request, response = Node(), Node()
    request.response, response.request = response, request

for number in range(50):
    serve(number)
`;

/** Why these tests cannot run here, if they cannot. */
const lacking = 'path' in python ? '' : ` (python3: ${python.why})`;

describe.skipIf(lacking)(`three commands from a leaking process${lacking}`, () => {
  const heap = join(folder, 'heap.jsonl.gz');
  const words = (stdout: string): string => stdout.replaceAll(/\s+/g, ' ');

  beforeAll(async () => {
    writeFileSync(join(folder, 'capture.py'), (await invoke(['capture'])).stdout);
    writeFileSync(join(folder, 'app.py'), APP);
    const { status } = await runProgram(
      'path' in python ? python.path : '',
      ['-c', 'import app, capture; capture.write("heap.jsonl.gz", names=True)'],
      { cwd: folder, timeoutMs: 60_000 },
    );
    expect(status).toBe(0);
  }, 120_000);

  test('lead to the name of what holds the objects', async () => {
    const { stdout } = await invoke(['snapshot', heap, '--holders', 'app.Session']);
    expect(stdout).toContain('50 objects of app.Session, 0 of them unreachable');
    expect(words(stdout)).toContain(
      'held by module app.__dict__ → dict["sessions"] → dict[…] → app.Session',
    );
  });

  test('lead to the reason why garbage waits, with the numbers', async () => {
    const { stdout } = await invoke(['snapshot', heap]);
    expect(words(stdout)).toMatch(/50 cycles of 2 app\.Node/);
    const [, count = '', toGo = ''] =
      /wait for a collection of generation 0: its count is ([\d,]+), which must exceed 100000; ([\d,]+) net allocations to go\./.exec(
        words(stdout),
      ) ?? [];
    const [counted, left] = [count, toGo].map((text) => Number(text.replaceAll(',', '')));
    expect(counted).toBeGreaterThanOrEqual(100);
    expect((counted ?? 0) + (left ?? 0)).toBe(100_001);
  });

  test('tell what other thresholds would have done', async () => {
    const { stdout } = await invoke(['snapshot', heap, '--thresholds', '50,10,10']);
    expect(words(stdout)).toContain('Instead: the next collection takes generation');
    expect(words(stdout)).toContain('comes in 1 net allocation.');
  });
});
