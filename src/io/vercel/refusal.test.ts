import { describe, expect, test } from 'vitest';
import { withDeadline } from '../../core/deadline.ts';
import { ProviderFault, UnavailableError } from '../../core/fault.ts';
import { sendJson, startServer } from '../http/testing-server.ts';
import { canary, type Handle, never, openDoor, ref, thrownBy } from './testing-door.ts';

describe('when Vercel refuses', () => {
  const forbidden = { error: { code: 'forbidden', message: `no ${canary}` } };
  test.each([
    [401, { error: { code: 'unauthorized' } }, 'denied', 'VERCEL_TOKEN'],
    [401, { error: { code: 'unauthorized', message: 'The token has expired' } }, 'expired', 'make a new one'],
    [403, { error: { code: 'forbidden', invalidToken: true } }, 'expired', 'make a new one'],
    [403, forbidden, 'denied', 'permission to read the environment variables'],
    [403, { error: { code: 'challenge_required' } }, 'challenge', 'fresh login'],
    [403, { error: { code: 'challenge_required_email_otp' } }, 'challenge', 'fresh login'],
    [403, { error: { code: 'user_auth_required' } }, 'challenge', 'fresh login'],
    [403, { error: { code: 'forbidden', saml: true } }, 'challenge', 'fresh login'],
    [402, { error: { code: 'payment_required' } }, 'denied', 'billing'],
    [404, { error: { code: 'not_found' } }, 'not-found', 'VERCEL_ORG_ID'],
    [403, 'no object', 'denied', 'permission'],
    [404, { error: 'no object' }, 'not-found', '.vercel/project.json'],
  ])('%i %j is %s', async (status, body, reason, words) => {
    await using vercel = await openDoor((_request, response) => sendJson(response, status, body));
    const error = await thrownBy(vercel.door.variables(ref, never()));
    expect(error).toBeInstanceOf(UnavailableError);
    expect(error).toMatchObject({ reason, hint: expect.stringContaining(words) });
    expect(error.message).not.toContain('canary');
    expect(vercel.server.seen).toHaveLength(1);
  });

  test('a challenge in the header alone is one', async () => {
    const headers = { 'www-authenticate': 'Bearer realm="vercel", acr_values="urn:vercel:loa:2"' };
    await using vercel = await openDoor((_request, response) => sendJson(response, 401, {}, headers));
    expect(await thrownBy(vercel.door.variable(ref, 'env_1', never()))).toMatchObject({ reason: 'challenge' });
  });

  test.each([400, 409, 410, 418])('%i is a fault', async (status) => {
    await using vercel = await openDoor((_request, response) => sendJson(response, status, { error: { code: 'odd' } }));
    const error = await thrownBy(vercel.door.project(ref, never()));
    expect(error).toBeInstanceOf(ProviderFault);
    expect(error.message).toContain(`(${status} odd)`);
  });

  test("Vercel's own word is made harmless and short, and never holds the token", async () => {
    const code = `\u001b[31m${canary}\u202e${'x'.repeat(500)}`;
    await using vercel = await openDoor((_request, response) => sendJson(response, 403, { error: { code } }));
    const error = await thrownBy(vercel.door.project(ref, never()));
    expect(error.message).not.toMatch(/\u001b|\u202e|canary|x{100}/);
  });

  test('429 beyond the deadline is rate-limited, with the time', async () => {
    await using vercel = await openDoor((_request, response) => sendJson(response, 429, {}, { 'retry-after': '600' }));
    const error = await thrownBy(vercel.door.project(ref, withDeadline(never(), 10_000)));
    expect(error).toMatchObject({ reason: 'rate-limited', hint: expect.stringContaining('2026-11-20T12:10:00Z') });
  });
});

describe('when the answer is no answer', () => {
  const faults: readonly [string, Handle, string][] = [
    ['500 for ever', (_request, response) => sendJson(response, 500, {}), '(500)'],
    [
      'an HTML page',
      (_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html>Log in'),
      'a web page instead of data',
    ],
    [
      'truncated JSON',
      (_request, response) =>
        response.writeHead(200, { 'content-type': 'application/json' }).end(`{"envs":[{"value":"${canary}`),
      'cut off or no JSON',
    ],
    [
      'text',
      (_request, response) => response.writeHead(200, { 'content-type': 'text/plain' }).end('{}'),
      'where JSON was expected',
    ],
    ['nothing', (_request, response) => response.writeHead(204).end(), '(204)'],
    ['a reset connection', (request) => request.socket.resetAndDestroy(), 'broke off the connection'],
  ];

  test.each(faults)('%s is a fault, never data', async (_name, handle, words) => {
    await using vercel = await openDoor(handle);
    const error = await thrownBy(vercel.door.variables(ref, never()));
    expect(error).toBeInstanceOf(ProviderFault);
    expect(error.message).toContain(words);
    expect(error.message).not.toContain('canary');
  });

  test('a body that never ends ends', async () => {
    const handle: Handle = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"envs":[');
    };
    await using vercel = await openDoor(handle, canary, 30);
    expect(await thrownBy(vercel.door.variables(ref, never()))).toMatchObject({ reason: 'timeout' });
  });

  test('a redirect takes the token nowhere', async () => {
    await using other = await startServer((_request, response) => sendJson(response, 200, {}));
    await using vercel = await openDoor((_request, response) => {
      response.writeHead(302, { location: `${other.origin}/v2/user` }).end();
    });
    const error = await thrownBy(vercel.door.project(ref, never()));
    expect(error.message).toContain(`to ${other.origin}, which was not followed`);
    expect(other.seen).toEqual([]);
  });

  test("the engine's own reason comes through the SDK unchanged", async () => {
    const controller = new AbortController();
    const reason = new UnavailableError('timeout', 'no answer within 12 seconds');
    await using vercel = await openDoor(() => controller.abort(reason));
    expect(await thrownBy(vercel.door.project(ref, controller.signal))).toBe(reason);
  });
});
