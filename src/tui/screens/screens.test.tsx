import { renderToString } from 'ink';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { App } from '../app.tsx';
import type { Session } from '../session.ts';
import type { SessionState, WindowSize } from '../state/model.ts';
import { drive, finished, fresh, press, running } from '../testing/drive.ts';
import { sampleFinding, sampleReport, sampleResult, sampleResults } from '../testing/sample-results.ts';

const sizes: readonly WindowSize[] = [
  { columns: 60, rows: 16 },
  { columns: 80, rows: 24 },
  { columns: 99, rows: 30 },
  { columns: 120, rows: 40 },
  { columns: 200, rows: 60 },
];

const long = sampleResult('env/a-very-long-name-of-a-check', 'blocker', {
  outcome: 'fail',
  findings: Array.from({ length: 20 }, () => sampleFinding({ message: `日本語 ${'wide and long '.repeat(20)}` })),
});

const screens: readonly (readonly [name: string, make: (window: WindowSize, ascii?: boolean) => SessionState])[] = [
  ['start', (window, ascii = false) => fresh(window, { ascii })],
  ['start with a last run', (window, ascii = false) => fresh(window, { ascii, previous: sampleReport() })],
  ['start, last line', (window, ascii = false) => press(fresh(window, { ascii }), 'G').state],
  ['credential', (window, ascii = false) => press(fresh(window, { ascii }), 't', ...'canary-123').state],
  ['question', (window, ascii = false) => press(fresh(window, { ascii }), 'l').state],
  ['running', (window, ascii = false) => running(fresh(window, { ascii }))],
  ['running, nothing judged', (window, ascii = false) => press(fresh(window, { ascii }), 'enter').state],
  ['finished', (window, ascii = false) => finished(fresh(window, { ascii }))],
  ['last run', (window, ascii = false) => press(fresh(window, { ascii, previous: sampleReport() }), 'p').state],
  ['filter', (window, ascii = false) => press(finished(fresh(window, { ascii })), '/', ...'nothing like it').state],
  ['detail', (window, ascii = false) => press(finished(fresh(window, { ascii })), 'j', 'j', 'enter').state],
  ['keys', (window, ascii = false) => press(finished(fresh(window, { ascii })), '?').state],
  ['table', (window, ascii = false) => press(finished(fresh(window, { ascii })), 'v', 'j').state],
  ['empty table', (window, ascii = false) => press(finished(fresh(window, { ascii })), 'v', 'tab').state],
  ['first keys', (window, ascii = false) => press(fresh(window, { ascii }), '?', 'G').state],
];

function linesOf(state: SessionState, animate = true): readonly string[] {
  const session: Session = {
    get: () => state,
    subscribe: () => () => undefined,
    dispatch: () => undefined,
    lendBy: () => undefined,
    outcome: () => Promise.resolve({ how: 'quit' }),
  };
  return renderToString(<App session={session} animate={animate} />, { columns: state.window.columns }).split('\n');
}

describe.each(sizes)('at $columns x $rows', (window) => {
  test.each(screens)('%s fills the window but for one row and is nowhere wider', (_, make) => {
    const lines = linesOf(make(window));
    expect(lines).toHaveLength(window.rows - 1);
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(window.columns);
  });

  test('a table with wide and long cells changes neither', () => {
    const state = finished(fresh(window));
    const rows = Array.from({ length: 80 }, (_, nth) => [`${nth}`, '日本語 '.repeat(60), 'x'.repeat(500)]);
    const columns = ['number', '見出し', 'a name of a column that is rather long'];
    const tables = { 'dns-records': { columns, rows } };
    const lines = linesOf(press({ ...state, report: { ...sampleReport(), tables } }, 'v', 'G').state);
    expect(lines).toHaveLength(window.rows - 1);
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(window.columns);
    expect(lines.join('\n')).toContain('80 of 80');
  });

  test('text that is wide, long and plenty changes neither', () => {
    const state = press(finished(fresh(window), [long, ...sampleResults()]), 'f', 'enter', 'j').state;
    const lines = linesOf(state);
    expect(lines).toHaveLength(window.rows - 1);
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(window.columns);
  });

  test.each(screens)('%s keeps its key bar on the last line', (name, make) => {
    const bar = linesOf(make(window)).at(-1) ?? '';
    expect(bar).toMatch(name === 'credential' || name === 'filter' ? /Esc drop/ : /q quit|n no/);
  });

  test.each(screens)('%s is drawn in plain ASCII where that is asked for', (_, make) => {
    expect(linesOf(make(window, true)).join('')).toMatch(/^[\x20-\x7e]*$/);
  });
});

const usual = { columns: 80, rows: 24 };
const screenOf = (state: SessionState) => linesOf(state).join('\n');

