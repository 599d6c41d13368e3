import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type DeadlineSignal, timeLeft } from '../core/deadline.ts';
import { CancelledError, ProviderFault, UnavailableError } from '../core/fault.ts';
import type { AnyGatherer, GatherContext } from '../core/gatherer.ts';
import type { Io } from '../core/io.ts';
import { type GatherRun, gatherOne } from './gather.ts';
import { gathererOf, targetOf } from './testing.ts';

const runOf = (over: Partial<GatherRun> = {}): GatherRun => ({
  context: { target: targetOf(), io: {} as Io, progress: () => undefined, note: () => undefined },
  cancel: new AbortController().signal,
  mask: (text) => text.replaceAll('s3cret', '•••'),
  tick: () => performance.now(),
  ...over,
});
const never = () => new Promise<never>(() => undefined);
const network = (gather: AnyGatherer['gather'], timeoutMs?: number) =>
  gathererOf('a/fact', gather, { network: true, ...(timeoutMs === undefined ? {} : { timeoutMs }) });
const throwing = (error: unknown) =>
  gathererOf('a/fact', async () => {
    throw error;
  });

describe('a gatherer ends', () => {
  test('in its value', async () => {
    const gatherer = gathererOf('a/fact', async ({ target }, { name }) => `${target.root} ${name}`);
    expect(await gatherOne(gatherer, { name: 'x' }, runOf())).toEqual({
      state: 'ok',
      value: '/repo x',
      ms: expect.any(Number),
    });
  });

  test('in a reason when it could not be had', async () => {
    const gatherer = throwing(new UnavailableError('denied', 'grant the token read access'));
    expect(await gatherOne(gatherer, {}, runOf())).toEqual({
      state: 'unavailable',
      reason: 'denied',
      hint: 'grant the token read access',
    });
  });

  test('in a fault when it broke, without a stack', async () => {
    const fault = await gatherOne(throwing(new ProviderFault('half a document', 'try again')), {}, runOf());
    expect(fault).toEqual({
      state: 'failed',
      fault: { message: 'half a document', hint: 'try again' },
      ms: expect.any(Number),
    });
    const bug = await gatherOne(throwing(new TypeError('x is undefined')), {}, runOf());
    expect(bug).toMatchObject({ state: 'failed', fault: { message: 'TypeError: x is undefined' } });
    expect(JSON.stringify(bug)).not.toContain('gather.test');
  });

  test('in a fault whatever is thrown, and however', async () => {
    for (const thrown of ['a word', undefined, Object.create(null), { toString: never }]) {
      expect(await gatherOne(throwing(thrown), {}, runOf())).toMatchObject({ state: 'failed' });
    }
    const sudden = gathererOf('a/fact', () => {
      throw new Error('before any promise');
    });
    expect(await gatherOne(sudden, {}, runOf())).toMatchObject({
      state: 'failed',
      fault: { message: 'Error: before any promise' },
    });
  });

  test('with its words masked and harmless', async () => {
    const text = 'token s3cret\x1b[2J refused';
    const shown = 'token ••• refused';
    expect(await gatherOne(throwing(new UnavailableError('denied', text)), {}, runOf())).toMatchObject({ hint: shown });
    expect(await gatherOne(throwing(new ProviderFault(text, text)), {}, runOf())).toMatchObject({
      fault: { message: shown, hint: shown },
    });
  });
});

describe('offline', () => {
  const run = runOf({ context: { ...runOf().context, target: targetOf({ offline: true }) } });

  test('network work is not begun', async () => {
    const gather = vi.fn(async () => 'asked');
    expect(await gatherOne(network(gather), {}, run)).toMatchObject({ state: 'unavailable', reason: 'offline' });
    expect(gather).not.toHaveBeenCalled();
  });

  test('disk work goes on', async () => {
    expect(
      await gatherOne(
        gathererOf('a/fact', async () => 'read'),
        {},
        run,
      ),
    ).toMatchObject({ value: 'read' });
  });
});

