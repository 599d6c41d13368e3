import { describe, expect, test } from 'vitest';
import { placeOf, selectedRow } from './state/selection.ts';
import { quitWindowMs } from './state.ts';
import { drive, finished, fresh, press, running } from './testing/drive.ts';
import { sampleReport, sampleResult } from './testing/sample-results.ts';

const doing = (effects: readonly { readonly do: string }[]) => effects.map((effect) => effect.do);

describe('first screen', () => {
  test('Enter starts everything, values unread', () => {
    const { state, effects } = press(fresh(), 'enter');
    expect(effects).toEqual([{ do: 'run', id: 1, choice: { readValues: false } }]);
    expect(state.screen).toBe('audit');
  });

  test('v decides whether values are read, and back again', () => {
    expect(press(fresh(), 'v', 'enter').effects).toEqual([{ do: 'run', id: 1, choice: { readValues: true } }]);
    expect(press(fresh(), 'v', 'v', 'enter').effects).toEqual([{ do: 'run', id: 1, choice: { readValues: false } }]);
  });

  test('values asked for on the command line are not asked for again', () => {
    const { effects } = press(fresh(undefined, { readValues: true }), 'enter');
    expect(effects).toMatchObject([{ choice: { readValues: true } }]);
  });

  test.each([
    ['t opens the first credential that is missing', ['t'], 'CLOUDFLARE_API_TOKEN'],
    ['t on a credential opens that one, found or not', ['j', 't'], 'VERCEL_TOKEN'],
    ['Enter on a missing credential opens it', ['j', 'j', 'enter'], 'CLOUDFLARE_API_TOKEN'],
  ])('%s', (_, keys, variable) => {
    expect(press(fresh(), ...keys).state.field).toEqual({ kind: 'credential', variable, text: '' });
  });

  test('a login is taken only after the question was answered with yes', () => {
    const asked = press(fresh(), 'l');
    expect(asked.effects).toEqual([]);
    expect(asked.state.overlay).toMatchObject({ kind: 'confirm', yes: { login: 'STRIPE_API_KEY' } });
    expect(press(asked.state, 'n').effects).toEqual([]);
    expect(press(asked.state, 'enter').effects).toEqual([]);
    expect(press(asked.state, 'y').effects).toEqual([{ do: 'accept-login', variable: 'STRIPE_API_KEY' }]);
  });

  test('Enter on an offered login asks the same question', () => {
    expect(press(fresh(), 'j', 'j', 'j', 'enter').state.overlay).toMatchObject({ yes: { login: 'STRIPE_API_KEY' } });
  });

  test('p opens the last run to read, and neither runs nor writes it', () => {
    const opened = press(fresh(undefined, { previous: sampleReport() }), 'p');
    expect(opened.effects).toEqual([]);
    expect(opened.state.rows.every((row) => row.stale)).toBe(true);
    const written = press(opened.state, 'w');
    expect(written.effects).toEqual([]);
    expect(written.state.toast?.text).toContain('last run');
    expect(press(opened.state, 'q').state.screen).toBe('start');
  });

  test('p without a saved run says so', () => {
    expect(press(fresh(), 'p').state).toMatchObject({ screen: 'start', toast: { text: 'there is no saved run yet' } });
  });

  test('q quits at once', () => {
    const { state, effects } = press(fresh(), 'q');
    expect(doing(effects)).toEqual(['end']);
    expect(state.ended).toBe('quit');
  });
});

