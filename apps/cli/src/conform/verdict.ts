/** Adds outcomes up to a verdict and says it, as lines or as JSON. */
import { EXIT_FAILED, EXIT_OK, oneLine } from '../failure.ts';
import type { Terminal } from '../terminal.ts';
import type { Compared, Mismatch, Outcome, Skipped } from './suite.ts';

interface Count {
  matched: number;
  total: number;
}

export interface Verdict extends Readonly<Count> {
  readonly suite: string;
  readonly skipped: readonly Skipped[];
  readonly mismatches: readonly (Mismatch & { readonly id: string })[];
  readonly byVersion?: Readonly<Record<string, Readonly<Count>>>;
}

/** Mismatches printed as lines; the JSON has all of them. */
const SHOWN = 20;
/** Characters of an expected or actual value on its line. */
const VALUE = 120;

export async function verdictOf(
  suite: string,
  outcomes: AsyncIterable<Outcome> | Iterable<Outcome>,
): Promise<Verdict> {
  const sum: Count = { matched: 0, total: 0 };
  const skipped: Skipped[] = [];
  const mismatches: (Mismatch & { id: string })[] = [];
  const byVersion = new Map<string, Count>();
  for await (const outcome of outcomes) {
    if ('why' in outcome) {
      skipped.push(outcome);
      continue;
    }
    add(sum, outcome);
    if (outcome.version !== undefined) add(countOf(byVersion, outcome.version), outcome);
    for (const mismatch of outcome.mismatches) mismatches.push({ id: outcome.id, ...mismatch });
  }
  const versions = byVersion.size > 0 ? { byVersion: Object.fromEntries(byVersion) } : {};
  return { suite, ...sum, skipped, mismatches, ...versions };
}

function add(count: Count, outcome: Compared): void {
  count.matched += outcome.matched;
  count.total += outcome.total;
}

function countOf(counts: Map<string, Count>, version: string): Count {
  const count = counts.get(version) ?? { matched: 0, total: 0 };
  counts.set(version, count);
  return count;
}

/** 0 when everything compared agrees and something was compared, else 1. */
export const exitCodeOf = (verdict: Verdict): number =>
  verdict.total > 0 && verdict.matched === verdict.total ? EXIT_OK : EXIT_FAILED;

export function printVerdict(verdict: Verdict, terminal: Terminal): void {
  const { colors } = terminal;
  for (const { id, at, expected, actual } of verdict.mismatches.slice(0, SHOWN))
    terminal.line(
      `${colors.red('✗')} ${id}, ${at}: expected ${short(expected)}, actual ${short(actual)}`,
    );
  for (const [version, count] of Object.entries(verdict.byVersion ?? {}))
    terminal.line(`  ${version}: matched ${count.matched} of ${count.total}`);
  const { suite, matched, total, skipped } = verdict;
  const left = skipped.length > 0 ? `, skipped ${skipped.length} (${reasons(skipped)})` : '';
  terminal.line(`${suite}: matched ${matched} of ${total}${left}`);
}

const short = (value: string): string => {
  const line = oneLine(value);
  return line.length > VALUE ? `${line.slice(0, VALUE - 1)}…` : line;
};

function reasons(skipped: readonly Skipped[]): string {
  const counts = new Map<string, number>();
  for (const { why } of skipped) counts.set(why, (counts.get(why) ?? 0) + 1);
  return counts.size === 1
    ? (skipped[0]?.why ?? '')
    : [...counts].map(([why, count]) => `${count} ${why}`).join(', ');
}
