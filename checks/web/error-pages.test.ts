import { describe, expect, it } from 'vitest';
import { errorPages } from './error-pages.ts';
import { findingsOf, page, production, type Said } from './testing.ts';

const trace = '<pre>Error: no such page<br>    at handler (/var/task/app/server.js:12:34)</pre>';
const missing = `${production}/launch-ready-no-such-page?launch-ready=1`;

function judge(said: Said, root: Said = {}) {
  return errorPages.evaluate({ pages: [page('root', root), page('missing', said)] });
}

const found = (...given: Parameters<typeof judge>) =>
  findingsOf(judge(...given)).map(({ key, severity = 'medium' }) => `${key} ${severity}`);

describe('web/error-pages', () => {
  it('passes, fails for a stack trace, and passes again', () => {
    const fine = { outcome: 'pass', evidence: `${missing} answers 404 without a trace; 2 answers looked at` };
    expect(judge({ status: 404, body: 'not found' })).toEqual(fine);
    expect(findingsOf(judge({ status: 500, body: trace }))).toMatchObject([
      {
        key: 'stack-trace',
        at: { kind: 'url', url: missing },
        evidence: 'status 500: at handler (/var/task/app/server.js:12:34)',
      },
    ]);
    expect(judge({ status: 404, body: 'not found' })).toEqual(fine);
  });

  it.each<readonly [string, Said, readonly string[]]>([
    ['a debug page', { status: 404, body: 'Using the URLconf defined in shop.urls' }, ['debug-page medium']],
    ['a folder', { status: 200, body: '<title>Index of /</title>' }, ['directory-listing medium']],
  ])('judges %s', (_what, said, keys) => expect(found(said)).toEqual(keys));

  it('lets a page that answers well write about traces, and lists no folder', () => {
    expect(found({ status: 404 }, { body: trace })).toEqual([]);
    expect(found({ status: 404 }, { body: '<title>Index of /downloads</title>' })).toEqual([
      'directory-listing medium',
    ]);
  });

  it('does not know a site that is broken, and takes an error of its own for its error page', () => {
    expect(judge({ status: 500 }, { status: 500 }).outcome).toBe('unknown');
    expect(judge({ status: 500 }).outcome).toBe('pass');
  });

  it('neutralises what a trace carries', () => {
    const evil = 'at x (/srv/\u001b[31m|**a**.js:1:2)';
    expect(JSON.stringify(judge({ status: 500, body: evil }))).not.toContain('\\u001b');
  });

  it.each<readonly [string, Said]>([
    ['silence', 'timeout'],
    ['too many requests', { status: 429 }],
    ['a gateway without a server behind it', { status: 502 }],
    ['a challenge', { status: 403, headers: { 'cf-mitigated': 'challenge' } }],
    ['a redirect', { status: 302, headers: { location: '/' } }],
  ])('does not know after %s', (_what, said) => expect(judge(said).outcome).toBe('unknown'));
});
