import { describe, expect, test, vi } from 'vitest';
import { optional } from '../core/artifact.ts';
import type { Audit, AuditEvent } from '../core/audit.ts';
import { failOr, pass, unknown } from '../core/check.ts';
import { CancelledError, UnavailableError } from '../core/fault.ts';
import type { GatherContext } from '../core/gatherer.ts';
import { findingsOf, type Report } from '../core/report.ts';
import { type AuditPlan, startAudit } from './run.ts';
import { checkOf, gathererOf, planOf, targetOf, textFact } from './testing.ts';

const left = textFact('a/left');
const right = textFact('a/right');
const both = textFact('a/both');
const makesLeft = gathererOf('a/left', async () => 'L');
const makesRight = gathererOf('a/right', async () => 'R');
const makesBoth = gathererOf('a/both', async (_context, bag) => `${bag.left}${bag.right}`, { needs: { left, right } });
const denied = gathererOf('a/left', async () => {
  throw new UnavailableError('denied', 'grant it');
});
const sees = (id: string, needs: AuditPlan['checks'][number]['needs']) =>
  checkOf(id, (bag) => pass(Object.values(bag).join(' ')), { needs });
const never = () => new Promise<never>(() => undefined);

async function eventsOf(audit: Audit): Promise<readonly AuditEvent[]> {
  const events: AuditEvent[] = [];
  for await (const event of audit) events.push(event);
  return events;
}

const run = (over: Partial<AuditPlan>): Promise<Report> => startAudit(planOf(over)).report;
const results = ({ results: list }: Report) => Object.fromEntries(list.map((result) => [result.check, result.outcome]));

describe('a run', () => {
  const plan = {
    checks: [sees('env/b', { both }), sees('env/a', { left }), sees('env/c', { right, left })],
    gatherers: [makesBoth, makesLeft, makesRight],
  };

  test('tells what happens in order: planned first, finished last, each thing once', async () => {
    const audit = startAudit(planOf(plan));
    const events = await eventsOf(audit);
    const names = events.map((event) => {
      if (event.type === 'judged') return `judged ${event.result.check}`;
      return 'artifact' in event ? `${event.type} ${event.artifact}` : event.type;
    });
    expect(names[0]).toBe('planned');
    expect(names.at(-1)).toBe('finished');
    expect(names.toSorted()).toEqual([
      'finished',
      'gathered a/both',
      'gathered a/left',
      'gathered a/right',
      'gathering a/both',
      'gathering a/left',
      'gathering a/right',
      'judged env/a',
      'judged env/b',
      'judged env/c',
      'planned',
    ]);
    expect(names.indexOf('gathering a/both')).toBeGreaterThan(names.indexOf('gathered a/left'));
    expect(names.indexOf('judged env/b')).toBeGreaterThan(names.indexOf('gathered a/both'));
    expect(events[0]).toMatchObject({ artifacts: ['a/left', 'a/right', 'a/both'] });
    expect(events.at(-1)).toMatchObject({ report: await audit.report });
  });

  test('can be read by several, early and late', async () => {
    const audit = startAudit(planOf(plan));
    const [one, two] = await Promise.all([eventsOf(audit), eventsOf(audit)]);
    expect(two).toEqual(one);
    expect(await eventsOf(audit)).toEqual(one);
  });

  test('can be left unread', async () => {
    expect(results(await run(plan))).toEqual({ 'env/a': 'pass', 'env/b': 'pass', 'env/c': 'pass' });
  });

  test('gathers a fact once, however many need it, and only what is needed', async () => {
    const gather = vi.fn(async () => 'L');
    const unwanted = vi.fn(async () => 'R');
    await run({
      checks: ['env/a', 'env/b', 'env/c'].map((id) => sees(id, { left })),
      gatherers: [gathererOf('a/left', gather), gathererOf('a/right', unwanted)],
      tables: [{ id: 'letters', needs: { left }, build: () => ({ columns: [], rows: [] }) }],
    });
    expect(gather).toHaveBeenCalledTimes(1);
    expect(unwanted).not.toHaveBeenCalled();
  });

  test('judges a check as soon as its own facts are there', async () => {
    const gate = Promise.withResolvers<string>();
    const audit = startAudit(
      planOf({ ...plan, gatherers: [makesBoth, makesLeft, gathererOf('a/right', () => gate.promise)] }),
    );
    for await (const event of audit) {
      if (event.type !== 'judged') continue;
      expect(event.result.check).toBe('env/a');
      break;
    }
    gate.resolve('R');
    expect((await audit.report).verdict).toBe('ready');
  });

  test('starts independent work at once', async () => {
    const started: string[] = [];
    const gate = Promise.withResolvers<void>();
    const waiting = (id: string) =>
      gathererOf(id, async () => {
        started.push(id);
        await gate.promise;
        return id;
      });
    const audit = startAudit(
      planOf({ checks: [sees('env/a', { left, right })], gatherers: [waiting('a/left'), waiting('a/right')] }),
    );
    for await (const event of audit) if (event.type === 'gathering' && event.artifact === 'a/right') break;
    expect(started).toEqual(['a/left', 'a/right']);
    gate.resolve();
    await audit.report;
  });

  test('passes progress on while the work is under way, and nothing that is said after its end', async () => {
    const contexts: GatherContext[] = [];
    const gate = Promise.withResolvers<string>();
    const busy = gathererOf('a/left', async (context) => {
      contexts.push(context);
      context.progress({ done: 1, total: 2, unit: 'files' });
      return 'L';
    });
    const audit = startAudit(
      planOf({
        checks: [sees('env/a', { left, right })],
        gatherers: [busy, gathererOf('a/right', () => gate.promise)],
      }),
    );
    for await (const event of audit) if (event.type === 'gathered') break;
    for (const context of contexts) {
      context.progress({ done: 2, total: 2, unit: 'files' });
      context.note('too late');
    }
    gate.resolve('R');
    expect((await audit.report).notes).toEqual([]);
    const progress = (await eventsOf(audit)).filter(({ type }) => type === 'progress');
    expect(progress).toEqual([
      { type: 'progress', artifact: 'a/left', progress: { done: 1, total: 2, unit: 'files' } },
    ]);
  });
});

