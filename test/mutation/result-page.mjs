// The dated page that is made of the packages' results.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { interval, stratified } from './sample.mjs';

const percent = (share) => `${(100 * share).toFixed(1)} %`;
const between = ([low, high]) => `${(100 * low).toFixed(1)}–${(100 * high).toFixed(1)} %`;

const isMissed = ({ status }) => status === 'Survived' || status === 'NoCoverage';

/** How many of the drawn mutants met which end, and which were missed. One that could not be run is neither noticed nor missed. */
export function tally(tried) {
  const count = (...statuses) => tried.filter(({ status }) => statuses.includes(status)).length;
  return {
    drawn: tried.length,
    killed: count('Killed'),
    timedOut: count('Timeout'),
    survived: count('Survived'),
    uncovered: count('NoCoverage'),
    notRun: count('RuntimeError', 'CompileError'),
    missed: tried.filter(isMissed),
  };
}

const noticed = ({ killed, timedOut }) => killed + timedOut;
const whole = ({ drawn, notRun }) => drawn - notRun;

const COLUMNS = ['mutants', 'drawn', 'killed', 'timedOut', 'survived', 'uncovered', 'notRun'];

const row = (name, counts, score, bounds) =>
  `| ${[name, ...COLUMNS.map((key) => counts[key]), percent(score), between(bounds)].join(' | ')} |`;

/** One package's line of the table. */
export const scoreRow = (result) =>
  row(
    result.name,
    result,
    noticed(result) / whole(result),
    interval(noticed(result), whole(result)),
  );

/** The packages together, each weighed by the number of its mutants. */
function totalRow(results) {
  const sums = COLUMNS.map((key) => [key, results.reduce((sum, each) => sum + each[key], 0)]);
  const { score, bounds } = stratified(
    results.map((each) => ({ size: each.mutants, part: noticed(each), whole: whole(each) })),
  );
  return row(results.map(({ name }) => name).join(' + '), Object.fromEntries(sums), score, bounds);
}

const code = (text) => `\`${text.replaceAll('`', "'").replaceAll('|', '\\|')}\``;

/** The mutants of one package no test noticed, in the order of the sources. */
function missedOf({ name, missed }) {
  return [
    '',
    `## ${name}`,
    '',
    '| where | kind | becomes | |',
    '| --- | --- | --- | --- |',
    ...missed.map(
      ({ where, kind, replacement, status }) =>
        `| ${where} | ${kind} | ${code(replacement)} | ${status === 'NoCoverage' ? 'no test comes here' : 'survived'} |`,
    ),
  ];
}

/** How and when one package's figures were made. */
const origin = ({ name, started, minutes, commit, seed, drawn, versions, machine }) =>
  `| ${[name, started.slice(0, 16).replace('T', ' '), `${minutes} min`, commit, `--sample ${drawn} --seed ${seed}`, versions, machine].join(' | ')} |`;

/** Markdown: the scores with their intervals, how they were made, then every drawn mutant that was missed. */
export const resultPage = (results) =>
  `${[
    '# Mutation score',
    '',
    'Mutants of each package are drawn at random by a seed. The score is the share a test noticed, by failing or by not coming to an end, among those that could be run; its interval of 95 % is Wilson’s, and for the packages together, each weighed by its mutants, that of a stratified sample. A package is tried with its own tests, refcount with those of its collector too; nothing is ignored: what cannot be noticed, and what only another package’s tests would notice, counts as missed.',
    '',
    '| package | mutants | drawn | killed | timed out | survived | no coverage | not run | score | 95 % interval |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...results.map(scoreRow),
    totalRow(results),
    '',
    '| package | begun (UTC) | took | commit | `npm run mutation --` | tools | machine |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...results.map(origin),
    ...results.flatMap(missedOf),
  ].join('\n')}\n`;

/** The packages' results that have been left so far. */
export const readResults = (names) =>
  names
    .map((name) => join(import.meta.dirname, 'results', `${name}.json`))
    .filter(existsSync)
    .map((file) => JSON.parse(readFileSync(file, 'utf8')));
