// The dated page a whole run leaves.
import { arch, cpus, release, type } from 'node:os';

const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const countOf = (results, test) => results.filter(test).length;

const percent = (part, whole) => `${part} of ${whole} (${((100 * part) / whole).toFixed(1)} %)`;

function summary(results) {
  const lists = [...new Set(results.map(({ list }) => list))];
  const row = (name, some) =>
    `| ${[
      name,
      some.length,
      countOf(some, ({ kind }) => kind === 'conformance'),
      countOf(some, ({ kind }) => kind === 'scenario'),
      countOf(some, ({ kind }) => kind === 'contract'),
      countOf(some, ({ kind }) => kind === 'no end'),
      countOf(some, ({ kind }) => kind === 'law'),
      countOf(some, ({ by }) => !by),
    ].join(' | ')} |`;
  return [
    '| package | deletions | conformance | scenario | contract | no end | law only | survived |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...lists.map((name) =>
      row(
        name,
        results.filter(({ list }) => list === name),
      ),
    ),
    row('all', results),
  ];
}

/** Markdown: the figures, then every deletion with the first test that noticed. */
export function resultPage(results, { started, ended, commit, isClean, sound, listed }) {
  const whole = results.length;
  const asked = countOf(results, ({ by, kind }) => by && kind !== 'law' && kind !== 'contract');
  const noticed = countOf(results, ({ by }) => by);
  const withContract = asked + countOf(results, ({ kind }) => kind === 'contract');
  const minutes = Math.round((ended - started) / 60_000);
  return `${[
    '# Deletions',
    '',
    `Run on ${started.toISOString().slice(0, 16).replace('T', ' ')} UTC on commit ${commit}${isClean ? '' : ' with changes'}, ${minutes} minutes on ${type()} ${release()} ${arch()}, ${cpus().length} processors, Node ${process.version.slice(1)}.`,
    `With nothing deleted all tests pass: ${Object.entries(sound)
      .map(([list, passed]) => `${list} ${passed}`)
      .join(', ')}.`,
    ...(whole < listed ? [`The run was ended after ${whole} of ${listed} listed deletions.`] : []),
    `A scenario or a conformance test noticed ${percent(asked, whole)}; with the contract of allocators ${percent(withContract, whole)}; with the packages' own laws ${percent(noticed, whole)}.`,
    'The tests ask in the order conformance, scenario, contract (what every allocator must do), law, and the first to fail is named: a law is named only where the other kinds passed.',
    'A run that does not end within the limit has noticed too, and counts with the first two.',
    '',
    ...summary(results),
    '',
    '| deletion | rule | source | noticed by |',
    '| --- | --- | --- | --- |',
    ...results.map(
      ({ name, rule, source, kind, by }) =>
        `| ${name} | ${cell(rule)} | ${cell(source)} | ${by ? `${kind}: ${cell(by)}` : '**survived**'} |`,
    ),
  ].join('\n')}\n`;
}
