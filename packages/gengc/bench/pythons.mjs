/** The CPythons of this machine, from pyenv and the PATH, and a running one to talk to. */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';

/** The first interpreter of the version, as `3.12`; undefined when there is none. */
export function findPython(version) {
  return [...fromPyenv(version), ...fromPath(version)].find((path) => versionOf(path) === version);
}

function fromPyenv(version) {
  const folder = join(process.env.PYENV_ROOT ?? join(homedir(), '.pyenv'), 'versions');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.startsWith(`${version}.`))
    .map((name) => join(folder, name, 'bin', 'python'));
}

const fromPath = (version) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => [join(folder, `python${version}`), join(folder, 'python3')])
    .filter((path) => existsSync(path));

function versionOf(path) {
  try {
    const text = execFileSync(path, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])']);
    return text.toString().trim();
  } catch {
    return null;
  }
}

/** Starts a script that answers each line of JSON with one; `ask` waits for the answer. */
export async function talkTo(python, script) {
  const child = spawn(python, ['-I', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => JSON.parse((await lines.next()).value);
  const hello = await answer();
  return {
    version: hello.python,
    ask(request) {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      return answer();
    },
    end: () => child.stdin.end(),
  };
}
