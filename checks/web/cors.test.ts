import { describe, expect, it } from 'vitest';
import { foreignOrigin } from '../../src/analysis/cors/judge.ts';
import { cors } from './cors.ts';
import { findingsOf, keysOf, page, production } from './testing.ts';

function judge(origin: string | readonly string[], credentials?: string) {
  const more = credentials === undefined ? {} : { 'access-control-allow-credentials': credentials };
  return cors.evaluate({ pages: [page('root', { headers: { 'access-control-allow-origin': origin, ...more } })] });
}

describe('web/cors', () => {
  it('passes, fails when every origin is repeated with credentials, and passes again', () => {
    const fine = {
      outcome: 'pass',
      evidence: `no Access-Control-Allow-Origin, no credentials, on 1 answer to ${foreignOrigin}`,
    };
    expect(judge([])).toEqual(fine);
    expect(findingsOf(judge(foreignOrigin, 'true'))).toEqual([
      {
        key: 'any-origin',
        data: {},
        at: { kind: 'url', url: `${production}/` },
        evidence: `asked with origin: ${foreignOrigin}\naccess-control-allow-origin: ${foreignOrigin}\naccess-control-allow-credentials: true`,
        severity: 'high',
      },
    ]);
    expect(judge([])).toEqual(fine);
  });

  it.each([
    ['*', undefined, []],
    ['*', 'true', ['wildcard']],
    ['null', 'true', ['null-origin']],
    ['null', undefined, []],
    [foreignOrigin, undefined, []],
    [foreignOrigin, 'false', []],
    ['https://app.example.com', 'true', []],
    ['https://a.example, https://b.example', 'true', ['several']],
  ])('%s with credentials %s: %j', (origin, credentials, found) =>
    expect(keysOf(judge(origin, credentials))).toEqual(found),
  );

  it('says whether the origins that it allows come with credentials', () => {
    const fixed = 'https://app.example.com';
    const evidence = (with_: string) => `Access-Control-Allow-Origin: ${fixed}, ${with_} credentials, on `;
    expect(judge(fixed, 'true')).toMatchObject({ evidence: expect.stringContaining(evidence('with')) });
    expect(judge(fixed, 'false')).toMatchObject({ evidence: expect.stringContaining(evidence('no')) });
  });

  it('takes `true` alone for true, as browsers do', () => expect(judge('*', 'True').outcome).toBe('pass'));

  it('looks at every answer, errors and the webhook too', () => {
    const headers = { 'access-control-allow-origin': foreignOrigin, 'access-control-allow-credentials': 'true' };
    const pages = [
      page('root', {}),
      page('missing', { status: 404, headers }),
      page('webhook', { status: 405, headers }),
    ];
    expect(findingsOf(cors.evaluate({ pages }))).toMatchObject([
      { at: { url: expect.stringContaining('no-such-page') }, places: [{ url: `${production}/api/webhooks/stripe` }] },
    ]);
  });

  it('does not know what was not answered', () => {
    for (const status of [429, 500, 502]) {
      expect(cors.evaluate({ pages: [page('root', { status }), page('missing', { status: 404 })] }).outcome).toBe(
        'unknown',
      );
    }
    expect(cors.evaluate({ pages: [page('root', 'reset')] }).outcome).toBe('unknown');
    expect(
      cors.evaluate({ pages: [page('root', {}), page('webhook', { headers: { 'cf-mitigated': 'challenge' } })] })
        .outcome,
    ).toBe('unknown');
  });
});
