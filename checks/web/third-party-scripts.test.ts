import { describe, expect, it } from 'vitest';
import { findingsOf, page, production } from './testing.ts';
import { thirdPartyScripts } from './third-party-scripts.ts';

function judge(body: string, more: Parameters<typeof page>[2] = { found: 'repository' }) {
  return thirdPartyScripts.evaluate({ pages: [page('root', {}), page('sign-in', { body }, more)] });
}

const hosts = (body: string) => findingsOf(judge(body)).map(({ data }) => data.host);

describe('web/third-party-scripts', () => {
  it('knows nothing wrong, fails for a script that nobody pinned, and knows nothing wrong again', () => {
    const nothing = { outcome: 'unknown', hint: expect.stringContaining('"users": {"a"') };
    expect(judge('<script src="/app.js"></script>')).toMatchObject(nothing);
    const tag = 'https://cdn.tracker.example.net/t.js?id=C4nary';
    const verdict = judge(`<script src="${tag}"></script>`);
    expect(findingsOf(verdict)).toEqual([
      {
        key: 'unpinned',
        data: { host: 'cdn.tracker.example.net' },
        at: { kind: 'url', url: `${production}/sign-in` },
        evidence: '<script src="https://cdn.tracker.example.net/t.js?id=…"> without integrity',
      },
    ]);
    expect(verdict).toMatchObject({ unsettled: { because: expect.stringContaining('behind the sign-in') } });
    expect(judge('<script src="/app.js"></script>')).toMatchObject(nothing);
  });

  it.each([
    ['a pinned script', '<script src="https://cdn.example.net/a.js" integrity="sha384-abc" crossorigin>', []],
    ['a host of the same domain', '<script src="//cdn.example.com/a.js">', []],
    ['Stripe’s, which cannot be pinned', '<script src="https://js.stripe.com/v3/">', []],
    ['a script in a comment', '<!-- <script src="https://a.example.net/a.js"> -->', []],
    ['a script in a script', '<script>"<script src=https://a.example.net/a.js>"</script>', []],
    ['an address by <base>', '<base href="https://a.example.net/"><script src="a.js">', ['a.example.net']],
    [
      'two of one host',
      '<script src=//a.example.net/1.js></script><script src=//a.example.net/2.js></script>',
      ['a.example.net'],
    ],
  ])('judges %s', (_what, body, found) => expect(hosts(body)).toEqual(found));

  it('judges a first page that asks for a password', () => {
    const body = '<input type=password><script src="https://a.example.net/a.js"></script>';
    expect(findingsOf(thirdPartyScripts.evaluate({ pages: [page('root', { body })] }))).toHaveLength(1);
  });

  it('says which page has more scripts than were read', () => {
    const because = expect.stringContaining(`${production}/sign-in has scripts that were not read`);
    expect(judge('<script src="/app.js"></script>'.repeat(100))).toMatchObject({ outcome: 'unknown', because });
    const { answer } = page('sign-in', {});
    const cut = answer.state === 'answered' ? { ...answer, truncated: true } : answer;
    expect(judge('', { found: 'repository', answer: cut })).toMatchObject({ outcome: 'unknown', because });
  });

  it('never passes: what is behind the sign-in was not seen', () => {
    expect(judge('', { found: 'guess', answer: { state: 'failed', why: 'timeout', detail: '' } }).outcome).toBe(
      'unknown',
    );
    expect(thirdPartyScripts.evaluate({ pages: [page('root', {})] })).toMatchObject({
      outcome: 'unknown',
      because: expect.stringContaining('no sign-in page was found'),
    });
  });
});