describe('one failure', () => {
  test('leaves the others standing, and reaches everything made from it', async () => {
    const report = await run({
      checks: [sees('env/left', { left }), sees('env/right', { right }), sees('env/both', { both })],
      gatherers: [denied, makesRight, makesBoth],
    });
    expect(results(report)).toEqual({ 'env/left': 'unavailable', 'env/right': 'pass', 'env/both': 'unavailable' });
    expect(report.verdict).toBe('undetermined');
  });

  test('of a check is an error of that check', async () => {
    const broken = checkOf('env/broken', () => {
      throw new Error('a slip');
    });
    const report = await run({ checks: [broken, sees('env/a', { left })], gatherers: [makesLeft] });
    expect(results(report)).toEqual({ 'env/a': 'pass', 'env/broken': 'error' });
  });

  test('of a table is a note', async () => {
    const broken = {
      id: 'letters',
      needs: { left },
      build: () => {
        throw new Error('no s3cret columns');
      },
    };
    const report = await run({
      checks: [sees('env/a', { left })],
      gatherers: [makesLeft],
      tables: [broken],
      mask: (text) => text.replaceAll('s3cret', '•••'),
    });
    expect(report).toMatchObject({
      verdict: 'ready',
      tables: {},
      notes: ['the table letters could not be made: Error: no ••• columns'],
    });
  });

  test('of the plan itself rejects, with no event left hanging', async () => {
    const audit = startAudit(planOf({ checks: [sees('env/a', { left })] }));
    expect(await eventsOf(audit)).toEqual([]);
    await expect(audit.report).rejects.toThrow('a/left');
  });
});

describe('decisions and severities', () => {
  const failing = checkOf('env/a', () => ({
    outcome: 'fail',
    findings: [{ key: 'wrong', data: { name: 'A' }, at: { kind: 'file', path: 'a.ts' }, evidence: 'seen' }],
  }));
  const waivers = [{ check: 'env/a', reason: 'known', by: 'Ana', on: '2026-11-01', expires: '2026-11-20' }];

  test('are judged at the time of the target', async () => {
    const decisions = { waivers, attestations: [] };
    expect(results(await run({ checks: [failing], decisions }))).toEqual({ 'env/a': 'waived' });
    const target = { ...targetOf(), now: Date.UTC(2026, 10, 21) };
    expect(results(await run({ checks: [failing], decisions, target }))).toEqual({ 'env/a': 'fail' });
  });

  test('a configured severity moves the verdict', async () => {
    expect((await run({ checks: [failing] })).verdict).toBe('not-ready');
    const report = await run({ checks: [failing], severities: { 'env/a': 'low' } });
    expect(report.verdict).toBe('ready');
    expect(report.results.flatMap(findingsOf).map(({ severity }) => severity)).toEqual(['low']);
  });
});

