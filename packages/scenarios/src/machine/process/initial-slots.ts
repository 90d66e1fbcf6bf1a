/** What the kernel has put on the stack before the first instruction, in as few words as tell its order. */
import type { Process as Executed } from '@memstrata/segments';
import type { FrameSlotRow } from '../state.ts';

type Slot = Pick<FrameSlotRow, 'name' | 'address' | 'bytes' | 'value'>;

/** The parts of the initial stack, highest address first. */
export function initialSlots(executed: Executed): readonly FrameSlotRow[] {
  return partsOf(executed).map((slot, order) => ({
    key: `slot:start:${slot.name}`,
    order,
    function: '_start',
    thread: 0,
    kind: 'initial',
    isPointer: false,
    ...slot,
  }));
}

function partsOf({ space, strings, stackPointer, auxiliary }: Executed): readonly Slot[] {
  const word = space.platform.wordSize;
  const { stackTop } = space.layout;
  const { argumentStart, environment } = strings;
  const argv = stackPointer + word;
  const envp = argv + word * (strings.arguments.length + 1);
  const auxv = envp + word * (environment.length + 1);
  const auxvEnd = auxv + 2 * word * auxiliary.length;
  return [
    { name: 'strings', address: argumentStart, bytes: stackTop - argumentStart, value: null },
    { name: 'random', address: auxvEnd, bytes: argumentStart - auxvEnd, value: null },
    { name: 'auxv', address: auxv, bytes: auxvEnd - auxv, value: null },
    { name: 'envp', address: envp, bytes: auxv - envp, value: null },
    { name: 'argv', address: argv, bytes: envp - argv, value: null },
    { name: 'argc', address: stackPointer, bytes: word, value: strings.arguments.length },
  ];
}
