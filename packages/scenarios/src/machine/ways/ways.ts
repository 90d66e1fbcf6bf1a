/** A Python program performed four ways at once, to compare what each finds, misses and costs. */
import type { PythonVersion } from '@memstrata/refcount';
import { MachineError } from '../../errors.ts';
import { isQuestion } from '../../observe.ts';
import type { Op, Step } from '../../program/program.ts';
import type { WayName, WayRow } from '../state.ts';
import { ByHand } from './by-hand.ts';
import { Counting, CountingAndCollecting, MarkingAndSweeping } from './on-a-heap.ts';
import type { Way } from './way.ts';

/** What every way performs, and what changes nothing for any. */
const FOLLOWED: ReadonlySet<Op> = new Set<Op>([
  'class',
  'new',
  'assign',
  'set',
  'delete',
  'collect',
  'repeat',
  'weak-reference',
  'remember-place',
]);

/** The four ways, each with names and objects of its own. */
export class Ways {
  readonly #ways: readonly (readonly [WayName, Way])[];

  constructor(python: PythonVersion) {
    this.#ways = [
      ['by-hand', new ByHand()],
      ['counting', new Counting(python)],
      ['mark-sweep', new MarkingAndSweeping(python)],
      ['cpython', new CountingAndCollecting(python)],
    ];
  }

  /** @throws MachineError for a step that is no plain making, naming and letting go of instances. */
  perform(step: Step): void {
    if (!isQuestion(step) && !FOLLOWED.has(step.op))
      throw new MachineError(
        'python.ways',
        `${step.op} is not followed four ways: make, name and let go of instances only, or leave the option out.`,
      );
    for (const [, way] of this.#ways) way.perform(step);
  }

  rows(): readonly WayRow[] {
    return this.#ways.map(([name, way], order) => ({
      key: `way:${name}`,
      order,
      way: name,
      inUse: way.inUse,
      garbage: way.garbage,
      objects: way.touched.objects,
      references: way.touched.references,
      longest: way.longest,
      misuses: way.misuses,
    }));
  }
}