describe('given facts', () => {
  const given = new Map([['a/both', { state: 'ok', value: 'saved', ms: 9 } as const]]);

  test('are judged as they stand; nothing is gathered for them or for what they were made from', async () => {
    const gather = vi.fn(async () => 'asked');
    const audit = startAudit(
      planOf({
        checks: [sees('env/a', { both })],
        gatherers: [gathererOf('a/left', gather), gathererOf('a/right', gather), makesBoth],
        given,
      }),
    );
    expect((await audit.report).results).toMatchObject([{ outcome: 'pass', evidence: 'saved' }]);
    expect(gather).not.toHaveBeenCalled();
    const told = (await eventsOf(audit)).filter((event) => 'artifact' in event);
    expect(told).toEqual([{ type: 'gathered', artifact: 'a/both', state: 'ok', ms: 0 }]);
  });

  test('may be part of what is needed', async () => {
    const report = await run({
      checks: [sees('env/a', { both, left })],
      gatherers: [makesLeft, makesRight, makesBoth],
      given,
    });
    expect(report.results).toMatchObject([{ evidence: 'saved L' }]);
  });
});

describe('cancelling', () => {
  async function unhandledDuring(work: () => Promise<void>): Promise<number> {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    await work();
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', unhandled);
    return unhandled.mock.calls.length;
  }

  const startEndless = (signal: AbortSignal): Audit =>
    startAudit(
      planOf({
        checks: [sees('env/a', { left }), sees('env/c', { both })],
        gatherers: [gathererOf('a/left', never), gathererOf('a/right', never), makesBoth],
        tables: [{ id: 'rights', needs: { right }, build: () => ({ columns: [], rows: [] }) }],
        signal,
      }),
    );

  test('rejects with CancelledError, ends the events and leaves nothing unhandled', async () => {
    const unhandled = await unhandledDuring(async () => {
      const controller = new AbortController();
      const audit = startEndless(controller.signal);
      const events = eventsOf(audit);
      controller.abort();
      await expect(audit.report).rejects.toBeInstanceOf(CancelledError);
      expect((await events).map(({ type }) => type)).not.toContain('finished');
    });
    expect(unhandled).toBe(0);
  });

  test('leaves nothing unhandled when only the events are read', async () => {
    const unhandled = await unhandledDuring(async () => {
      const controller = new AbortController();
      const events = eventsOf(startEndless(controller.signal));
      controller.abort();
      await events;
    });
    expect(unhandled).toBe(0);
  });

  test('leaves nothing unhandled in a fact that only a view needs', async () => {
    const unhandled = await unhandledDuring(async () => {
      const controller = new AbortController();
      const audit = startAudit(
        planOf({
          checks: [sees('env/a', { left })],
          gatherers: [gathererOf('a/left', never), gathererOf('a/right', never)],
          tables: [{ id: 'rights', needs: { right }, build: () => ({ columns: [], rows: [] }) }],
          signal: controller.signal,
        }),
      );
      controller.abort();
      await expect(audit.report).rejects.toBeInstanceOf(CancelledError);
    });
    expect(unhandled).toBe(0);
  });

  test('after all is judged still leaves no report and keeps nothing', async () => {
    const controller = new AbortController();
    const keep = vi.fn(async () => undefined);
    const last = checkOf('env/a', () => {
      controller.abort();
      return pass('looked');
    });
    const report = run({ checks: [last], signal: controller.signal, keep });
    await expect(report).rejects.toBeInstanceOf(CancelledError);
    expect(keep).not.toHaveBeenCalled();
  });

  test('many gatherers on one signal raise no warning about listeners', async () => {
    const warned = vi.fn();
    process.on('warning', warned);
    const ids = Array.from({ length: 40 }, (_, nth) => `a/${nth}`);
    await run({
      checks: [sees('env/a', Object.fromEntries(ids.map((id) => [id, textFact(id)])))],
      gatherers: ids.map((id) => gathererOf(id, async () => id, { network: true })),
    });
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', warned);
    expect(warned).not.toHaveBeenCalled();
  });
});

