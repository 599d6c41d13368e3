import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { plantedSecrets } from '../demo/planted.ts';
import { openTerminal, type PseudoTerminal } from '../tui/testing/pseudo-terminal.ts';
import { productRoot } from './testing.ts';

const product = join(productRoot, 'bin/launch-ready.js');
const typed = ['vcp', 'canary0123456789canary0123456789'].join('_');
const sgrColour = new RegExp(`${String.fromCharCode(27)}\\[(?:3[0-7]|9[0-7])m`);

function open(args: readonly string[], env: Readonly<Record<string, string>> = {}, columns = 100): PseudoTerminal {
  const terminal = openTerminal(product, args, { columns, rows: 30, env });
  onTestFinished(terminal.close);
  return terminal;
}

// Keys count from when the session reads them, not from when its first frame stands.
async function ready(terminal: PseudoTerminal): Promise<void> {
  await terminal.until('the first screen', (screen) => screen.includes('Start the audit'));
  await terminal.until('the keyboard', () => terminal.bytes().includes('[?2004h'));
}

async function audited(terminal: PseudoTerminal): Promise<void> {
  await ready(terminal);
  terminal.type('\r');
  await terminal.until('the verdict', (screen) => screen.includes('the audit is complete'));
}

async function emptyProject(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'launch-ready-session-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

test('the demo goes from its first screen to a written handover and five lines, and shows no secret', async () => {
  const terminal = open(['demo']);
  await audited(terminal);
  expect(terminal.alternate()).toBe(true);
  expect(terminal.screen()).toMatch(/[4-6]\d failed/);
  terminal.type('w');
  await terminal.until('the handover', (screen) => screen.includes('handover written to'));
  terminal.type('q');
  expect(await terminal.ended).toBe(1);
  expect(terminal.alternate()).toBe(false);
  const left = terminal.screen();
  expect(left).toContain('NOT READY');
  for (const line of ['Checks ', 'Handover ', 'Next ', 'Again         launch-ready demo']) expect(left).toContain(line);
  for (const secret of Object.values(plantedSecrets({ repaired: false }))) {
    expect(terminal.bytes().includes(secret)).toBe(false);
  }
});

test('a credential that is typed is never on the screen', async () => {
  const terminal = open([await emptyProject()]);
  await ready(terminal);
  terminal.type('t');
  await terminal.until('the field', (screen) => /VERCEL_TOKEN/.test(screen));
  terminal.type(`${typed}\r`);
  await terminal.until('the credential', (screen) => screen.includes('typed'));
  terminal.type('q');
  expect(await terminal.ended).toBe(0);
  expect(terminal.bytes()).not.toContain(typed);
  expect(terminal.bytes()).not.toContain(typed.slice(0, 10));
});

test('SIGTERM leaves a usable terminal and the code that it asks for', async () => {
  const terminal = open([await emptyProject()]);
  await ready(terminal);
  terminal.signal('SIGTERM');
  expect(await terminal.ended).toBe(143);
  expect(terminal.alternate()).toBe(false);
  expect(terminal.bytes()).toContain('[?25h');
});

test('a broken configuration leaves the screen and is told below', async () => {
  const folder = await emptyProject();
  await writeFile(join(folder, 'launch-ready.json'), '{ "produktion": "https://shop.example.com" }');
  const terminal = open([folder]);
  expect(await terminal.ended).toBe(2);
  expect(terminal.alternate()).toBe(false);
  expect(terminal.screen()).toContain('Did you mean "production"?');
});

test('with NO_COLOR nothing is coloured, and without it something is', async () => {
  const plain = open(['demo'], { NO_COLOR: '1' });
  await audited(plain);
  expect(plain.bytes()).not.toMatch(sgrColour);
  const coloured = open(['demo']);
  await audited(coloured);
  expect(coloured.bytes()).toMatch(sgrColour);
});

test('line by line: the same answers, numbered questions, no screen of its own', async () => {
  const terminal = open(['demo', '--plain']);
  await terminal.until('the question', (screen) => screen.includes('4 quit'));
  terminal.type('3\r');
  await terminal.until('which token', (screen) => screen.includes('1 VERCEL_TOKEN; 2 CLOUDFLARE_API_TOKEN'));
  terminal.type('1\r');
  await terminal.until('the token', (screen) => screen.includes('not shown'));
  terminal.type(`not a ${typed}\r`);
  await terminal.until('the refusal', (screen) => screen.includes('This is no VERCEL_TOKEN'));
  terminal.type('1\r');
  await terminal.until('the verdict', (screen) => screen.includes('Verdict: not-ready'));
  terminal.type('1\r');
  await terminal.until('the finding', (screen) => screen.includes('Why:'));
  terminal.type('t\r');
  await terminal.until('the tables', (screen) => screen.includes('4: DNS records'));
  terminal.type('4\r');
  await terminal.until('the rows', (screen) => screen.includes('to paste: v=DMARC1; p=quarantine'));
  terminal.type('q\r');
  expect(await terminal.ended).toBe(1);
  expect(terminal.bytes()).not.toContain(typed);
  expect(terminal.bytes()).not.toContain('[?1049h');
});

test('what a hostile repository says of itself steers no terminal, line by line or in full', async () => {
  const folder = await emptyProject();
  const esc = String.fromCharCode(27);
  await mkdir(join(folder, '.vercel'));
  const link = { projectId: `prj_x${esc}]52;c;aGk=\u0007`, orgId: `team_${esc}[2J` };
  await writeFile(join(folder, '.vercel/project.json'), JSON.stringify(link));
  const linear = open([folder, '--plain']);
  await linear.until('the question', (screen) => screen.includes('4 quit'));
  linear.type('4\r');
  expect(await linear.ended).toBe(0);
  const full = open([folder]);
  await ready(full);
  full.type('q');
  expect(await full.ended).toBe(0);
  for (const bytes of [linear.bytes(), full.bytes()]) {
    expect(bytes).toContain('prj_x');
    expect(bytes).not.toContain(`${esc}]52`);
    expect(bytes).not.toContain(`${esc}[2J`);
  }
});
