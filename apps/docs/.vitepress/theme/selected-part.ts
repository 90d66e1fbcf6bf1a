/** Choosing a part of a drawn figure by key: the arrows go through its parts, Enter begins, Escape ends. */

/** How far a key moves the choice; Enter takes the first part, or lets go of the chosen one. */
const MOVES: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** The keys of the parts that a figure draws, in the order of its drawing, each once. */
const partsOf = (drawing: Element): readonly string[] => [
  ...new Set(
    Array.from(
      drawing.querySelectorAll('[data-key]'),
      (part) => part.getAttribute('data-key') ?? '',
    ),
  ),
];

/** Where the choice stands in this figure: on the part itself, or on what else shows the same thing; −1 for nowhere. */
function placeIn(drawing: Element, parts: readonly string[], chosen: string | undefined): number {
  if (chosen === undefined) return -1;
  const marked = drawing.querySelector('[data-selected][data-key]');
  return parts.indexOf(parts.includes(chosen) ? chosen : (marked?.getAttribute('data-key') ?? ''));
}

/**
 * What is chosen after a key press on a figure.
 *
 * @returns undefined when the key is none of the choice's own, null when nothing is chosen any more.
 */
export function chosenBy(
  { key }: KeyboardEvent,
  drawing: Element,
  chosen: string | undefined,
): string | null | undefined {
  if (key === 'Escape') return null;
  const move = key === 'Enter' ? 1 : MOVES[key];
  if (move === undefined) return undefined;
  if (key === 'Enter' && chosen !== undefined) return null;
  const parts = partsOf(drawing);
  const place = placeIn(drawing, parts, chosen);
  const next = place < 0 && move < 0 ? parts.length - 1 : place + move;
  return parts[(next + parts.length) % parts.length] ?? null;
}