describe('the report', () => {
  const noting = gathererOf('a/left', async ({ note }) => {
    note('the answer\nhas drifted: s3cret');
    note('a page was left out');
    note('a page was left out');
    return 'L';
  });
  const plan = {
    checks: [
      sees('site/b', { left }),
      checkOf('env/b', () => unknown('hidden', 'ask'), { meta: { severity: 'low' } }),
      sees('env/a', { right }),
    ],
    gatherers: [noting, makesRight],
    mask: (text: string) => text.replaceAll('s3cret', '•••'),
  };

  test('has the same bytes for the same facts, but for times', async () => {
    const bytes = async () => {
      const { results: list, ...report } = await run(plan);
      return JSON.stringify({ ...report, startedAt: '', ms: 0, results: list.map((one) => ({ ...one, ms: 0 })) });
    };
    expect(await bytes()).toBe(await bytes());
  });

  test('is sorted, counted, dated and free of repeated notes', async () => {
    const report = await run(plan);
    expect(report.results.map(({ check }) => check)).toEqual(['env/a', 'site/b', 'env/b']);
    expect(report.counts).toMatchObject({ pass: 2, unknown: 1 });
    expect(report.notes).toEqual(['a page was left out', 'the answer has drifted: •••']);
    expect(report.startedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect('selection' in report).toBe(false);
  });

  test('says what narrowed it', async () => {
    expect('selection' in (await run({ ...plan, selection: { only: [], skip: [] } }))).toBe(false);
    const selection = { only: ['env'], skip: [] };
    expect((await run({ ...plan, selection })).selection).toEqual(selection);
  });

  test('of a narrowed run asks nobody for the sake of a view', async () => {
    const gather = vi.fn(async () => 'R');
    const view = (id: string, needs: AuditPlan['tables'][number]['needs']) => ({
      id,
      needs,
      build: () => ({ columns: ['c'], rows: [] }),
    });
    const narrow = {
      checks: [sees('env/a', { left })],
      gatherers: [makesLeft, gathererOf('a/right', gather)],
      tables: [view('lefts', { left }), view('rights', { right: optional(right) })],
    };
    const report = await run({ ...narrow, selection: { only: ['env/a'], skip: [] } });
    expect(Object.keys(report.tables)).toEqual(['lefts']);
    expect(gather).not.toHaveBeenCalled();
    expect(Object.keys((await run(narrow)).tables)).toEqual(['lefts', 'rights']);
  });

  test('describes its target from what came, harmless', async () => {
    const describe = {
      needs: { left: optional(left), right: optional(right) },
      build: (bag: { left: { state: string }; right: { state: string; value?: string } }) => ({
        root: '.',
        production: `https://\u202e${bag.right.value}`,
        commit: bag.left.state,
      }),
    };
    const report = await run({
      checks: [sees('env/a', { right })],
      gatherers: [denied, makesRight],
      describe: describe as unknown as AuditPlan['describe'],
    });
    expect(report.target).toEqual({ root: '.', production: 'https://R', commit: 'unavailable' });
  });

  test('is made after every fact was kept, also those that only a view needs', async () => {
    const kept: string[] = [];
    const report = await run({
      checks: [sees('env/a', { left })],
      gatherers: [denied, makesRight],
      tables: [{ id: 'rights', needs: { right }, build: () => ({ columns: [], rows: [] }) }],
      keep: async (states) => {
        for (const [id, { state }] of states) kept.push(`${id} ${state}`);
      },
    });
    expect(kept).toEqual(['a/left unavailable', 'a/right ok']);
    expect(report.verdict).toBe('undetermined');
  });

  test('is not made when the facts could not be kept', async () => {
    const keep = () => Promise.reject(new Error('disk full'));
    await expect(run({ ...plan, keep })).rejects.toThrow('disk full');
  });
});

describe('what was told to be hidden', () => {
  const secret = 's3cret-value';
  const known: string[] = [];
  const mask = (text: string): string => known.reduce((rest, one) => rest.replaceAll(one, '•••'), text);
  const makesSecret = gathererOf('a/left', async () => `eq "${secret}"`);
  // Told only after the first check was judged.
  const tells = gathererOf(
    'a/right',
    async () => {
      known.push(secret);
      return 'R';
    },
    { needs: { left } },
  );
  const shows = checkOf(
    'env/a',
    ({ left: fact }) =>
      failOr(
        [
          {
            key: 'wrong',
            data: { name: `${fact}` },
            at: { kind: 'url', url: `https://shop.example.com/${secret}` },
            evidence: `${fact}`,
          },
        ],
        pass('nothing'),
      ),
    { needs: { left } },
  );
  const plan = {
    checks: [shows, sees('env/b', { left })],
    gatherers: [makesSecret, tells],
    tables: [{ id: 't', needs: { left, right }, build: () => ({ columns: ['c'], rows: [[secret]] }) }],
    mask,
  };

  test('is in no result, table or kept fact, whenever it was told; fingerprints stay', async () => {
    known.length = 0;
    let kept = '';
    const keep = async (states: ReadonlyMap<string, unknown>): Promise<void> => {
      kept = JSON.stringify([...states]);
    };
    const report = await run({ ...plan, keep });
    expect(JSON.stringify(report)).not.toContain(secret);
    expect(kept).not.toContain(secret);
    expect(kept).toContain(String.raw`eq \"•••\"`);
    expect(report.results[0]).toMatchObject({
      findings: [{ message: 'eq "•••" is wrong.', evidence: 'eq "•••"', at: { url: 'https://shop.example.com/•••' } }],
    });
    const open = await run({ ...plan, mask: (text) => text });
    const prints = (of: Report) => of.results.flatMap(findingsOf).map(({ fingerprint }) => fingerprint);
    expect(prints(report)).toEqual(prints(open));
  });
});
