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

/** Reads of one subject; remembers the last moment that was looked at, which is the one to show. */
export class Seen {
  readonly #subject: Subject;
  readonly #overrides: MachineOptions;
  readonly #replays: Map<string, Replay>;
  #reads = 0;
  #decisive: Moment | null = null;

  /** @param replays - performed once for each machine, and shared. */
  constructor(
    subject: Subject,
    overrides: MachineOptions = {},
    replays: Map<string, Replay> = new Map(),
  ) {
    this.#subject = subject;
    this.#overrides = overrides;
    this.#replays = replays;
  }

  /** How often something was read: a measure that reads nothing measures nothing. */
  get reads(): number {
    return this.#reads;
  }

  /** The latest moment that was read; null when only records were. */
  get decisive(): Moment | null {
    return this.#decisive;
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
    this.#reads++;
    return new Seen(this.#subject, { ...this.#overrides, ...overrides }, this.#replays);
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
    if (!answer) throw new NothingSeen(this.#subject, `${tool} ${version} recorded no "${name}"`);
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
    const known = this.#replays.get(key);
    const performed = known ?? replay(subject, this.#overrides);
    this.#replays.set(key, performed);
    return performed;
  }

  #step(index: number): Step {
    const subject = this.#subject;
    const step = 'program' in subject ? subject.program[index] : undefined;
    if (!step) throw new NothingSeen(subject, `there is no step ${index}`);
    return step;
  }

  #read<T>(moment: Moment | null, value: T): T {
    this.#reads++;
    if (moment && moment.index >= (this.#decisive?.index ?? 0)) this.#decisive = moment;
    return value;
  }
}
