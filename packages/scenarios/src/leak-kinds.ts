/** memcheck's kinds of blocks that are left: as the model counts them, and as memcheck prints them. */
import { RecordFormatError } from './errors.ts';
import type { Observation } from './observe.ts';

const LEAK_KINDS = ['definitely lost', 'indirectly lost', 'possibly lost', 'still reachable'];

/** Bytes and blocks of each of memcheck's kinds; one of `blocks` may stand for several. */
export const inKinds = (
  found: readonly { readonly kind: string; readonly bytes: number; readonly blocks?: number }[],
): readonly Observation[] =>
  LEAK_KINDS.flatMap((kind) => {
    const alike = found.filter((each) => each.kind === kind);
    return [
      { name: `${kind} bytes`, value: alike.reduce((sum, { bytes }) => sum + bytes, 0) },
      { name: `${kind} blocks`, value: alike.reduce((sum, { blocks = 1 }) => sum + blocks, 0) },
    ];
  });

/** The lines of the LEAK SUMMARY, one of each kind; none where everything was freed. */
export function readLeaks(output: string): readonly Observation[] {
  if (/no leaks are possible/.test(output)) return inKinds([]);
  const number = (text: string | undefined): number => Number((text ?? '0').replaceAll(',', ''));
  return LEAK_KINDS.flatMap((kind) => {
    const line = new RegExp(`${kind}: ([\\d,]+) bytes in ([\\d,]+) blocks`).exec(output);
    if (!line)
      throw new RecordFormatError('valgrind output', 'a LEAK SUMMARY, or "no leaks are possible"');
    return [
      { name: `${kind} bytes`, value: number(line[1]) },
      { name: `${kind} blocks`, value: number(line[2]) },
    ];
  });
}
