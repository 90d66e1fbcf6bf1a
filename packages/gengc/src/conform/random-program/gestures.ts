/** What happens in a random program, a few operations at a time. */
import type { ProgramWriter } from './program-writer.ts';

/** A few operations that belong together. */
export type Gesture =
  | 'object'
  | 'ring'
  | 'chain'
  | 'mutate'
  | 'weaken'
  | 'contain'
  | 'collect'
  | 'ask'
  | 'steer'
  | 'freeze'
  | 'save'
  | 'churn';

const LARGEST_RING = 6;

export const gestures: Readonly<Record<Gesture, (to: ProgramWriter) => void>> = {
  object(to) {
    if (!to.hasIds(1)) return gestures.mutate(to);
    const [root, other] = [to.root(), to.root()];
    to.create(root);
    if (to.random.once(2)) to.add('set', root, to.slot(), other);
    if (to.random.once(2)) to.add('set', other, to.slot(), root);
  },

  /** Tied in a row of roots, sometimes hung on another object, then let go, sometimes but for one. */
  ring(to) {
    const size = 1 + to.random.below(LARGEST_RING);
    if (!to.hasIds(size)) return gestures.mutate(to);
    const start = to.root();
    for (let at = 0; at < size; at++) to.create(to.behind(start, at));
    for (let at = 0; at < size; at++)
      to.add('set', to.behind(start, at), at % 2, to.behind(start, (at + 1) % size));
    if (to.random.once(3)) to.add('set', to.root(), to.slot(), start);
    const kept = to.random.once(3) ? to.random.below(size) : -1;
    for (let at = 0; at < size; at++) if (at !== kept) to.add('drop', to.behind(start, at));
  },

  /** A list of objects through slot 0, sometimes closed to a ring and dropped. */
  chain(to) {
    const length = to.random.pick(3, 10, 40, 120, 300);
    if (!to.hasIds(length)) return gestures.mutate(to);
    const root = to.root();
    to.add('chain', root, to.take(length), length);
    if (to.random.once(2)) to.add('set', root, 1, root);
    if (to.random.once(3)) to.add('drop', root);
  },

  mutate(to) {
    const [one, other, slot] = [to.root(), to.root(), to.slot()];
    const what = to.random.pick('set', 'set', 'set', 'clr', 'drop', 'bind', 'load');
    if (what === 'set') to.add('set', one, slot, other);
    else if (what === 'clr') to.add('clr', one, slot);
    else if (what === 'drop') to.add('drop', one);
    else if (what === 'bind') to.add('bind', one, other);
    else to.add('load', one, other, slot);
  },

  weaken(to) {
    if (!to.hasIds(1)) return gestures.mutate(to);
    const { random } = to;
    const [root, target] = [to.root(), to.root()];
    const act = random.pick(-1, 0, 0, 1, 2, 3, 4);
    to.add('wref', root, to.take(), target, act, act === 1 || act === 3 ? to.root() : 0);
    if (random.once(3)) to.add('set', root, random.below(2), to.root());
    if (random.once(3)) to.add('set', target, to.slot(), root);
    if (random.once(4)) to.add('drop', target);
    if (random.once(2)) to.add('deref', root);
    if (random.once(4)) to.add('wcount', to.root());
  },

  contain(to) {
    if (!to.hasIds(1)) return gestures.mutate(to);
    const { random } = to;
    const root = to.root();
    const item = (): number => (random.once(3) ? -1 : to.root());
    if (random.once(2)) to.add('tup', root, to.take(), item(), item(), item());
    else {
      to.add('list', root, to.take());
      for (let left = random.below(4); left > 0; left--) to.add('append', root, to.root());
      if (random.once(3)) to.add('append', root, root);
    }
    if (random.once(2)) to.add('set', to.root(), to.slot(), root);
  },

  collect(to) {
    to.add('collect', to.random.pick(0, 1, 1, 2, 2));
  },

  ask(to) {
    to.add(to.random.pick('refs', 'tracked', 'finalized'), to.root());
  },

  steer(to) {
    const { random } = to;
    if (random.once(2)) to.add(random.pick('enable', 'enable', 'disable'));
    else to.add('threshold', random.pick(0, 1, 3, 8, 20), random.below(5), random.below(4));
  },

  freeze(to) {
    to.add('freeze');
    to.add('frozen');
  },

  save(to) {
    const { random } = to;
    if (random.once(3)) to.add('debug', random.pick(0, 32));
    else to.add(random.pick('garbage', 'clear_garbage'));
  },

  churn(to) {
    to.add('churn', to.random.pick(1, 9, 90, 900));
  },
};
