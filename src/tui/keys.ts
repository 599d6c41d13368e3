import type { Symbols } from './theme.ts';

/** Where a key is pressed: the screen, pane, field or overlay that has the keyboard. */
export type Place = 'start' | 'list' | 'detail' | 'table' | 'keys' | 'credential' | 'filter' | 'confirm' | 'small';

/** One thing a person can do. `short` puts it into the key bar; `help` is the sentence of the overlay and the README. */
export type Binding = {
  readonly command: string;
  readonly keys: readonly [string, ...string[]];
  readonly places: readonly [Place, ...Place[]];
  readonly short?: string;
  readonly help: string;
};

const anywhere = ['start', 'list', 'detail', 'table', 'keys', 'credential', 'filter', 'confirm', 'small'] as const;
const panes = ['list', 'detail'] as const;
const scrolling = ['start', 'list', 'detail', 'table', 'keys'] as const;

/** Every key of the session. The key bar, the `?` overlay and the README are printed from this table alone. */
export const bindings = [
  { command: 'down', keys: ['down', 'j'], places: scrolling, short: 'move', help: 'move down' },
  { command: 'up', keys: ['up', 'k'], places: scrolling, help: 'move up' },
  { command: 'page-down', keys: ['pagedown', 'ctrl-d'], places: scrolling, help: 'a page down' },
  { command: 'page-up', keys: ['pageup', 'ctrl-u'], places: scrolling, help: 'a page up' },
  { command: 'first', keys: ['g', 'home'], places: scrolling, help: 'to the first line' },
  { command: 'last', keys: ['G', 'end'], places: scrolling, help: 'to the last line' },
  { command: 'begin', keys: ['enter'], places: ['start'], short: 'start', help: 'start, or act on the selected line' },
  {
    command: 'type-credential',
    keys: ['t'],
    places: ['start'],
    short: 'type',
    help: 'type or paste the selected credential, masked',
  },
  {
    command: 'accept-login',
    keys: ['l'],
    places: ['start'],
    short: 'login',
    help: "use the login of the provider's own CLI, after asking",
  },
  {
    command: 'read-values',
    keys: ['v'],
    places: ['start'],
    short: 'values',
    help: 'compare variables by value in memory, or by name only',
  },
  {
    command: 'previous',
    keys: ['p'],
    places: ['start'],
    short: 'last run',
    help: 'open the last saved run',
  },
  { command: 'open', keys: ['enter'], places: ['list'], short: 'open', help: 'open the detail' },
  { command: 'filter', keys: ['/'], places: ['list'], short: 'filter', help: 'filter by text' },
  { command: 'cycle', keys: ['f'], places: ['list'], short: 'failing', help: 'show all, failing or unknown' },
  {
    command: 'area',
    keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
    places: ['list'],
    help: 'show one area; again for all',
  },
  {
    command: 'tables',
    keys: ['v'],
    places: panes,
    short: 'views',
    help: 'the tables: variables, DNS records, certificates, redirects, private paths',
  },
  {
    command: 'trace',
    keys: ['enter'],
    places: ['table'],
    short: 'why',
    help: 'why a private path is stored or not: its trace, step by step',
  },
  { command: 'next-table', keys: ['tab', 'v'], places: ['table'], short: 'next view', help: 'the next table' },
  { command: 'previous-table', keys: ['shift-tab'], places: ['table'], help: 'the table before' },
  {
    command: 'copy-row',
    keys: ['y'],
    places: ['table'],
    short: 'copy',
    help: "send the row's record to paste, or its cells, to the terminal's clipboard",
  },
  { command: 'pane', keys: ['tab', 'shift-tab'], places: panes, help: 'to the other pane' },
  { command: 'again', keys: ['r'], places: panes, short: 'again', help: 'run this check again' },
  {
    command: 'prove',
    keys: ['p'],
    places: panes,
    short: 'prove',
    help: 'send the probe that this check waits for, after asking',
  },
  { command: 'everything', keys: ['R'], places: panes, help: 'run everything again' },
  { command: 'write', keys: ['w'], places: panes, short: 'write', help: 'write the handover, and say where' },
  { command: 'copy', keys: ['y'], places: panes, short: 'copy', help: "send the text to the terminal's clipboard" },
  { command: 'edit', keys: ['e'], places: panes, short: 'edit', help: 'open the file in $EDITOR' },
  { command: 'reference', keys: ['o'], places: panes, short: 'source', help: 'show and copy the source of the rule' },
  { command: 'credentials', keys: ['c'], places: panes, help: 'back to the first screen and its credentials' },
  { command: 'accept', keys: ['enter'], places: ['credential', 'filter'], short: 'keep', help: 'keep what was typed' },
  { command: 'drop', keys: ['escape'], places: ['credential', 'filter'], short: 'drop', help: 'drop what was typed' },
  {
    command: 'erase',
    keys: ['backspace', 'delete'],
    places: ['credential', 'filter'],
    help: 'erase the last character',
  },
  { command: 'clear', keys: ['ctrl-u'], places: ['credential', 'filter'], short: 'clear', help: 'clear the field' },
  { command: 'yes', keys: ['y'], places: ['confirm'], short: 'yes', help: 'yes, do it' },
  { command: 'no', keys: ['n', 'escape', 'q'], places: ['confirm'], short: 'no', help: 'no, leave it' },
  {
    command: 'back',
    keys: ['escape'],
    places: scrolling,
    short: 'back',
    help: 'back, close, or clear the filter; never quits',
  },
  { command: 'keys', keys: ['?'], places: ['start', ...panes], short: 'keys', help: 'all keys of this screen' },
  {
    command: 'quit',
    keys: ['q'],
    places: ['start', 'list', 'detail', 'table', 'keys', 'small'],
    short: 'quit',
    help: 'back, and at the top quit; asks while a run is going',
  },
  {
    command: 'interrupt',
    keys: ['ctrl-c'],
    places: anywhere,
    help: 'cancel the run; twice within 2 seconds quits',
  },
  { command: 'suspend', keys: ['ctrl-z'], places: anywhere, help: 'suspend; fg comes back' },
] as const satisfies readonly Binding[];

