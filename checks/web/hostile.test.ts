import { describe, expect, it } from 'vitest';
import { webRedirects } from '../../src/artifacts/web/redirects.ts';
import type { AnyCheck } from '../../src/core/check.ts';
import { hsts } from '../tls/hsts.ts';
import { canonicalHost } from './canonical-host.ts';
import { cookies } from './cookies.ts';
import { cors } from './cors.ts';
import { csp } from './csp.ts';
import { errorPages } from './error-pages.ts';
import { httpsRedirect } from './https-redirect.ts';
import { productionIndexing } from './production-indexing.ts';
import { redirectChains } from './redirect-chains.ts';
import { securityHeaders } from './security-headers.ts';
import { findingsOf, host, page, walks } from './testing.ts';
import { thirdPartyScripts } from './third-party-scripts.ts';

const canary = 'C4naryQ7xW2vT9kLm';
const long = `\u001b]8;;http://evil\u0007**bold** <b>|${'x'.repeat(60_000)}`;
const names = [
  ...['content-security-policy', 'x-frame-options', 'referrer-policy', 'permissions-policy', 'x-robots-tag', 'server'],
  ...['access-control-allow-origin', 'access-control-allow-credentials', 'x-powered-by', 'cross-origin-opener-policy'],
];
const headers = {
  ...Object.fromEntries(names.map((name) => [name, `noindex, ${long}`])),
  'set-cookie': [`session=${canary}; Path=${long}`, `${long}=1`],
  'strict-transport-security': long,
};
const body = `<title>Index of /${long}</title><meta name=robots content="noindex,${long}"><input type=password>
<script src="https://evil.example.net/${long}?k=${canary}"></script>
at ${long} (/a.js:1:1)`;

describe('whatever a site sends', () => {
  it.each<readonly [string, AnyCheck]>(
    [
      ...[canonicalHost, cookies, cors, csp, errorPages, hsts, httpsRedirect, productionIndexing, redirectChains],
      ...[securityHeaders, thirdPartyScripts],
    ].map((check) => [check.meta.id, check]),
  )('%s stays short and tells no value', async (_id, check) => {
    const location = `https://shop.example.com/?k=${canary}#${long}`;
    const hops = await walks(['https shop.example.com', 'http shop.example.com', 'https www.shop.example.com'], {
      'https://shop.example.com/': { status: 200, headers },
      'http://shop.example.com/': { status: 302, headers: { ...headers, location } },
      'https://www.shop.example.com/': { status: 302, headers: { ...headers, location: long } },
    });
    const verdict = check.evaluate({
      pages: [
        page('root', { headers, body }),
        page('sign-in', { headers, body }),
        page('missing', { status: 500, headers, body }),
      ],
      robots: { state: 'read', url: 'https://shop.example.com/robots.txt', groups: [] },
      hosts: { production: [host('shop.example.com'), host('www.shop.example.com', 'sibling')], domains: [] },
      walks: Object.values(check.needs).includes(webRedirects) ? hops : { state: 'ok', value: hops, ms: 1 },
    });
    const text = JSON.stringify(verdict);
    expect(text).not.toContain(canary);
    expect(text.length).toBeLessThan(20_000);
    for (const { evidence } of findingsOf(verdict)) expect(evidence.length).toBeLessThan(2_000);
  });
});
