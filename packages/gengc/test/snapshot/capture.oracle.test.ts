import { execFileSync } from 'node:child_process';
import {
  createReadStream,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareSnapshot, HEAP_PROGRAM } from '../../src/conform/index.ts';
import {
  CAPTURE_SCRIPT,
  findGarbage,
  findHolders,
  type HeapSnapshot,
  readSnapshot,
} from '../../src/snapshot/index.ts';

const RECORDED = join(import.meta.dirname, '../recorded/captures');
const VERSIONS = join(homedir(), '.pyenv/versions');

const pythons = existsSync(VERSIONS)
  ? readdirSync(VERSIONS)
      .filter((version) => version.startsWith('3.'))
      .sort((one, other) => Number(one.split('.')[1]) - Number(other.split('.')[1]))
      .map((version) => [version, join(VERSIONS, version, 'bin/python')] as const)
  : [];

const folder = mkdtempSync(join(tmpdir(), 'memstrata-capture-'));
const program = join(folder, 'heap-program.py');
beforeAll(() => {
  writeFileSync(join(folder, 'capture.py'), CAPTURE_SCRIPT);
  writeFileSync(program, HEAP_PROGRAM);
});
afterAll(() => rmSync(folder, { recursive: true }));

const read = (file: string): Promise<HeapSnapshot> => readSnapshot(createReadStream(file));

function expectTruth(heap: HeapSnapshot): void {
  expect(heap.recorded?.garbage.length).toBeGreaterThan(1000);
  expect(compareSnapshot(heap)).toEqual([]);
  expect(findGarbage(heap).overcounted).toBe(0);
  expect(heap.header.collector?.enabled).toBe(false);
}

describe('captures recorded earlier', () => {
  test.each(readdirSync(RECORDED))(
    '%s: the garbage found is what the interpreter collected',
    async (file) => {
      expectTruth(await read(join(RECORDED, file)));
    },
  );

  test('name the holder of what is kept', async () => {
    const heap = await read(join(RECORDED, '3.13.0.jsonl.gz'));
    const { clusters, unreachable } = findHolders(heap, findGarbage(heap), '__main__.Node');
    expect(unreachable).toBe(200);
    expect(clusters.map(({ objects, sentence }) => [objects, sentence])).toEqual([
      [
        80,
        'module __main__.__dict__ → dict["cache"] → dict[…] → __main__.Node.children → list[…] → __main__.Node',
      ],
      [20, 'module __main__.__dict__ → dict["cache"] → dict[…] → __main__.Node'],
    ]);
  });
});

/** The first and the last found; `npm run verify -- gengc` tries every one. */
const outermost = pythons.filter((_, index) => index === 0 || index === pythons.length - 1);

describe.each(outermost)('Python %s', (version, python) => {
  test('writes a heap whose garbage is what it then collects', { timeout: 120_000 }, async () => {
    const file = join(folder, `${version}.jsonl.gz`);
    execFileSync(python, [program, folder, file, 'names']);
    const heap = await read(file);
    expect(heap.header.python).toBe(version);
    expectTruth(heap);
    expect(readdirSync(folder).filter((name) => name.includes('.part-'))).toEqual([]);
  });
});

const [, latest] = pythons.at(-1) ?? [];

describe.runIf(latest)('a capture', () => {
  const run = (code: string): string =>
    execFileSync(latest as string, ['-c', code], { cwd: folder, encoding: 'utf8' });

  test('holds no values, and no keys unless they are asked for', { timeout: 120_000 }, async () => {
    const file = join(folder, 'private.jsonl');
    run(
      `import capture; kept = {'key of a secret': 'the secret itself'}; capture.write(${JSON.stringify(file)})`,
    );
    const heap = await read(file);
    expect(heap.names.some((name) => name.includes('secret'))).toBe(false);
    run(
      `import capture; kept = {'key of a secret': 'the secret itself'}; capture.write(${JSON.stringify(file)}, names=True)`,
    );
    const named = await read(file);
    expect(named.names).toContain('key of a secret');
    expect(named.names).not.toContain('the secret itself');
  });

  test('that fails leaves the earlier file and nothing else', { timeout: 120_000 }, () => {
    const file = join(folder, 'whole.jsonl');
    const code = `import capture, os
path = ${JSON.stringify(file)}
open(path, 'w').write('earlier')
capture._put = lambda *_: 1 / 0
try:
    capture.write(path)
except ZeroDivisionError:
    print(open(path).read(), [name for name in os.listdir('.') if '.part-' in name])`;
    expect(run(code)).toBe('earlier []\n');
  });

  test('by the script of remote execution leaves no garbage and no names in the process', {
    timeout: 120_000,
  }, async () => {
    const file = join(folder, 'remote.jsonl');
    const code = `import capture, gc
script = capture.remote_script(open('capture.py').read(), ${JSON.stringify(file)}, False)
gc.collect(); gc.disable()
before = set(globals())
exec(script, globals())
print(gc.isenabled(), sorted(set(globals()) - before - {'before'}))`;
    expect(run(code)).toBe('False []\n');
    expect((await read(file)).objectCount).toBeGreaterThan(1000);
  });

  test('from outside waits for the file, tells the other process’s failure, and gives up in time', {
    timeout: 120_000,
  }, async () => {
    const file = join(folder, 'attached.jsonl');
    // What 3.14 does by sys.remote_exec: the process named runs the script. Here one is started for it.
    const code = `import capture, os, subprocess, sys, tempfile
scripts = []
def remote_exec(pid, script):
    scripts.append((script, oct(os.stat(script).st_mode & 0o777)))
    if pid: subprocess.Popen([sys.executable, script]).wait()
sys.remote_exec = remote_exec
capture.attach(1, ${JSON.stringify(file)})
os.mkdir('taken')
for pid, path in (1, 'taken'), (0, 'late.jsonl'):
    try:
        capture.attach(pid, path, seconds=0.2)
    except Exception as error:
        told = str(error).strip().split('\\n')
        print(type(error).__name__, told[0], told[-1].split(': ')[0])
print([mode for script, mode in scripts], any(os.path.exists(script) for script, mode in scripts))`;
    const lines = run(code).trim().split('\n');
    expect((await read(file)).objectCount).toBeGreaterThan(1000);
    const late = 'process 0 did not answer within 0 seconds';
    expect(lines).toEqual([
      'RuntimeError process 1 could not write its heap: IsADirectoryError',
      `RuntimeError ${late} ${late}`,
      "['0o644', '0o644', '0o644'] False",
    ]);
  });
});
