import type { Moment, Replay } from '@memstrata/scenarios';
import { type ComputedRef, computed, onBeforeUnmount, onMounted, type Ref, ref, watch } from 'vue';
import { linkToStep, stepOfLink } from './link.ts';
import { type Command, commandOf } from './player-keys.ts';

/** How long a step stays while playing, in milliseconds. */
const PLAYING_PACE = 1600;

/** The state of one player: a step number, and what the keys and buttons do with it. */
export interface Player {
  /** From `first` to `last`, both counted from 1. */
  readonly step: Ref<number>;
  readonly first: number;
  readonly last: number;
  readonly moment: ComputedRef<Moment>;
  readonly playing: Ref<boolean>;
  readonly showsText: Ref<boolean>;
  readonly showsKeys: Ref<boolean>;
  readonly perform: (command: Command) => void;
  readonly goTo: (step: number) => void;
}

/** A player over the steps `first` to `to` of a performed program. The step is a number; every moment is a lookup. */
export function usePlayer(replay: Replay, first = 1, to: number = replay.length): Player {
  const last = Math.min(to, replay.length);
  const step = ref(first);
  const showsText = ref(false);
  const showsKeys = ref(false);
  const goTo = (wanted: number): void => {
    step.value = Math.min(Math.max(wanted, first), last);
  };
  const { playing, play, stop } = useClock(() => {
    goTo(step.value === last ? first : step.value + 1);
    return step.value < last;
  });
  const commands: Readonly<Record<Command, () => void>> = {
    next: () => goTo(step.value + 1),
    back: () => goTo(step.value - 1),
    first: () => goTo(first),
    last: () => goTo(last),
    play: () => (playing.value ? stop() : play()),
    text: () => {
      showsText.value = !showsText.value;
    },
    keys: () => {
      showsKeys.value = !showsKeys.value;
    },
  };
  const perform = (command: Command): void => {
    if (command !== 'play' && playing.value) stop();
    commands[command]();
  };
  const moment = computed(() => replay.at(step.value - 1));
  return { step, first, last, moment, playing, showsText, showsKeys, perform, goTo };
}

/** Calls `tick` at the playing pace until it answers false or somebody stops it. */
function useClock(tick: () => boolean): {
  readonly playing: Ref<boolean>;
  readonly play: () => void;
  readonly stop: () => void;
} {
  const playing = ref(false);
  let timer: ReturnType<typeof setInterval> | undefined;
  const stop = (): void => {
    clearInterval(timer);
    playing.value = false;
  };
  const play = (): void => {
    playing.value = true;
    timer = setInterval(() => tick() || stop(), PLAYING_PACE);
    if (!tick()) stop();
  };
  onBeforeUnmount(stop);
  return { playing, play, stop };
}

/** The whole page's keys move this player, for as long as its component lives. */
export function followPageKeys({ perform }: Player): void {
  const onKey = (event: KeyboardEvent): void => {
    const command = commandOf(event);
    if (!command) return;
    event.preventDefault();
    perform(command);
  };
  onMounted(() => window.addEventListener('keydown', onKey));
  onBeforeUnmount(() => window.removeEventListener('keydown', onKey));
}

/** The link's fragment is this player's step: a link leads to it, and stepping rewrites the link. */
export function followLink({ step, last, goTo }: Player): void {
  const readLink = (): void => goTo(stepOfLink(location.hash, last));
  onMounted(() => {
    readLink();
    watch(step, (now) => history.replaceState(history.state, '', linkToStep(now)));
    window.addEventListener('hashchange', readLink);
  });
  onBeforeUnmount(() => window.removeEventListener('hashchange', readLink));
}
