/** What a key asks of the player. */
export type Command = 'next' | 'back' | 'first' | 'last' | 'play' | 'text' | 'keys';

const COMMANDS: Readonly<Record<string, Command>> = {
  ArrowRight: 'next',
  l: 'next',
  ArrowLeft: 'back',
  h: 'back',
  Home: 'first',
  End: 'last',
  ' ': 'play',
  t: 'text',
  '?': 'keys',
};

/** Elements that want their own keys: typing in a field, space on a button, arrows on a slider. */
const KEEPS_ITS_KEYS = 'input, textarea, select, [contenteditable="true"]';
const PRESSED_BY_SPACE = 'button, summary, a';

/** The command that a key press on the page stands for, or undefined when the key belongs to somebody else. */
export function commandOf(event: KeyboardEvent): Command | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest(KEEPS_ITS_KEYS)) return undefined;
  if (event.key === ' ' && target?.closest(PRESSED_BY_SPACE)) return undefined;
  return COMMANDS[event.key];
}
