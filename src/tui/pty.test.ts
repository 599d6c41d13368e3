import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { type BuiltHarness, buildHarness, openTerminal, type PseudoTerminal } from './testing/pseudo-terminal.ts';

vi.setConfig({ testTimeout: 60_000 });

let harness: BuiltHarness;
const open: PseudoTerminal[] = [];

beforeAll(async () => {
  harness = await buildHarness();
}, 60_000);
afterEach(() => {
  for (const terminal of open.splice(0)) terminal.close();
});
afterAll(() => harness.remove());

async function start(args: readonly string[], columns = 80, rows = 24, env: Readonly<Record<string, string>> = {}) {
  const terminal = openTerminal(harness.file, args, { columns, rows, env });
  open.push(terminal);
  // Pasting is asked for once keys are read; before that the terminal itself would act on Ctrl-C and Ctrl-Z.
  const reads = () => terminal.bytes().includes('\x1b[?2004h');
  await terminal.until('the first frame', (screen) => screen.includes('Start the audit') && reads());
  return terminal;
}

const has = (text: string) => (screen: string) => screen.includes(text);
const lacks = (text: string) => (screen: string) => !screen.includes(text);
const endOf = (terminal: PseudoTerminal) => /ENDED (\{.*\})/.exec(terminal.screen().replaceAll('\n', ''))?.[1] ?? '';

async function ended(terminal: PseudoTerminal): Promise<unknown> {
  await terminal.until('the end', (screen) => has('ENDED')(screen) && has('}\n')(screen));
  expect(terminal.alternate()).toBe(false);
  // The cursor was shown last.
  expect(terminal.bytes().lastIndexOf('\x1b[?25h')).toBeGreaterThan(terminal.bytes().lastIndexOf('\x1b[?25l'));
  expect(terminal.bytes()).not.toContain('\x1b[3J');
  return JSON.parse(endOf(terminal));
}

test('start, move, open, back, filter, write, quit', async () => {
  const terminal = await start(['finished']);
  expect(terminal.alternate()).toBe(true);
  terminal.type('\r');
  await terminal.until('the results', has('✗ not ready'));
  terminal.type('jj');
  await terminal.until('two rows further', has('❯ ✗ blocker'));
  terminal.type('\r');
  await terminal.until('the detail', has('lib/stripe.ts:12'));
  terminal.type('\x1b');
  await terminal.until('the list again', (screen) => has('2 env')(screen) && lacks('lib/stripe.ts')(screen));
  terminal.type('/spf\r');
  await terminal.until('the filter', (screen) => has('only "spf"')(screen) && lacks('2 env')(screen));
  terminal.type('\x1b');
  await terminal.until('everything', has('2 env'));
  terminal.type('w');
  await terminal.until('the path', has('handover written to .launch-ready/handover.md'));
  terminal.type('q');
  expect(await ended(terminal)).toEqual({
    how: 'quit',
    verdict: 'not-ready',
    handover: '.launch-ready/handover.md',
  });
});

test('Ctrl-C cancels, and a second one interrupts', async () => {
  const terminal = await start(['endless']);
  terminal.type('\r');
  await terminal.until('progress', has('8 of 8'));
  terminal.type('\x03');
  await terminal.until('the cancelling', has('cancelled'));
  terminal.type('\x03');
  expect(await ended(terminal)).toEqual({ how: 'interrupted' });
});

test('a resize storm through 59x15 and 60x16 ends in a whole frame', async () => {
  const terminal = await start(['endless'], 120, 40);
  terminal.type('\r');
  await terminal.until('both panes', (screen) => has('┬')(screen) && has('8 of 8')(screen));
  terminal.resize(59, 15);
  await terminal.until('the small screen', has('Needs 60x16'));
  terminal.resize(60, 16);
  await terminal.until('one pane', (screen) => has('8 of 8')(screen) && lacks('┬')(screen));
  for (const rows of [20, 50, 17, 38]) terminal.resize(60 + rows, rows);
  terminal.resize(120, 40);
  await terminal.until('both panes again', (screen) => has('┬')(screen) && has('┴')(screen));
  const lines = terminal.screen().split('\n');
  expect(lines[0]).toContain('launch-ready');
  expect(lines.filter((line) => line.includes('q quit'))).toEqual([lines[38]]);
  expect(terminal.bytes()).not.toContain('\x1b[3J');
});

test('a throw inside a component leaves the screen, and the crash is kept', async () => {
  const terminal = await start(['broken']);
  terminal.type('\r');
  await terminal.until('the results', has('✗ not ready'));
  terminal.type('\r');
  expect(await ended(terminal)).toEqual({ how: { crashed: '.launch-ready/log' } });
});

test('a pasted megabyte is refused and the field still works', async () => {
  const terminal = await start(['finished']);
  terminal.type('t');
  await terminal.until('the field', has('type or paste it'));
  terminal.type(`\x1b[200~${'q'.repeat(1_000_000)}\x1b[201~`);
  await terminal.until('the refusal', has('1000000 characters are no credential'));
  terminal.type('\x1b[200~canary-9f8e7d\x1b[201~');
  await terminal.until('the masked text', has('13 characters'));
  terminal.type('\r');
  await terminal.until('its state', has('typed, in memory only'));
  expect(terminal.bytes()).not.toContain('canary');
});

test('a tick of the spinner costs less than a kilobyte', async () => {
  const terminal = await start(['endless'], 120, 40);
  terminal.type('\r');
  await terminal.until('progress', has('8 of 8'));
  const seen = new Set<string>();
  const ticks = (screen: string) => seen.add(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/.exec(screen)?.[0] ?? '').size;
  await terminal.until('a settled spinner', (screen) => ticks(screen) >= 3);
  const before = terminal.bytes().length;
  seen.clear();
  await terminal.until('eight more ticks', (screen) => ticks(screen) >= 8);
  const cost = (terminal.bytes().length - before) / 7;
  expect(cost).toBeGreaterThan(0);
  expect(cost).toBeLessThan(1024);
});

test('colour is there by default and gone where none is wanted', async () => {
  const sgrColour = /\x1b\[(?:\d+;)*(?:3[0-7]|4[0-7]|9[0-7]|38|48)(?:;\d+)*m/;
  const coloured = await start(['finished']);
  expect(coloured.bytes()).toMatch(sgrColour);
  const plain = await start(['finished'], 80, 24, { NO_COLOR: '1', FORCE_COLOR: '0' });
  plain.type('\r');
  await plain.until('the results', has('✗ not ready'));
  expect(plain.bytes()).not.toMatch(sgrColour);
});

test('Ctrl-Z where nothing can be stopped comes back by itself', async () => {
  const terminal = await start(['finished']);
  const entered = () => terminal.bytes().split('\x1b[?1049h').length - 1;
  terminal.type('\x1a');
  await terminal.until('the screen once more', (screen) => entered() === 2 && screen.includes('Start the audit'));
  terminal.type('q');
  expect(await ended(terminal)).toEqual({ how: 'quit' });
});
