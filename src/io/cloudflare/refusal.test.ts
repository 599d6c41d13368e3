import { describe, expect, test } from 'vitest';
import { withDeadline } from '../../core/deadline.ts';
import { type CloudflarePhase, cloudflarePhases } from '../../core/doors/cloudflare.ts';
import { ProviderFault, UnavailableError } from '../../core/fault.ts';
import { sendJson, startServer } from '../http/testing-server.ts';
import {
  account,
  canary,
  type Handle,
  never,
  openDoor,
  sendError,
  sendResult,
  thrownBy,
  zone,
} from './testing-door.ts';

const authentication = 'Authentication error';

describe('when Cloudflare refuses', () => {
  // Codes as Cloudflare's API answers them; the same code stands for a bad token and for a missing permission.
  test.each<[status: number, code: number, message: string, reason: string, words: string]>([
    [403, 10000, authentication, 'denied', '"DNS Read" on the zone'],
    [403, 9109, 'Unauthorized to access requested resource', 'denied', '"DNS Read" on the zone'],
    [403, 10001, 'Unable to authenticate request', 'denied', '"DNS Read" on the zone'],
    [401, 10000, authentication, 'denied', '"DNS Read" on the zone'],
    [400, 10000, authentication, 'denied', '"DNS Read" on the zone'],
    [403, 0, 'request is not authorized', 'denied', '"DNS Read" on the zone'],
    [200, 10000, authentication, 'denied', '"DNS Read" on the zone'],
    [401, 1000, 'Invalid API Token', 'expired', 'make a new one'],
    [403, 9109, 'Invalid access token', 'expired', 'make a new one'],
    [401, 10000, 'The API token has expired', 'expired', 'make a new one'],
    [403, 9109, 'Cannot use the access token from location: 203.0.113.7', 'denied', 'Client IP Address Filtering'],
    [400, 6003, 'Invalid request headers', 'denied', 'no API token'],
    [400, 1011, 'DNS endpoint does not support account owned tokens', 'denied', 'a token of a user'],
    [403, 1015, 'dns.api.not_entitled', 'not-configured', 'does not include the DNS records'],
    [404, 7003, 'Could not route to /zones/x', 'not-found', 'check the endpoint'],
  ])('%i %i %s is %s', async (status, code, message, reason, words) => {
    await using cloudflare = await openDoor((_request, response) => sendError(response, status, code, message));
    const error = await thrownBy(cloudflare.door.records(zone, never()));
    expect(error).toBeInstanceOf(UnavailableError);
    expect(error).toMatchObject({ reason, hint: expect.stringContaining(words) });
    expect(error.message).toContain(`(${status} ${code} `);
    expect(cloudflare.server.seen).toHaveLength(1);
  });

  test('a mistake in the header is told by the chain of errors alone', async () => {
    const errors = [
      { code: 1, message: '', error_chain: [{ code: 6111, message: 'Invalid format for Authorization' }] },
    ];
    await using cloudflare = await openDoor((_request, response) =>
      sendJson(response, 400, { success: false, errors, messages: [], result: null }),
    );
    expect((await thrownBy(cloudflare.door.records(zone, never()))).message).toContain('no API token');
  });

  test.each([{}, 'text', null, { errors: 'none' }, { errors: [null, 7, { code: 'x', message: [] }] }])(
    'a 403 without a readable error, %j, names the permission all the same',
    async (body) => {
      await using cloudflare = await openDoor((_request, response) => sendJson(response, 403, body));
      const error = await thrownBy(cloudflare.door.botManagement(zone, never()));
      expect(error).toMatchObject({ reason: 'denied', hint: expect.stringContaining('"Bot Management Read"') });
    },
  );

  const permissions: Readonly<Record<CloudflarePhase, string>> = {
    http_request_sanitize: 'Sanitize Read',
    http_request_dynamic_redirect: 'Single Redirect Read',
    http_request_transform: 'Transform Rules Read',
    http_config_settings: 'Config Rules Read',
    http_request_origin: 'Origin Rules Read',
    http_request_firewall_custom: 'Zone WAF Read',
    http_ratelimit: 'Zone WAF Read',
    http_request_firewall_managed: 'Zone WAF Read',
    http_request_late_transform: 'Transform Rules Read',
    http_request_cache_settings: 'Cache Rules Read',
    http_response_cache_settings: 'Cache Rules Read',
    http_response_headers_transform: 'Transform Rules Read',
  };

  test.each(cloudflarePhases)('a denied %s names its own permission', async (phase) => {
    await using cloudflare = await openDoor((_request, response) => sendError(response, 403, 10000));
    const error = await thrownBy(cloudflare.door.phase(zone, phase, never()));
    expect(error.message).toContain(`"${permissions[phase]}" on the zone ${zone}`);
  });

  test('lists need a permission of the account', async () => {
    await using cloudflare = await openDoor((_request, response) => sendError(response, 403, 10000));
    const error = await thrownBy(cloudflare.door.lists(account, never()));
    expect(error.message).toContain('"Account Filter Lists Read" on the account');
  });

  test('Access that was never switched on is no refusal of the token', async () => {
    const message = 'access.api.error.not_enabled: Access is not enabled.';
    await using cloudflare = await openDoor((_request, response) => sendError(response, 403, 9999, message));
    expect(await thrownBy(cloudflare.door.accessApps(zone, never()))).toMatchObject({ reason: 'not-configured' });
  });

  test("Cloudflare's own words are made harmless and short, and never hold the token", async () => {
    const message = `\u001b[31m${canary}\u202e${'x'.repeat(60_000)}`;
    await using cloudflare = await openDoor((_request, response) => sendError(response, 403, 10000, message));
    const error = await thrownBy(cloudflare.door.records(zone, never()));
    expect(error.message).not.toMatch(/\u001b|\u202e|canary|x{100}/);
  });

  test('429 beyond the deadline is rate-limited, with the time', async () => {
    await using cloudflare = await openDoor((_request, response) =>
      sendJson(response, 429, { success: false, errors: [{ code: 10429 }] }, { 'retry-after': '300' }),
    );
    const error = await thrownBy(cloudflare.door.records(zone, withDeadline(never(), performance.now() + 10_000)));
    expect(error).toMatchObject({ reason: 'rate-limited', hint: expect.stringContaining('2026-11-20T12:05:00Z') });
    expect(cloudflare.server.seen).toHaveLength(1);
  });

  test('429 with a short wait is asked again after it', async () => {
    await using cloudflare = await openDoor((_request, response) => {
      if (cloudflare.server.seen.length > 1) return sendResult(response, []);
      sendJson(response, 429, {}, { 'retry-after': '2' });
    });
    expect((await cloudflare.door.records(zone, never())).pages).toHaveLength(1);
  });
});

