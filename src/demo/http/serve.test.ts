import { afterEach, describe, expect, it } from 'vitest';
import type { Fault } from './fault.ts';
import { type Served, type ServeOptions, serve } from './serve.ts';

const open: Served<'greeting'>[] = [];

afterEach(async () => {
  for (const served of open.splice(0)) await served.close();
});

async function greeter(options: ServeOptions<'greeting'> = {}): Promise<Served<'greeting'>> {
  const served = await serve<'greeting'>(
    {
      routeOf: ({ url }) => (url.pathname === '/greeting' ? 'greeting' : undefined),
      answer: ({ url }) => {
        if (url.pathname === '/mistake') throw new Error('a slip of the pen');
        return { status: 200, body: { hello: url.searchParams.get('name') } };
      },
    },
    options,
  );
  open.push(served);
  return served;
}

async function withFault(fault: Fault): Promise<Response> {
  const served = await greeter({ faults: [{ route: 'greeting', fault }] });
  return fetch(`${served.url}/greeting`, { signal: AbortSignal.timeout(5_000) });
}

describe('serve', () => {
  it('answers on loopback and records method and path with the query', async () => {
    const served = await greeter();
    const answer = await fetch(`${served.url}/greeting?name=Ada`);
    expect(await answer.json()).toEqual({ hello: 'Ada' });
    await fetch(`${served.url}/other`, { method: 'DELETE' });
    expect(served.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(served.requests()).toEqual([
      { method: 'GET', path: '/greeting?name=Ada' },
      { method: 'DELETE', path: '/other' },
    ]);
  });

  it('says its own mistakes instead of ending the process', async () => {
    const served = await greeter();
    const answer = await fetch(`${served.url}/mistake`);
    expect(answer.status).toBe(500);
    expect(await answer.text()).toContain('a slip of the pen');
  });

  it('waits before it answers', async () => {
    const served = await greeter({ latencyMs: 60 });
    const start = performance.now();
    await fetch(`${served.url}/greeting`);
    expect(performance.now() - start).toBeGreaterThan(50);
  });

  it('misbehaves on the named route alone, as often as told, then recovers', async () => {
    const fault: Fault = { kind: 'html' };
    const served = await greeter({ faults: [{ route: 'greeting', fault, times: 1 }] });
    expect((await fetch(`${served.url}/elsewhere`)).status).toBe(200);
    expect((await fetch(`${served.url}/greeting`)).status).toBe(502);
    expect((await fetch(`${served.url}/greeting`)).status).toBe(200);
    served.fail([{ route: '*', fault: { kind: 'html', status: 503 } }]);
    expect((await fetch(`${served.url}/elsewhere`)).status).toBe(503);
  });

  it('closes although a request hangs, and closes twice', async () => {
    const served = await greeter({ faults: [{ route: '*', fault: { kind: 'hang' } }] });
    const hanging = fetch(`${served.url}/greeting`).then(
      () => 'answered',
      () => 'cut',
    );
    await expect.poll(() => served.requests().length).toBe(1);
    await served.close();
    await served.close();
    expect(await hanging).toBe('cut');
  });
});

describe('faults', () => {
  it('answers as told, headers included', async () => {
    const answer = await withFault({
      kind: 'answer',
      status: 418,
      headers: { 'retry-after': '7' },
      body: { tea: true },
    });
    expect(answer.status).toBe(418);
    expect(answer.headers.get('retry-after')).toBe('7');
    expect(await answer.json()).toEqual({ tea: true });
  });

  it('answers HTML that calls itself HTML', async () => {
    const answer = await withFault({ kind: 'html' });
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(await answer.text()).toContain('Bad Gateway');
  });

  it('cuts JSON short in an answer that is whole for HTTP', async () => {
    const answer = await withFault({ kind: 'truncated' });
    expect(answer.headers.get('content-type')).toContain('application/json');
    await expect(answer.json()).rejects.toThrow(SyntaxError);
  });

  it('resets before the first byte', async () => {
    await expect(withFault({ kind: 'reset' })).rejects.toThrow('fetch failed');
  });

  it('resets after half of the body', async () => {
    const answer = await withFault({ kind: 'reset', after: 'headers' });
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow();
  });

  it.each([{}, { everyMs: 1 }])('never ends a body %j', async (pace) => {
    const answer = await withFault({ kind: 'endless', ...pace });
    const reader = answer.body?.getReader();
    let bytes = 0;
    while (reader !== undefined && bytes < 20_000) bytes += (await reader.read()).value?.length ?? 0;
    await reader?.cancel();
    expect(bytes).toBeGreaterThanOrEqual(20_000);
  });
});
