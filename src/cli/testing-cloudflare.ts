import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendJson, startServer, type TestServer } from '../io/http/testing-server.ts';

/** What a stub of Cloudflare's API answers with, by the path below the zone: `dns_records`, `pagerules`, `settings/ssl`. */
export type ZoneAnswers = Readonly<Record<string, unknown>>;

/** An answer that refuses a token without the permission, as Cloudflare words it. */
export const forbidden = Symbol('forbidden');

const zone = {
  id: '023e105f4ecef8ad9ca31a8372d0c353',
  name: 'example.com',
  status: 'active',
  paused: false,
  type: 'full',
  plan: { legacy_id: 'pro', name: 'Pro Website' },
  account: { id: '01a7362d577a6c3019a474fd6f485823', name: 'Harbor Goods' },
};

/** A zone `example.com` in which `shop.example.com` is proxied and no rule stands. */
export const plainZone: ZoneAnswers = {
  dns_records: [
    { id: 'r1', name: 'shop.example.com', type: 'CNAME', content: 'origin.example.net', proxied: true, ttl: 1 },
  ],
  pagerules: [],
  'workers/routes': [],
  'snippets/snippet_rules': [],
  'access/apps': [],
  url_normalization: { type: 'cloudflare', scope: 'incoming' },
  'settings/development_mode': { id: 'development_mode', value: 'off' },
  'settings/cache_level': { id: 'cache_level', value: 'aggressive' },
};

/** Answers of a phase with its rules, in order. */
export function phase(name: string, ...rules: readonly Readonly<Record<string, unknown>>[]): ZoneAnswers {
  const shaped = rules.map((rule, index) => ({ id: `${name}-${index}`, enabled: true, version: '1', ...rule }));
  return {
    [`rulesets/phases/${name}/entrypoint`]: { id: 'rs1', kind: 'zone', phase: name, version: '1', rules: shaped },
  };
}

/** Starts a stub of Cloudflare's API that knows one zone and one token. */
export function startCloudflare(answers: ZoneAnswers, token = 'stub-token-of-the-tests'): Promise<TestServer> {
  return startServer((request, response) => answer(request, response, answers, token));
}

function answer(request: IncomingMessage, response: ServerResponse, answers: ZoneAnswers, token: string): void {
  const refuse = (status: number, code: number, message: string): void =>
    sendJson(response, status, { success: false, errors: [{ code, message }], messages: [], result: null });
  if (request.headers.authorization !== `Bearer ${token}`) {
    refuse(403, 9109, 'Invalid access token');
    return;
  }
  const url = new URL(request.url ?? '/', 'http://stub');
  const path = url.pathname.replace('/client/v4/', '');
  const isZone = path === 'zones' && url.searchParams.get('name') === zone.name;
  const result = path === 'zones' ? (isZone ? [zone] : []) : answers[path.replace(`zones/${zone.id}/`, '')];
  if (result === forbidden) {
    refuse(403, 10000, 'Authentication error');
    return;
  }
  if (result === undefined) {
    refuse(404, 10003, 'could not find entrypoint ruleset in the phase');
    return;
  }
  const items = Array.isArray(result) ? result.length : 1;
  const paging = { page: 1, per_page: 100, count: items, total_count: items, total_pages: 1 };
  sendJson(response, 200, { success: true, errors: [], messages: [], result, result_info: paging });
}