describe('when the answer is no answer', () => {
  const faults: readonly [string, Handle, string][] = [
    ['500 for ever', (_request, response) => sendError(response, 500, 0), '(500)'],
    ['520', (_request, response) => response.writeHead(520).end('origin error'), '(520)'],
    ...[200, 403, 404].map((status): [string, Handle, string] => [
      `a page with status ${status}`,
      (_request, response) =>
        response.writeHead(status, { 'content-type': 'text/html' }).end('<!doctype html>Log in to the proxy'),
      'a web page instead of data',
    ]),
    [
      'truncated JSON',
      (_request, response) =>
        response.writeHead(200, { 'content-type': 'application/json' }).end(`{"result":[{"content":"${canary}`),
      'cut off or no JSON',
    ],
    ['text', (_request, response) => response.writeHead(200, { 'content-type': 'text/plain' }).end('{}'), 'expected'],
    ['nothing', (_request, response) => response.writeHead(204).end(), '(204)'],
    ['no envelope', (_request, response) => sendJson(response, 200, { zones: [] }), 'did not answer'],
    ['an array', (_request, response) => sendJson(response, 200, []), 'did not answer'],
    ['success: false', (_request, response) => sendError(response, 200, 1004, 'odd'), '(200 1004 odd)'],
    ['success: "yes"', (_request, response) => sendJson(response, 200, { success: 'yes', result: [] }), 'answer'],
    ['400', (_request, response) => sendError(response, 400, 1004, 'Validation'), '(400 1004 Validation)'],
    ['a reset connection', (request) => request.socket.resetAndDestroy(), 'broke off the connection'],
  ];

  test.each(faults)('%s is a fault, never data', async (_name, handle, words) => {
    await using cloudflare = await openDoor(handle);
    const error = await thrownBy(cloudflare.door.records(zone, never()));
    expect(error).toBeInstanceOf(ProviderFault);
    expect(error.message).toContain(words);
    expect(error.message).not.toContain('canary');
  });

  test('a challenge is told as one', async () => {
    await using cloudflare = await openDoor((_request, response) =>
      response.writeHead(403, { 'content-type': 'text/html', 'cf-mitigated': 'challenge' }).end('<html>Just a moment'),
    );
    expect(await thrownBy(cloudflare.door.records(zone, never()))).toMatchObject({ reason: 'challenge' });
  });

  test('a redirect takes the token nowhere', async () => {
    await using other = await startServer((_request, response) => sendResult(response, []));
    await using cloudflare = await openDoor((_request, response) => {
      response.writeHead(302, { location: `${other.origin}/client/v4` }).end();
    });
    const error = await thrownBy(cloudflare.door.records(zone, never()));
    expect(error.message).toContain(`to ${other.origin}, which was not followed`);
    expect(other.seen).toEqual([]);
  });

  test('an answer that does not come ends before whoever waits for many of them gives up', async () => {
    const controller = new AbortController();
    await using cloudflare = await openDoor(() => undefined);
    const signal = withDeadline(controller.signal, performance.now() + 300);
    const error = await thrownBy(cloudflare.door.pageRules(zone, signal));
    expect(error).toMatchObject({ reason: 'timeout', hint: expect.stringContaining('the Page Rules of the zone') });
    expect(signal.aborted).toBe(false);
  });

  test("the engine's own reason comes through the SDK unchanged", async () => {
    const controller = new AbortController();
    const reason = new UnavailableError('timeout', 'no answer within 6 seconds');
    await using cloudflare = await openDoor(() => controller.abort(reason));
    expect(await thrownBy(cloudflare.door.records(zone, controller.signal))).toBe(reason);
  });
});
