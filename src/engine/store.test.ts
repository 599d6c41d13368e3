import { describe, expect, test } from 'vitest';
import type { Disk } from '../core/disk.ts';
import { UserError } from '../core/fault.ts';
import type { Gathered } from '../core/gathered.ts';
import { listRuns, loadFacts, loadRun, saveFacts, saveRun } from './store.ts';
import { findingOf, gathererOf, reportOf, resultOf, waivedFinding } from './testing.ts';

/** A disk in memory. */
function memoryDisk(files: Readonly<Record<string, string>> = {}): Disk & { readonly files: Map<string, string> } {
  const kept = new Map(Object.entries(files));
  return {
    files: kept,
    read: async (path) => kept.get(path),
    write: async (path, text) => {
      kept.set(path, text);
    },
    list: async (dir) => {
      const inside = [...kept.keys()].filter((path) => path.startsWith(`${dir}/`));
      return inside.map((path) => path.slice(dir.length + 1)).toSorted();
    },
    isLink: async () => false,
  };
}

const attested = { answer: 'yes', note: 'tried', by: 'Ana', on: '2026-11-20' } as const;
const everything = reportOf(
  [
    resultOf({ outcome: 'pass', evidence: 'looked' }),
    resultOf({
      outcome: 'fail',
      findings: [
        findingOf({ places: [{ kind: 'dns', name: 'example.com', type: 'TXT' }], data: { n: 1, yes: true, s: 'x' } }),
        waivedFinding({ at: { kind: 'provider', provider: 'vercel', resource: 'variable', id: 'x' } }),
      ],
      because: 'two are hidden',
      hint: 'ask',
      attested,
    }),
    resultOf({ outcome: 'waived', findings: [waivedFinding({ at: { kind: 'url', url: 'https://example.com' } })] }),
    resultOf({ outcome: 'manual', ask: 'Tried?', attested }),
    resultOf({ outcome: 'unknown', because: 'hidden', hint: 'ask', findings: [waivedFinding()] }),
    resultOf({ outcome: 'unavailable', reason: 'rate-limited', hint: 'wait' }),
    resultOf({ outcome: 'error', fault: { message: 'reset', hint: 'again' } }),
    resultOf({ outcome: 'not-applicable', because: 'no Stripe' }),
  ],
  {
    target: { root: '.', production: 'https://shop.example.com', commit: 'abc' },
    selection: { only: ['env'], skip: [] },
    tables: { letters: { columns: ['a'], rows: [['x', 1, true, null]] } },
    notes: ['a page was left out'],
  },
);
const runs = '/repo/.launch-ready/runs';

describe('a saved run', () => {
  test('comes back as it was, under its time and as the latest', async () => {
    const disk = memoryDisk();
    const path = await saveRun(disk, '/repo', everything);
    expect(path).toBe(`${runs}/2026-11-20T12-00-00.000Z.json`);
    expect(await loadRun(disk, path)).toEqual(everything);
    expect(JSON.stringify(await loadRun(disk, `${runs}/latest.json`))).toBe(JSON.stringify(everything));
  });

  test('takes the mode that the disk gives by itself: for its owner alone', async () => {
    const modes: (number | undefined)[] = [];
    const disk: Disk = {
      ...memoryDisk(),
      write: async (_path, _text, mode) => {
        modes.push(mode);
      },
    };
    await saveRun(disk, '/repo', everything);
    expect(modes).toEqual([undefined, undefined]);
  });

  test('is listed newest first; what is no run is not', async () => {
    const disk = memoryDisk({ [`${runs}/notes.txt`]: 'x' });
    await saveRun(disk, '/repo', reportOf([], { startedAt: '2026-11-19T12:00:00.000Z' }));
    await saveRun(disk, '/repo', reportOf([], { startedAt: '2026-11-20T12:00:00.000Z' }));
    expect(await listRuns(disk, '/repo')).toEqual([
      `${runs}/2026-11-20T12-00-00.000Z.json`,
      `${runs}/2026-11-19T12-00-00.000Z.json`,
    ]);
    expect(await listRuns(memoryDisk(), '/repo')).toEqual([]);
  });

  test('that is missing, broken or of another schema is refused with a way out', async () => {
    const refused = async (text: string | undefined) => {
      const disk = memoryDisk(text === undefined ? {} : { '/run.json': text });
      const error = await loadRun(disk, '/run.json').catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(UserError);
      return (error as UserError).message;
    };
    expect(await refused(undefined)).toContain('no saved run');
    expect(await refused('{"schema": 1,')).toContain('not valid JSON');
    expect(await refused('['.repeat(100_000))).toContain('/run.json');
    expect(await refused(`${'['.repeat(10_000)}${']'.repeat(10_000)}`)).toContain('no launch-ready run');
    for (const raw of [null, 7, 'run', [], {}, { ...everything, schema: 2 }, { schema: 1, results: [] }]) {
      expect(await refused(JSON.stringify(raw))).toContain('no launch-ready run');
    }
  });

  test('one wrong part anywhere is refused, instead of breaking whoever reads it', async () => {
    const [passed, failed] = everything.results;
    const broken: readonly object[] = [
      { startedAt: 'yesterday' },
      { verdict: 'fine' },
      { counts: {} },
      { target: {} },
      { target: { root: '.', production: 7 } },
      { notes: [7] },
      { tables: { letters: { columns: ['a'] } } },
      { tables: { letters: { columns: ['a'], rows: [[{}]] } } },
      { selection: { only: 'env' } },
      { results: [null] },
      { results: [{ ...passed, severity: 'urgent' }] },
      { results: [{ ...passed, outcome: 'splendid' }] },
      { results: [{ ...passed, evidence: undefined }] },
      { results: [{ ...failed, findings: undefined }] },
      { results: [{ ...failed, findings: [{ ...findingOf(), at: { kind: 'file' } }] }] },
      { results: [{ ...failed, findings: [{ ...findingOf(), waived: undefined }] }] },
      { results: [{ ...failed, findings: [{ ...findingOf(), data: { name: {} } }] }] },
      { results: [{ ...failed, attested: { answer: 'perhaps' } }] },
      { results: [resultOf({ outcome: 'unavailable', reason: 'bored' as 'denied', hint: '' })] },
    ];
    for (const part of broken) {
      const disk = memoryDisk({ '/run.json': JSON.stringify({ ...everything, ...part }) });
      await expect(loadRun(disk, '/run.json'), JSON.stringify(part)).rejects.toBeInstanceOf(UserError);
    }
  });

  test('that somebody else wrote comes out harmless', async () => {
    const hostile = reportOf([resultOf({ outcome: 'pass', evidence: 'fine\x1b]0;owned\x07\u202e' })]);
    const report = await loadRun(memoryDisk({ '/run.json': JSON.stringify(hostile) }), '/run.json');
    expect(report.results).toMatchObject([{ evidence: 'fine' }]);
  });

  test('a place that cannot be read is refused with the reason', async () => {
    const disk: Disk = { ...memoryDisk(), read: () => Promise.reject(new Error('EISDIR: it is a directory')) };
    const error = await loadRun(disk, '/repo').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'UserError', message: expect.stringContaining('EISDIR') });
  });
});