describe('quitting', () => {
  test('q asks while a run is going, and cancels it when the answer is yes', () => {
    const asked = press(running(), 'q');
    expect(asked.effects).toEqual([]);
    expect(press(asked.state, 'n').state.ended).toBeUndefined();
    expect(doing(press(asked.state, 'y').effects)).toEqual(['cancel', 'end']);
  });

  test.each([
    ['an overlay', ['?', 'q']],
    ['the detail', ['enter', 'q']],
  ])('q closes %s and stays', (_, keys) => {
    const { state } = press(finished(), ...keys);
    expect(state.ended).toBeUndefined();
    expect(placeOf(state)).toBe('list');
  });

  test('q over a filtered list quits; Esc clears the filter and never quits', () => {
    expect(press(finished(), 'f', 'q').state.ended).toBe('quit');
    const { state } = press(finished(), 'f', 'escape', 'escape', 'escape');
    expect(state.filter.show).toBe('all');
    expect(state.ended).toBeUndefined();
  });

  test('nothing is handled after the end', () => {
    const { state } = press(fresh(), 'q');
    expect(press(state, 'enter')).toEqual({ state, effects: [] });
  });

  test('q works in a window too small for anything else', () => {
    const small = { columns: 59, rows: 24 };
    expect(press(fresh(small), 'enter').effects).toEqual([]);
    expect(press(fresh(small), 'q').state.ended).toBe('quit');
    const midRun = drive(running(), { type: 'resized', window: small }).state;
    expect(press(midRun, 'q', 'y').state.ended).toBe('quit');
  });
});

describe('Ctrl-C', () => {
  const ctrlC = (at: number) => ({ type: 'press', press: 'ctrl-c', at }) as const;

  test('cancels a run first and says what a second one does', () => {
    const { state, effects } = drive(running(), ctrlC(1000));
    expect(doing(effects)).toEqual(['cancel']);
    expect(state.toast?.text).toContain('again within 2 seconds');
  });

  test.each([
    ['a run', running()],
    ['nothing', finished()],
    ['an open field', press(fresh(), 't').state],
    ['an open question', press(running(), 'q').state],
  ])('twice within 2 seconds interrupts, over %s', (_, state) => {
    expect(drive(state, ctrlC(1000), ctrlC(1000 + quitWindowMs)).state.ended).toBe('interrupted');
  });

  test('twice with more than 2 seconds between does not', () => {
    const late = drive(finished(), ctrlC(1000), ctrlC(1001 + quitWindowMs));
    expect(late.state.ended).toBeUndefined();
    expect(drive(late.state, ctrlC(1002 + quitWindowMs)).state.ended).toBe('interrupted');
  });

  test('a key between the two takes the first one back', () => {
    expect(drive(finished(), ctrlC(0), { type: 'press', press: 'j', at: 1 }, ctrlC(2)).state.ended).toBeUndefined();
  });
});