describe('start', () => {
  test('says what was found, what will happen, what never does, and what each credential unlocks', () => {
    const screen = screenOf(fresh(usual));
    for (const part of [
      'Repository: ~/shop (Next.js)',
      'The repository is read; none of its code is run.',
      'Nothing is changed anywhere',
      'VERCEL_TOKEN  found (environment)',
      'CLOUDFLARE_API_TOKEN  missing',
      'Cache rules and DNS records of the zone.',
      'STRIPE_API_KEY  login found (Stripe CLI login)',
    ]) {
      expect(screen).toContain(part);
    }
  });

  test('says what reading values means, on and off', () => {
    expect(screenOf(fresh(usual))).toContain('[ ] Variables are compared by name.');
    expect(screenOf(press(fresh(usual), 'v').state)).toContain('[x] Variables are compared by value, in memory;');
  });

  test('says how the last run ended and when', () => {
    expect(screenOf(fresh(usual, { previous: sampleReport() }))).toContain(
      'not ready, 2026-11-20 12:00 UTC. p opens it.',
    );
  });

  test('a credential being typed is shown as bullets and a length, whatever happens next', () => {
    const typing = press(fresh(usual), 't', ...'canary-123');
    expect(screenOf(typing.state)).toContain('CLOUDFLARE_API_TOKEN  ••••••••••_  10 characters');
    for (const keys of [[], ['enter'], ['escape'], ['ctrl-c']]) {
      expect(screenOf(press(typing.state, ...keys).state)).not.toContain('canary');
    }
  });
});

describe('results', () => {
  test('a run shows its count and what it is at; the verdict comes with the report', () => {
    const midRun = drive(running(fresh(usual)), {
      type: 'events',
      run: 1,
      events: [
        { type: 'gathering', artifact: 'repository/sources' },
        { type: 'progress', artifact: 'repository/sources', progress: { done: 3, total: 9, unit: 'files' } },
      ],
    }).state;
    expect(linesOf(midRun)[0]).toMatch(/shop .*8 of 8 {2}repository sources: 3 of 9 files$/);
    expect(linesOf(finished(fresh(usual)))[0]).toMatch(/shop\.example\.com .*✗ not ready, 2026-11-20 12:00 UTC$/);
  });

  test('the spinner turns only while a run goes on, and only where it may', () => {
    const spins = (state: SessionState, animate: boolean) => /[⠋⠙⠹⠸]/.test(linesOf(state, animate).join(''));
    expect(spins(running(fresh(usual)), true)).toBe(true);
    expect(spins(running(fresh(usual)), false)).toBe(false);
    expect(spins(finished(fresh(usual)), true)).toBe(false);
  });

  test('outcomes and the selected row are told apart without any colour', () => {
    const lines = linesOf(finished(fresh(usual)));
    expect(lines).toContain('❯ ? high     The promise of email/dmarc-policy holds');
    expect(lines).toContain('  ✗ blocker  The promise of env/separate-values holds');
    expect(lines).toContain('  ! high     The promise of payments/webhook holds');
    expect(lines).toContain('  ○ medium   The promise of payments/refunds holds');
    expect(lines).toContain('  – n/a      The promise of payments/currency holds');
  });

  test('list and detail stand side by side from 100 columns on, and one covers the other below', () => {
    const both = (columns: number) => {
      const screen = screenOf(press(finished(fresh({ columns, rows: 24 })), 'j', 'j', 'enter').state);
      return [screen.includes('2 env'), screen.includes('Where  lib/stripe.ts:12')];
    };
    expect(both(100)).toEqual([true, true]);
    expect(both(99)).toEqual([false, true]);
  });

  test('results of an earlier run are marked in the list, the detail and the header', () => {
    const old = fresh({ columns: 120, rows: 40 }, { previous: sampleReport() });
    const lines = linesOf(press(old, 'p').state);
    expect(lines[0]).toContain('last run: ✗ not ready');
    expect(lines[4]).toContain('❯·? high');
    expect(lines.join('\n')).toContain('Of an earlier run; not judged again yet.');
  });

  test('the selected row stays in sight in a list longer than the window', () => {
    const many = Array.from({ length: 200 }, (_, n) => sampleResult(`env/check-${String(n).padStart(3, '0')}`));
    const state = press(finished(fresh(usual), many), 'G').state;
    expect(screenOf(state)).toMatch(/❯ ✓ pass {5}The promise of env\/check-199 holds/);
    expect(screenOf(press(state, 'g').state)).toMatch(/❯ ✓ pass {5}The promise of env\/check-000 holds/);
  });

  test('a hostile title reaches the list without its escapes', () => {
    const evil = { ...sampleResult('env/a'), title: 'a\x1b]8;;http://evil\x07b\x1b[31mc\u202e\nd' };
    expect(screenOf(finished(fresh(usual), [evil]))).toContain('pass     abc d');
  });
});

test('a window below 60 by 16 says so in one centred line, and asks its question there', () => {
  const small = { columns: 59, rows: 15 };
  expect(screenOf(fresh(small)).trim()).toBe('Needs 60x16 or more. q quits.');
  expect(screenOf(press(drive(running(), { type: 'resized', window: small }).state, 'q').state).trim()).toContain(
    'y yes',
  );
});
