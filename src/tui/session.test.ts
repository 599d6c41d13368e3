import { expect, test, vi } from 'vitest';
import { UserError } from '../core/fault.ts';
import type { SessionPorts } from '../core/session.ts';
import { createSession } from './session.ts';
import type { Stage } from './terminal.ts';
import { fakePorts } from './testing/fake-ports.ts';
import { sampleReport } from './testing/sample-results.ts';

function started(replaced: Partial<SessionPorts> = {}, doors: Partial<Stage> = {}) {
  const fake = fakePorts(replaced);
  const sent: string[] = [];
  const close = vi.fn();
  const stage = { send: (text: string) => void sent.push(text), close, ...doors };
  const session = createSession(fake.ports, { columns: 80, rows: 24 }, stage);
  const press = (...presses: readonly string[]) => {
    for (const one of presses) session.dispatch({ type: 'press', press: one, at: 0 });
  };
  return { ...fake, session, press, sent, close };
}

test('from first key to the end: run, write, quit', async () => {
  const { session, press, runs, written, close } = started();
  press('v', 'enter');
  expect(runs[0]?.choice).toEqual({ readValues: true });
  const report = sampleReport();
  runs[0]?.finish(report);
  await vi.waitUntil(() => session.get().report !== undefined);
  press('w', 'q');
  expect(close).toHaveBeenCalledOnce();
  expect(await session.outcome()).toEqual({
    report,
    handover: '.launch-ready/handover.md',
    readValues: true,
    how: 'quit',
  });
  expect(written).toEqual([report]);
});

test('Ctrl-C cancels the run; the second ends the session as interrupted, without a report', async () => {
  const { session, press, runs } = started();
  press('enter', 'ctrl-c');
  expect(runs[0]?.cancelled()).toBe(true);
  press('ctrl-c');
  expect(await session.outcome()).toEqual({ how: 'interrupted', readValues: false });
});

test('a typed credential reaches its port and is shown as typed', () => {
  const { session, press, used } = started();
  press('t', ...'canary-123', 'enter');
  expect(used.get('CLOUDFLARE_API_TOKEN')).toBe('canary-123');
  expect(session.get().credentials.find((line) => line.variable === 'CLOUDFLARE_API_TOKEN')?.state).toBe('typed');
  expect(JSON.stringify(session.get())).not.toContain('canary-123');
});

test('what a person can mend is said; the session goes on', async () => {
  const refuse = () => {
    throw new UserError('the login has expired', 'run stripe login');
  };
  const { session, press, close } = started({ acceptLogin: refuse, run: refuse });
  press('l', 'y');
  expect(session.get().toast).toEqual({ tone: 'problem', text: 'the login has expired; run stripe login' });
  press('enter');
  expect(session.get()).toMatchObject({ run: undefined, toast: { tone: 'problem' } });
  expect(close).not.toHaveBeenCalled();
});

test('a handover that cannot be written says why and where the details are', async () => {
  const { session, press, runs, crashes } = started({
    writeHandover: () => Promise.reject(new Error('no space left')),
  });
  press('enter');
  runs[0]?.finish(sampleReport());
  await vi.waitUntil(() => session.get().report !== undefined);
  press('w');
  await vi.waitUntil(() => session.get().toast?.tone === 'problem');
  expect(session.get().toast?.text).toContain('no space left; details in .launch-ready/log');
  expect(crashes).toHaveLength(1);
  expect((await session.outcome()).handover).toBeUndefined();
});

test('a fault nobody foresaw closes the session and is its outcome', async () => {
  const bug = new TypeError('a bug');
  const { session, press, close } = started({
    useCredential: () => {
      throw bug;
    },
  });
  press('t', 'x', 'enter');
  expect(close).toHaveBeenCalled();
  await expect(session.outcome()).rejects.toBe(bug);
});

test('y sends the finding to the clipboard; a text that would not arrive is not sent', async () => {
  const { session, press, runs, sent } = started();
  press('enter');
  const report = sampleReport();
  const [first, ...rest] = report.results;
  const long = { ...first, why: 'x'.repeat(80_000), refs: Array(60).fill('y'.repeat(1900)) } as typeof first;
  runs[0]?.finish({ ...report, results: long === undefined ? rest : [long, ...rest] });
  await vi.waitUntil(() => session.get().report !== undefined);
  press('y');
  expect(sent).toHaveLength(1);
  const [, encoded = ''] = /^\x1b\]52;c;([A-Za-z0-9+/=]+)\x07$/.exec(sent[0] ?? '') ?? [];
  expect(Buffer.from(encoded, 'base64').toString()).toContain('email/dmarc-policy');
  press('G', '/', ...'placeholder', 'enter', 'y');
  expect(sent).toHaveLength(1);
  expect(session.get().toast?.text).toContain('too long for the clipboard');
});

test('e gives the terminal to the editor and takes it back', async () => {
  const commands: (readonly string[])[] = [];
  const { session, press, runs } = started(
    { editorCommand: (at) => ['vi', at.kind === 'file' ? at.path : ''] },
    { runCommand: async (command) => void commands.push(command) },
  );
  press('enter');
  runs[0]?.finish(sampleReport());
  await vi.waitUntil(() => session.get().report !== undefined);
  press('j', 'j', 'e');
  await session.outcome();
  expect(commands).toEqual([['vi', 'lib/stripe.ts']]);
});

test('suspending where it cannot be done says so', () => {
  const { session, press } = started();
  press('ctrl-z');
  expect(session.get().toast?.text).toBe('the session cannot be suspended here');
});
