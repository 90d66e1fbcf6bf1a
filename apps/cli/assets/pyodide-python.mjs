// Stands for `python3` where CPython is npm's `pyodide`: node --stack-size=4000 pyodide-python.mjs [--pyodide FOLDER] [OPTION…] FILE [ARG…]
// Files are those of the machine: the folder it is started in, and the folders of absolute arguments.
import { existsSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

/** -I, -S and -B change nothing in an interpreter that has neither site packages nor a place for compiled files. */
const IGNORED = new Set(['-I', '-S', '-B', '-E', '-s', '-u']);
const START = `
import os, runpy, sys
os.chdir(_folder)
sys.argv = list(_words)
sys.path.insert(0, os.path.dirname(os.path.abspath(sys.argv[0])))
_status = 0
try:
    runpy.run_path(sys.argv[0], run_name='__main__')
except SystemExit as end:
    if end.code is not None and not isinstance(end.code, int):
        print(end.code, file=sys.stderr)
    _status = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
except BaseException:
    import traceback
    traceback.print_exc()
    _status = 1
sys.stdout.flush()
_status
`;

const words = process.argv.slice(2);
let folder;
while (words.length > 0 && words[0].startsWith('-')) {
  if (words[0] === '-X') words.shift();
  else if (words[0] === '--pyodide') folder = words.splice(1, 1)[0];
  else if (!IGNORED.has(words[0])) {
    process.stderr.write(`pyodide-python: ${words[0]} is not understood here\n`);
    process.exit(2);
  }
  words.shift();
}
if (words.length === 0) {
  process.stderr.write('usage: pyodide-python.mjs FILE [ARG…]\n');
  process.exit(2);
}

// Another release than the one beside us is loaded from its folder, which early ones must be told once more.
const { loadPyodide } = await import(
  folder === undefined ? 'pyodide' : pathToFileURL(join(folder, 'pyodide.mjs')).href
);
const python = await loadPyodide(folder === undefined ? {} : { indexURL: folder });
for (const mounted of outermost([process.cwd(), ...words.filter(isAbsolute).map(folderOf)])) {
  python.FS.mkdirTree(mounted);
  python.FS.mount(python.FS.filesystems.NODEFS, { root: mounted }, mounted);
}
python.globals.set('_folder', process.cwd());
python.globals.set('_words', words);
process.exitCode = python.runPython(START);

function folderOf(path) {
  return existsSync(path) && statSync(path).isDirectory() ? path : dirname(path);
}

/** Those that lie in no other of them. */
function outermost(folders) {
  const each = [...new Set(folders)];
  return each.filter((one) => !each.some((other) => other !== one && one.startsWith(other + sep)));
}