describe('results', () => {
  test.each([
    ['j j', ['j', 'j'], 'env/separate-values'],
    ['G', ['G'], 'payments/currency'],
    ['G k', ['G', 'k'], 'payments/refunds'],
    ['k at the top', ['k'], 'email/dmarc-policy'],
    ['a page down and up', ['pagedown', 'pageup'], 'email/dmarc-policy'],
  ])('%s', (_, keys, check) => {
    expect(selectedRow(press(finished(), ...keys).state)?.check).toBe(check);
  });

  test('a number shows one area, the same number all of them again', () => {
    const one = press(finished(), '2').state;
    expect(one.filter.area).toBe('env');
    expect(press(one, '2').state.filter.area).toBeUndefined();
    expect(press(one, '9').state.toast?.text).toBe('there is no area 9');
  });

  test('r runs the selected check alone, R everything', () => {
    expect(press(finished(), 'j', 'r').effects).toEqual([
      { do: 'run', id: 2, choice: { readValues: false, only: ['email/spf-record'] } },
    ]);
    expect(press(finished(), 'R').effects).toEqual([{ do: 'run', id: 2, choice: { readValues: false } }]);
  });

  test('p sends the probe that a check waits for, after a yes, for its area', () => {
    const hint =
      'allow it with --probe (p in the session): up to ten paths of shop.example.com are read as test user A.';
    const waiting = sampleResult('cache/live-proof', 'blocker', {
      outcome: 'unavailable',
      reason: 'not-allowed',
      hint,
    });
    const asked = press(finished(fresh(), [waiting]), 'p');
    expect(asked.effects).toEqual([]);
    expect(asked.state.overlay).toMatchObject({ kind: 'confirm', ask: expect.stringContaining('shop.example.com') });
    expect(press(asked.state, 'n').effects).toEqual([]);
    expect(press(asked.state, 'y').effects).toEqual([
      { do: 'run', id: 2, choice: { readValues: false, only: ['cache'], probe: true } },
    ]);
    expect(press(finished(), 'p').state.toast?.text).toBe('no probe waits for a yes here');
  });

  test.each([
    ['r', 'Ctrl-C cancels it'],
    ['R', 'Ctrl-C cancels it'],
    ['w', 'when the run is over'],
    ['c', 'Ctrl-C cancels it'],
  ])('%s during a run does nothing but say why', (key, reason) => {
    const { state, effects } = press(running(), key);
    expect(effects).toEqual([]);
    expect(state.toast?.text).toContain(reason);
  });

  test('w writes the finished report, and the path is kept for the end', () => {
    const { state, effects } = press(finished(), 'w');
    expect(effects).toEqual([{ do: 'write', report: state.report }]);
    const report = state.report ?? sampleReport();
    expect(drive(state, { type: 'written', report, path: 'a/handover.md' }).state).toMatchObject({
      handover: 'a/handover.md',
      toast: { text: 'handover written to a/handover.md' },
    });
  });

  test('a handover of an older report is not told as that of the newer one', () => {
    const state = finished();
    const old = sampleReport();
    expect(drive(state, { type: 'written', report: old, path: 'old.md' }).state.handover).toBeUndefined();
  });

  test('y copies the finding in the fixed order', () => {
    const { effects } = press(finished(), 'j', 'j', 'y');
    const text = effects[0]?.do === 'copy' ? effects[0].text : '';
    const order = [
      'is the same value',
      'Where: lib/stripe.ts:12',
      'Seen: one record',
      'Why: ',
      'Do: ',
      'Source: https',
    ];
    const places = order.map((part) => text.indexOf(part));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  test('o copies the source and shows it', () => {
    expect(press(finished(), 'o').effects).toMatchObject([
      { do: 'copy', text: 'https://vercel.com/docs/environment-variables' },
    ]);
  });

  test('e opens the file of a finding, and says why it cannot otherwise', () => {
    expect(press(finished(), 'j', 'j', 'e').effects).toMatchObject([{ do: 'edit', at: { path: 'lib/stripe.ts' } }]);
    expect(press(finished(), 'e').state.toast?.text).toBe('this is not about a file');
    const without = { ...finished(), editorRefusal: 'set $EDITOR' };
    expect(press(without, 'j', 'j', 'e')).toMatchObject({ effects: [], state: { toast: { text: 'set $EDITOR' } } });
  });

  test('c goes to the credentials and Esc comes back to the results', () => {
    const there = press(finished(), 'c').state;
    expect(placeOf(there)).toBe('start');
    expect(placeOf(press(there, 'escape').state)).toBe('list');
  });

  test('pasted text is never taken for keys', () => {
    const { state, effects } = drive(finished(), { type: 'paste', text: 'q\rRw' });
    expect(effects).toEqual([]);
    expect(state.toast?.text).toBe('nothing here takes pasted text');
  });

  test('a message goes with the next key, and a timer of an older one leaves a newer one alone', () => {
    const said = press(finished(), '9').state;
    const first = said.toast ?? { tone: 'note', text: '' };
    const newer = press(said, '8').state;
    expect(drive(newer, { type: 'toast-expired', toast: first }).state.toast).toBe(newer.toast);
    expect(press(newer, 'j').state.toast).toBeUndefined();
  });
});

test('the detail scrolls to its last line and no further', () => {
  const small = finished(fresh({ columns: 60, rows: 16 }));
  const bottom = press(small, 'j', 'j', 'enter', 'G').state;
  expect(bottom.scroll).toBeGreaterThan(0);
  expect(press(bottom, 'j').state.scroll).toBe(bottom.scroll);
  expect(press(bottom, 'k').state.scroll).toBe(bottom.scroll - 1);
  expect(press(bottom, 'g').state.scroll).toBe(0);
});
