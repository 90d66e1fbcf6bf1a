/** The programs the repository keeps, and what each interpreter once did with them. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type Observations, readObservations } from '@memstrata/refcount/conform';
import type { Observed, Programs } from './recorder.ts';

const BELOW_ROOT = join('packages', 'gengc', 'test', 'recorded', 'programs');

/** File names: `programs.jsonl.gz` has `observations.jsonl.gz` beside it. */
const SETS = ['', 'fresh-', 'rule-', 'random-'] as const;

/** The set that `--record --seed` replaces: programs of our own generator. */
const RANDOM = 'random-';

interface StoredSet {
  readonly prefix: string;
  programs: Map<string, unknown>;
  /** By program and interpreter. */
  records: Map<string, Observed>;
}

const key = (name: string, version: string): string => `${name} on ${version}`;

export class StoredRecords {
  readonly #folder: string;
  readonly #sets: readonly StoredSet[];

  private constructor(folder: string, sets: readonly StoredSet[]) {
    this.#folder = folder;
    this.#sets = sets;
  }

  /** Those of the repository that lies in `root`; null where there is none. */
  static open(root: string | null): StoredRecords | null {
    const folder = root === null ? '' : join(root, BELOW_ROOT);
    if (root === null || !existsSync(folder)) return null;
    return new StoredRecords(
      folder,
      SETS.map((prefix) => readSet(folder, prefix)),
    );
  }

  get programs(): Programs {
    return new Map(this.#sets.flatMap(({ programs }) => [...programs]));
  }

  /** What this very interpreter did when it was recorded, if it was. */
  recordOf({ name, version }: Observed): Observed | undefined {
    for (const { records } of this.#sets) {
      const found = records.get(key(name, version));
      if (found) return found;
    }
    return undefined;
  }

  /** Random programs in place of those kept; what was recorded of the old ones goes with them. */
  replaceRandom(programs: Programs): void {
    const set = this.#sets.find(({ prefix }) => prefix === RANDOM);
    if (!set) return;
    set.programs = new Map(programs);
    set.records = new Map();
  }

  /** From now on this is the record of its program and interpreter, if it says anything else than the one before. */
  keep(observed: Observed): void {
    const at = key(observed.name, observed.version);
    for (const { programs, records } of this.#sets)
      if (
        programs.has(observed.name) &&
        records.get(at)?.obs.join('\n') !== observed.obs.join('\n')
      )
        records.set(at, observed);
  }

  /** Writes the files that change; answers their names. */
  write(): string[] {
    return this.#sets.flatMap(({ prefix, programs, records }) => {
      const contents = [
        [`${prefix}programs.jsonl.gz`, [...programs.values()]],
        [`${prefix}observations.jsonl.gz`, grouped(programs, records)],
      ] as const;
      return contents.flatMap(([file, values]) =>
        writeLines(join(this.#folder, file), values) ? [join(BELOW_ROOT, file)] : [],
      );
    });
  }
}

function readSet(folder: string, prefix: string): StoredSet {
  const programs = new Map<string, unknown>();
  const records = new Map<string, Observed>();
  for (const program of linesOf(join(folder, `${prefix}programs.jsonl.gz`)))
    programs.set((program as { readonly name: string }).name, program);
  for (const group of linesOf(join(folder, `${prefix}observations.jsonl.gz`)))
    for (const observed of ungrouped(readObservations(group)))
      records.set(key(observed.name, observed.version), observed);
  return { prefix, programs, records };
}

const ungrouped = ({ name, versions, base, frozen, obs }: Observations): Observed[] =>
  versions.map((version) => ({
    name,
    version,
    base: base[version] ?? 0,
    frozen: frozen[version] ?? 0,
    obs,
  }));

const inOrder = (one: Observed, other: Observed): number =>
  one.version.localeCompare(other.version, 'en', { numeric: true });

/** One line for each program and group of interpreters that did the same. */
function grouped(programs: Programs, records: ReadonlyMap<string, Observed>): object[] {
  const groups = new Map<string, Observed[]>();
  for (const observed of [...records.values()].sort(inOrder)) {
    const same = `${observed.name}\n${observed.obs.join('\n')}`;
    groups.set(same, [...(groups.get(same) ?? []), observed]);
  }
  const places = new Map([...programs.keys()].map((name, place) => [name, place]));
  const place = ([first]: readonly Observed[]): number => places.get(first?.name ?? '') ?? 0;
  return [...groups.values()].sort((one, other) => place(one) - place(other)).map(asGroup);
}

function asGroup(same: readonly Observed[]): object {
  const [first] = same as [Observed];
  return {
    name: first.name,
    versions: same.map(({ version }) => version),
    base: Object.fromEntries(same.flatMap((o) => (o.base > 0 ? [[o.version, o.base]] : []))),
    frozen: Object.fromEntries(same.map((o) => [o.version, o.frozen])),
    obs: first.obs,
  };
}

function linesOf(file: string): unknown[] {
  const text = textOf(file).trim();
  return text === '' ? [] : text.split('\n').map((line) => JSON.parse(line) as unknown);
}

const textOf = (file: string): string =>
  existsSync(file) ? gunzipSync(readFileSync(file)).toString() : '';

/** False if the file holds these lines already. */
function writeLines(file: string, values: readonly unknown[]): boolean {
  const text = values.map((value) => `${JSON.stringify(value)}\n`).join('');
  if (text.replaceAll(' ', '') === textOf(file).replaceAll(' ', '')) return false;
  writeFileSync(file, gzipSync(text, { level: 9 }));
  return true;
}
