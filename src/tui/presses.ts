import type { Key } from 'ink';

const named = {
  upArrow: 'up',
  downArrow: 'down',
  leftArrow: 'left',
  rightArrow: 'right',
  pageUp: 'pageup',
  pageDown: 'pagedown',
  home: 'home',
  end: 'end',
  return: 'enter',
  escape: 'escape',
  backspace: 'backspace',
  delete: 'delete',
} as const satisfies Partial<Record<keyof Key, string>>;

const controls: Readonly<Record<string, string>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\b': 'backspace',
  '\x7f': 'backspace',
  '\x1b': 'escape',
};

/**
 * The single presses behind one call of Ink's `useInput`, which hands over everything typed since the last one:
 * `jj` is two presses. A press is one character, or a name such as `up`, `enter`, `shift-tab`, `ctrl-c`.
 */
export function pressesOf(input: string, key: Key): readonly string[] {
  if (key.tab) return [key.shift ? 'shift-tab' : 'tab'];
  for (const [flag, name] of Object.entries(named) as [keyof typeof named, string][]) {
    if (key[flag]) return [name];
  }
  if (key.ctrl) return input === '' ? [] : [`ctrl-${input}`];
  // An Alt chord means nothing here, and is not the letter it is made of.
  if (key.meta) return [];
  return [...input].map(pressOf);
}

function pressOf(character: string): string {
  const control = controls[character];
  if (control !== undefined) return control;
  const code = character.charCodeAt(0);
  return code < 0x20 ? `ctrl-${String.fromCharCode(code + 0x60)}` : character;
}

/** Whether a press is a character that a text field takes. */
export function isText(press: string): boolean {
  return [...press].length === 1;
}
