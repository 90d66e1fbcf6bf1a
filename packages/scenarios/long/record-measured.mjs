/**
 * Runs the programs of ../measured on this machine and writes what they print beside them.
 *
 *   node long/record-measured.mjs [NAME…]
 *
 * A program prints lines `question = answer`. Each run keeps the command that made it; a first recording
 * gets its commands from the file's `commands`, where $FILE is the source and $NAME the program.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = new URL('../measured/', import.meta.url);
const EXTENSIONS = { c: 'c', python: 'py' };

const shell = (command, cwd) =>
  execFileSync('bash', ['-c', `${command} 2>&1`], { cwd, encoding: 'utf8', timeout: 120_000 });

const firstLine = (text) => text.trim().split('\n')[0];

/** What the tool and the library that matters say of themselves. */
function versionOf(tool, command, cwd) {
  if (tool === 'python') return firstLine(shell(`${command.split(' ')[0]} --version`, cwd));
  const libc = /GLIBC (\S+)\)/.exec(firstLine(shell('ldd --version', cwd)))?.[1];
  return `${firstLine(shell(`${tool} --version`, cwd))}, glibc ${libc}`;
}

const answerOf = (word) =>
  /^-?[\d,]+(\.\d+)?$/.test(word)
    ? Number(word.replaceAll(',', ''))
    : word === 'True' || word === 'False'
      ? word === 'True'
      : word;

const answersOf = (text) =>
  text.split('\n').flatMap((line) => {
    const found = /^(.+?) = (.+)$/.exec(line);
    return found ? [{ name: found[1], value: answerOf(found[2]) }] : [];
  });

function record(file) {
  const measured = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
  const name = measured.scenario;
  const source = `${name}.${EXTENSIONS[measured.language]}`;
  const cwd = mkdtempSync(join(tmpdir(), 'memstrata-'));
  try {
    writeFileSync(join(cwd, source), `${measured.source.join('\n')}\n`);
    measured.runs = measured.commands.map(({ tool, command: written }) => {
      const command = written.replaceAll('$FILE', source).replaceAll('$NAME', name);
      return {
        tool,
        version: versionOf(tool, command, cwd),
        platform: `${process.platform} x86_64`,
        command,
        date: new Date().toISOString().slice(0, 10),
        answers: answersOf(shell(command, cwd)),
      };
    });
  } finally {
    rmSync(cwd, { recursive: true });
  }
  writeFileSync(new URL(file, folder), `${JSON.stringify(measured, null, 2)}\n`);
  for (const { version, answers } of measured.runs)
    console.log(name, version, answers.map((a) => `${a.name} = ${a.value}`).join('; '));
}

const wanted = process.argv.slice(2);
for (const file of readdirSync(folder).filter((name) => name.endsWith('.json')))
  if (wanted.length === 0 || wanted.includes(file.replace('.json', ''))) record(file);
