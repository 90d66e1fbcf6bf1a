import type { Moment, Replay } from '@memstrata/scenarios';
import { type ComputedRef, computed, onBeforeUnmount, onMounted, type Ref, ref } from 'vue';
import { linkToStep, stepOfLink } from './link.ts';
import { type Command, commandOf } from './player-keys.ts';

/** How long a step stays while playing, in milliseconds. */
const PLAYING_PACE = 1600;

/** The state of one player: a step number, from 1, and what the keys and buttons do with it. */
export interface Player {
  readonly step: Ref<number>;
  readonly count: number;
  readonly moment: ComputedRef<Moment>;
  readonly playing: Ref<boolean>;
  readonly showsText: Ref<boolean>;
  readonly showsKeys: Ref<boolean>;
  readonly perform: (command: Command) => void;
  readonly goTo: (step: number) => void;
}

/** A player over a performed program. The step is a number; every moment is a lookup. */
export function usePlayer(replay: Replay): Player {
  const step = ref(1);
  const playing = ref(false);
  const showsText = ref(false);
  const showsKeys = ref(false);
  const count = replay.length;
  let timer: ReturnType<typeof setInterval> | undefined;

  const goTo = (wanted: number): void => {
    step.value = Math.min(Math.max(wanted, 1), count);
    history.replaceState(history.state, '', linkToStep(step.value));
    if (step.value === count) stop();
  };
  const stop = (): void => {
    clearInterval(timer);
    playing.value = false;
  };
  const play = (): void => {
    if (step.value === count) goTo(1);
    playing.value = true;
    timer = setInterval(() => goTo(step.value + 1), PLAYING_PACE);
  };
  const commands: Readonly<Record<Command, () => void>> = {
    next: () => goTo(step.value + 1),
    back: () => goTo(step.value - 1),
    first: () => goTo(1),
    last: () => goTo(count),
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

  followKeysAndLinks(perform, () => {
    step.value = stepOfLink(location.hash, count);
  });
  onBeforeUnmount(stop);
  return {
    step,
    count,
    moment: computed(() => replay.at(step.value - 1)),
    playing,
    showsText,
    showsKeys,
    perform,
    goTo,
  };
}

/** Listens to the page's keys and to changes of the link for as long as the component lives. */
function followKeysAndLinks(perform: (command: Command) => void, readLink: () => void): void {
  const onKey = (event: KeyboardEvent): void => {
    const command = commandOf(event);
    if (!command) return;
    event.preventDefault();
    perform(command);
  };
  onMounted(() => {
    readLink();
    window.addEventListener('keydown', onKey);
    window.addEventListener('hashchange', readLink);
  });
  onBeforeUnmount(() => {
    window.removeEventListener('keydown', onKey);
    window.removeEventListener('hashchange', readLink);
  });
}