describe('time', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  async function endsAfter(gatherer: AnyGatherer, run: GatherRun): Promise<number | undefined> {
    const started = performance.now();
    const ended = gatherOne(gatherer, {}, run);
    let after: number | undefined;
    const watch = ended.then(() => {
      after = performance.now() - started;
    });
    await vi.advanceTimersByTimeAsync(3_600_000);
    if (after !== undefined) await watch;
    return after;
  }

  test("network work ends at the limit: the person's, else its own, else 12 seconds", async () => {
    expect(await endsAfter(network(never), runOf())).toBe(12_000);
    expect(await endsAfter(network(never, 3_000), runOf())).toBe(3_000);
    expect(await endsAfter(network(never, 3_000), runOf({ timeoutMs: 7_000 }))).toBe(7_000);
    expect(await endsAfter(network(never), runOf({ timeoutMs: 20_000 }))).toBe(20_000);
  });

  test("disk work is not cut by the person's limit, only by its own", async () => {
    expect(await endsAfter(gathererOf('a/fact', never), runOf({ timeoutMs: 7_000 }))).toBeUndefined();
    expect(await endsAfter(gathererOf('a/fact', never, { timeoutMs: 4_000 }), runOf({ timeoutMs: 1 }))).toBe(4_000);
  });

  test('a timeout says how long it waited and what to do', async () => {
    const ended = gatherOne(network(never), {}, runOf({ timeoutMs: 1_500 }));
    await vi.advanceTimersByTimeAsync(1_500);
    expect(await ended).toEqual({
      state: 'unavailable',
      reason: 'timeout',
      hint: expect.stringMatching(/1\.5 seconds.*--timeout/),
    });
  });

  test('the doors see the deadline, and the signal fires at it', async () => {
    const seen: DeadlineSignal[] = [];
    const gatherer = network(async ({ signal }) => {
      seen.push(signal);
      return never();
    });
    const started = performance.now();
    const ended = gatherOne(gatherer, {}, runOf({ timeoutMs: 5_000 }));
    const [signal] = seen;
    if (signal === undefined) throw new Error('the gatherer was not asked');
    expect(timeLeft(signal, started)).toBe(5_000);
    await vi.advanceTimersByTimeAsync(4_999);
    expect(signal.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(signal.aborted).toBe(true);
    await ended;
  });

  test('a door that breaks off because of the deadline is a timeout, whatever it throws', async () => {
    const gatherer = network(
      ({ signal }: GatherContext) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error('socket closed')));
        }),
    );
    const ended = gatherOne(gatherer, {}, runOf({ timeoutMs: 1_000 }));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await ended).toMatchObject({ state: 'unavailable', reason: 'timeout' });
  });

  test('an ended gatherer leaves no timer behind', async () => {
    await gatherOne(
      network(async () => 'read'),
      {},
      runOf(),
    );
    await gatherOne(
      network(() => Promise.reject(new Error('reset'))),
      {},
      runOf(),
    );
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('cancelling', () => {
  test('ends work under way, also where the door ignores the signal', async () => {
    const controller = new AbortController();
    const ended = gatherOne(network(never), {}, runOf({ cancel: controller.signal }));
    controller.abort();
    await expect(ended).rejects.toBeInstanceOf(CancelledError);
  });

  test('reaches the door', async () => {
    const controller = new AbortController();
    let seen: AbortSignal | undefined;
    const gatherer = gathererOf('a/fact', async ({ signal }) => {
      seen = signal;
      return never();
    });
    const ended = gatherOne(gatherer, {}, runOf({ cancel: controller.signal }));
    controller.abort();
    await expect(ended).rejects.toBeInstanceOf(CancelledError);
    expect(seen?.aborted).toBe(true);
  });

  test('before the start begins nothing', async () => {
    const gather = vi.fn(async () => 'asked');
    await expect(gatherOne(network(gather), {}, runOf({ cancel: AbortSignal.abort() }))).rejects.toBeInstanceOf(
      CancelledError,
    );
    expect(gather).not.toHaveBeenCalled();
  });
});