describe('saved facts', () => {
  const gatherers = ['a/one', 'a/two', 'a/three', 'a/four'].map((id) => gathererOf(id, async () => ''));
  const facts = new Map<string, Gathered<unknown>>([
    ['a/one', { state: 'ok', value: 'text', ms: 1 }],
    ['a/two', { state: 'unavailable', reason: 'denied', hint: 'grant it' }],
    ['a/three', { state: 'failed', fault: { message: 'reset', hint: 'again' }, ms: 2 }],
  ]);
  const load = (raw: unknown) =>
    loadFacts(memoryDisk({ '/facts/a.one.json': JSON.stringify(raw) }), '/facts', gatherers);

  test('come back as they were, in all three states; one that is not there stays out', async () => {
    const disk = memoryDisk();
    await saveFacts(disk, '/facts', facts);
    expect([...disk.files.keys()]).toEqual(['/facts/a.one.json', '/facts/a.two.json', '/facts/a.three.json']);
    expect(await loadFacts(disk, '/facts', gatherers)).toEqual(facts);
  });

  test('of the wrong shape are refused, and in any fourth state', async () => {
    expect(await load({ state: 'ok', value: 'text', ms: 1 })).toEqual(new Map([['a/one', facts.get('a/one')]]));
    const wrong = [
      null,
      7,
      [],
      {},
      { state: 'ok', value: 7, ms: 1 },
      { state: 'ok', ms: 1 },
      { state: 'ok', value: 'text' },
      { state: 'pass', value: 'text', ms: 1 },
      { state: 'unavailable', reason: 'bored', hint: 'x' },
      { state: 'unavailable', reason: 'constructor', hint: 'x' },
      { state: 'unavailable', reason: 'denied' },
      { state: 'failed', ms: 1 },
      { state: 'failed', fault: { message: 7 }, ms: 1 },
    ];
    for (const raw of wrong)
      await expect(load(raw), JSON.stringify(raw)).rejects.toThrow(/a\.one\.json has not the shape/);
  });

  test('that are not JSON, or not there at all, are refused', async () => {
    await expect(loadFacts(memoryDisk({ '/facts/a.one.json': '{' }), '/facts', gatherers)).rejects.toThrow('not valid');
    await expect(loadFacts(memoryDisk(), '/facts', gatherers)).rejects.toThrow('no saved facts');
  });

  test('of somebody else come out harmless', async () => {
    expect(await load({ state: 'unavailable', reason: 'denied', hint: 'a\x1b[2J\u202eb', extra: 1 })).toEqual(
      new Map([['a/one', { state: 'unavailable', reason: 'denied', hint: 'ab' }]]),
    );
    expect(await load({ state: 'failed', fault: { message: 'a\x00b' }, ms: 1 })).toEqual(
      new Map([['a/one', { state: 'failed', fault: { message: 'ab' }, ms: 1 }]]),
    );
  });

  test('that cannot be written say so', async () => {
    const full: Disk = { ...memoryDisk(), write: () => Promise.reject(new Error('ENOSPC')) };
    await expect(saveFacts(full, '/facts', facts)).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining('ENOSPC'),
      hint: expect.stringContaining('--save'),
    });
  });
});
