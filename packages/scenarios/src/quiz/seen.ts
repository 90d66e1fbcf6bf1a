/** What a question may look at: the replay of its program, and what real tools said. */
import type { PythonVersion } from '@memstrata/refcount';
import type { MachineEvent } from '../machine/events.ts';
import type { Moment } from '../machine/moment.ts';
import type { MachineOptions } from '../machine/profile.ts';
import { type Answer, observe } from '../observe.ts';
import type { Step } from '../program/program.ts';
import { type RecordedRun, recordings } from '../recorded.ts';
import type { Replay } from '../recorded-replay.ts';
import { replay } from '../replay.ts';
import type { Subject } from './question.ts';

/** A question looks for something that is not there; the author's mistake. */
class NothingSeen extends Error {
  constructor(subject: Subject, what: string) {
    super(`${subject.id}: ${what}`);
    this.name = 'NothingSeen';
  }
}

/** What was looked at, on all machines of one subject. */
class ReadingLog {
  reads = 0;
  decisive: Moment | null = null;
  /** The replay that the decisive moment is of. */
  replay: Replay | null = null;
  /** Performed once for each machine. */
  readonly replays: Map<string, Replay> = new Map();

  read(replay: Replay, moment: Moment): void {
    if (replay === this.replay && moment.index < (this.decisive?.index ?? 0)) return;
    this.replay = replay;
    this.decisive = moment;
  }
}

/** Reads of one subject; remembers the last moment that was looked at, which is the one to show. */
export class Seen {
  readonly #subject: Subject;
  readonly #overrides: MachineOptions;
  readonly #log: ReadingLog;

  /** @param log - shared by all machines of the subject. */
  constructor(
    subject: Subject,
    overrides: MachineOptions = {},
    log: ReadingLog = new ReadingLog(),
  ) {
    this.#subject = subject;
    this.#overrides = overrides;
    this.#log = log;
  }

  /** How often something was read: a measure that reads nothing measures nothing. */
  get reads(): number {
    return this.#log.reads;
  }

  /** The latest moment that was read; null when only records were. */
  get decisive(): Moment | null {
    return this.#log.decisive;
  }

  /** How many moments the replay has that was read last; 0 when only records were. */
  get replayLength(): number {
    return this.#log.replay?.length ?? 0;
  }

  /** What the program did from the step at `from` up to the decisive moment. */
  upToDecisive(from: number): readonly Moment[] {
    const { decisive, replay } = this.#log;
    if (!decisive || !replay || !('program' in this.#subject)) return [];
    const shown: Moment[] = [];
    for (const moment of replay) {
      if (moment.index > decisive.index) break;
      if (this.#subject.program.indexOf(moment.step) >= from) shown.push(moment);
    }
    return shown;
  }

  /** The machine's answer to the question of that name; `nth` counts equal names from 0. */
  answer(name: string, nth = 0): Answer {
    let left = nth;
    for (const moment of this.#moments)
      for (const { name: asked, value } of observe([moment]))
        if (asked === name && left-- === 0) return this.#read(moment, value);
    throw new NothingSeen(this.#subject, `no answer ${nth} to "${name}"`);
  }

  /** The moment after the step at `index` of the program, or after the last part of it. */
  moment(index: number): Moment {
    const step = this.#step(index);
    const moment = [...this.#moments].findLast((moment) => moment.step === step);
    if (!moment) throw new NothingSeen(this.#subject, `step ${index} is not performed`);
    return this.#read(moment, moment);
  }

  /** The first event of that type that a step announces. */
  event<T extends MachineEvent['type']>(
    index: number,
    type: T,
  ): Extract<MachineEvent, { readonly type: T }> {
    const step = this.#step(index);
    for (const moment of this.#moments)
      for (const event of moment.step === step ? moment.events : [])
        if (event.type === type)
          return this.#read(moment, event as Extract<MachineEvent, { readonly type: T }>);
    throw new NothingSeen(this.#subject, `step ${index} announces no ${type}`);
  }

  /** How the program ends: the fault's message, such as `SIGSEGV SEGV_MAPERR`, or `none`. */
  fault(): string {
    const last = this.#moments.at(this.#moments.length - 1);
    return this.#read(last, last.fault?.message ?? 'none');
  }

  /** The same program on another machine; options replace the program's own, field by field. */
  with(overrides: MachineOptions): Seen {
    return new Seen(this.#subject, { ...this.#overrides, ...overrides }, this.#log);
  }

  /** The same program with the rules of another Python. */
  on(version: PythonVersion): Seen {
    const subject = this.#subject;
    const python = 'machine' in subject ? subject.machine.python : {};
    return this.with({ python: { ...python, version } });
  }

  /** What a real tool answered; `version` is the start of what it says its version is. */
  recorded(name: string, tool: RecordedRun['tool'], version = ''): Answer {
    const run = this.#runs.find((run) => run.tool === tool && run.version.startsWith(version));
    const answer = run?.answers.find((answer) => answer.name === name);
    if (!answer)
      throw new NothingSeen(this.#subject, `${`${tool} ${version}`.trim()} recorded no "${name}"`);
    return this.#read(null, answer.value);
  }

  get #runs(): readonly RecordedRun[] {
    const subject = this.#subject;
    return 'runs' in subject ? subject.runs : (recordings[subject.id]?.runs ?? []);
  }

  get #moments(): Replay {
    const subject = this.#subject;
    if (!('program' in subject)) throw new NothingSeen(subject, 'it is measured, not performed');
    const key = JSON.stringify(this.#overrides);
    const known = this.#log.replays.get(key);
    const performed = known ?? replay(subject, this.#overrides);
    this.#log.replays.set(key, performed);
    return performed;
  }

  #step(index: number): Step {
    const subject = this.#subject;
    const step = 'program' in subject ? subject.program[index] : undefined;
    if (!step) throw new NothingSeen(subject, `there is no step ${index}`);
    return step;
  }

  #read<T>(moment: Moment | null, value: T): T {
    this.#log.reads++;
    if (moment) this.#log.read(this.#moments, moment);
    return value;
  }
}
