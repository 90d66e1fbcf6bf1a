/** Lines of a text that comes in pieces of any length; the last needs no line break. */
export function* linesOf(pieces: Iterable<string>): Generator<string, undefined> {
  let rest = '';
  for (const piece of pieces) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield line.trim();
  }
  if (rest.trim() !== '') yield rest.trim();
  return undefined;
}
