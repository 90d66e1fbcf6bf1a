/** The latest collection as it was announced: what became of each candidate. */
import type { EventsOf } from './events.ts';
import type { CandidateRow } from './state.ts';

/** What has been decided about a candidate so far. */
export type Verdict =
  | 'counted'
  | 'reachable'
  | 'set-aside'
  | 'rescued'
  | 'finalized'
  | 'resurrected'
  | 'spared'
  | 'cleared'
  | 'deallocated';

/** The parts of a collection, in order. */
export type Phase =
  | 'copy'
  | 'subtract'
  | 'separate'
  | 'weak-references'
  | 'finalize'
  | 'resurrect'
  | 'clear'
  | 'finish';

type GcEvent = EventsOf<'gengc'>;

/** The phase an event of the collector belongs to. */
const phases: Readonly<Record<GcEvent['type'], Phase>> = {
  'collection-scheduled': 'copy',
  'collection-postponed': 'copy',
  'collection-started': 'copy',
  'count-copied': 'copy',
  'reference-subtracted': 'subtract',
  'found-reachable': 'separate',
  'set-aside': 'separate',
  rescued: 'separate',
  untracked: 'separate',
  promoted: 'separate',
  'weak-reference-cleared': 'weak-references',
  'called-back': 'weak-references',
  finalized: 'finalize',
  resurrected: 'resurrect',
  spared: 'resurrect',
  saved: 'clear',
  cleared: 'clear',
  'collection-finished': 'finish',
};

const verdicts: Readonly<Partial<Record<GcEvent['type'], Verdict>>> = {
  'found-reachable': 'reachable',
  'set-aside': 'set-aside',
  rescued: 'rescued',
  finalized: 'finalized',
  resurrected: 'resurrected',
  spared: 'spared',
  cleared: 'cleared',
};

/** Phases that read counts and change none. */
const ONLY_LOOK: ReadonlySet<Phase> = new Set<Phase>(['copy', 'subtract', 'separate', 'resurrect']);

/** More candidates than this are not followed one by one. */
const MOST_FOLLOWED = 60;

/** Follows collections through their events. */
export class Trial {
  #rows: Map<number, CandidateRow> = new Map();
  #finalized = false;
  /** The phase of the collection that runs, or null. */
  phase: Phase | null = null;

  /** A new statement: the last collection is history. */
  begin(): void {
    if (this.#rows.size > 0) this.#rows = new Map();
    this.phase = null;
    this.#finalized = false;
  }

  /** Whether an event begins another phase than the one that runs. */
  opens(event: GcEvent): boolean {
    return this.phase !== null && this.#phaseOf(event) !== this.phase;
  }

  /** Whether the phase that runs changes no count: counting then belongs to the next. */
  get onlyLooks(): boolean {
    return this.phase !== null && ONLY_LOOK.has(this.phase);
  }

  /** A finalizer has run: the counts are looked at once more. */
  #phaseOf(event: GcEvent): Phase {
    const phase = phases[event.type];
    return this.#finalized && ONLY_LOOK.has(phase) ? 'resurrect' : phase;
  }

  add(event: GcEvent): void {
    this.phase = this.#phaseOf(event);
    if (event.type === 'finalized') this.#finalized = true;
    if (event.type === 'collection-started') this.#start(event.candidates);
    if (event.type === 'count-copied')
      this.#alter(event.object, { refcount: event.refcount, external: event.refcount });
    if (event.type === 'reference-subtracted')
      this.#alter(event.referent, { external: event.externalRefs });
    const verdict = verdicts[event.type];
    if (verdict !== undefined && 'object' in event) this.#alter(event.object, { verdict });
  }

  /** An object is gone, whoever took it. */
  deallocated(object: number): void {
    this.#alter(object, { verdict: 'deallocated' });
  }

  rows(): readonly CandidateRow[] {
    return [...this.#rows.values()].sort((a, b) => a.order - b.order);
  }

  #start(candidates: readonly number[]): void {
    this.#rows = new Map();
    if (candidates.length > MOST_FOLLOWED) return;
    for (const object of candidates) {
      const key = `candidate:${object}`;
      const row = { key, order: object, object, refcount: 0, external: 0, verdict: 'counted' };
      this.#rows.set(object, row as CandidateRow);
    }
  }

  #alter(object: number, change: Partial<CandidateRow>): void {
    const row = this.#rows.get(object);
    if (row) this.#rows.set(object, Object.freeze({ ...row, ...change }));
  }
}
