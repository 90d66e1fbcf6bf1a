/** Columns a text takes in a terminal: a Chinese character or full-width sign takes two. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += isWide(character.codePointAt(0) ?? 0) ? 2 : 1;
  return width;
}

const isWide = (code: number): boolean =>
  (code >= 0x1100 && code <= 0x115f) ||
  (code >= 0x2e80 && code <= 0xa4cf) ||
  (code >= 0xac00 && code <= 0xd7a3) ||
  (code >= 0xf900 && code <= 0xfaff) ||
  (code >= 0xfe30 && code <= 0xfe6f) ||
  (code >= 0xff00 && code <= 0xff60) ||
  (code >= 0xffe0 && code <= 0xffe6) ||
  (code >= 0x20000 && code <= 0x3fffd);

/** `text` with blanks behind it up to `width` columns. */
export const padEnd = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - textWidth(text)));

/** Signs that may not begin a Chinese line. */
const CLOSING = /^[，。；：、）」』！？”’》]/;

/** Where a line may break: words with the blank behind them; each Chinese character with its closing signs. */
function pieces(text: string): readonly string[] {
  const found: string[] = [];
  for (const character of text) {
    const last = found.at(-1);
    const glued =
      last !== undefined && (CLOSING.test(character) || !breaksBetween(last, character));
    if (glued) found[found.length - 1] = last + character;
    else found.push(character);
  }
  return found;
}

function breaksBetween(before: string, after: string): boolean {
  if (before.endsWith(' ') && after !== ' ') return true;
  const last = [...before].at(-1) ?? '';
  const wide = isWide(after.codePointAt(0) ?? 0);
  const wideBefore = isWide(last.codePointAt(0) ?? 0);
  return (wide || wideBefore) && after !== ' ' && !/[（「『“‘《]$/.test(before);
}

/**
 * `text` in lines of at most `columns`, all but the first moved right by `indent` blanks.
 * A word longer than a line is cut.
 */
export function wrap(text: string, columns: number, indent = 0): readonly string[] {
  const lines: string[] = [];
  const hanging = ' '.repeat(indent);
  let line = '';
  for (const piece of pieces(text).flatMap((piece) => cut(piece, Math.max(2, columns - indent)))) {
    if (line !== '' && textWidth(line + piece.trimEnd()) > columns) {
      lines.push(line.trimEnd());
      line = hanging;
    }
    line += piece;
  }
  return [...lines, line.trimEnd()];
}

function cut(piece: string, columns: number): readonly string[] {
  if (textWidth(piece.trimEnd()) <= columns) return [piece];
  const parts: string[] = [''];
  for (const character of piece) {
    const last = parts.at(-1) ?? '';
    if (textWidth(last + character) > columns) parts.push(character);
    else parts[parts.length - 1] = last + character;
  }
  return parts;
}