/** The name of something a key does. */
export type Command = (typeof bindings)[number]['command'];

const everywhere: readonly Command[] = ['back', 'keys', 'quit', 'interrupt', 'suspend'];

/** What a press means in a place; absent when it means nothing there. */
export function commandFor(place: Place, press: string): Command | undefined {
  return bindingsOf(place).find((binding) => (binding.keys as readonly string[]).includes(press))?.command;
}

/** The bindings of a place: its own first, then those that hold everywhere. */
export function bindingsOf(place: Place): readonly (Binding & { readonly command: Command })[] {
  const here = bindings.filter((binding) => (binding.places as readonly Place[]).includes(place));
  const own = here.filter((binding) => !everywhere.includes(binding.command));
  return [...own, ...here.filter((binding) => everywhere.includes(binding.command))];
}

/** A press as people read it on a keyboard: `↑`, `Enter`, `Ctrl-u`, `j`. */
export function keyLabel(press: string, symbols: Symbols): string {
  if (press === 'up' || press === 'down') return symbols.arrows[press];
  const names: Readonly<Record<string, string>> = { escape: 'Esc', pageup: 'PgUp', pagedown: 'PgDn' };
  if (press in names) return names[press] ?? press;
  if (press.startsWith('ctrl-')) return `Ctrl-${press.slice(5)}`;
  return press.length === 1 ? press : press.replace(/(^|-)([a-z])/g, (letters) => letters.toUpperCase());
}

/** All keys of a binding as people read them; a row of digits as its ends. */
export function keysLabel(binding: Binding, symbols: Symbols): string {
  const [first] = binding.keys;
  const last = binding.keys.at(-1) ?? first;
  if (/^\d$/.test(first) && binding.keys.length > 2) return `${first}-${last}`;
  return binding.keys.map((press) => keyLabel(press, symbols)).join(' ');
}
