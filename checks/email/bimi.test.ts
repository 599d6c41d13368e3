import { describe, expect, it } from 'vitest';
import type { FakePage } from '../../src/gatherers/testing-world.ts';
import { bimi } from './bimi.ts';
import { faultsIn, findingsIn, type MailWorld, mailFacts } from './testing.ts';

const reject = '_dmarc.example.com TXT v=DMARC1; p=reject';
const record = 'default._bimi.example.com TXT v=BIMI1; l=https://example.com/logo.svg';
const svg = '<?xml version="1.0"?><svg version="1.2" baseProfile="tiny-ps" xmlns="http://www.w3.org/2000/svg"></svg>';
const logo = (body: string, status = 200): FakePage => ({ status, headers: { 'content-type': 'image/svg+xml' }, body });

async function judge(zone: string, page: FakePage = logo(svg), dns: MailWorld['dns'] = {}) {
  const facts = await mailFacts({ zone, dns, site: { 'GET https://example.com/logo.svg': page } });
  return bimi.evaluate({ bimi: facts.bimi, dmarc: facts.dmarc });
}

describe('email/bimi', () => {
  it('passes, fails under p=none, and passes again', async () => {
    expect((await judge(`${reject}\n${record}`)).outcome).toBe('pass');
    expect(findingsIn(await judge(`${reject.replace('reject', 'none')}\n${record}`))).toEqual([
      {
        key: 'unenforced',
        data: { domain: 'example.com', detail: 'its DMARC policy is none' },
        at: { kind: 'dns', name: 'default._bimi.example.com', type: 'TXT' },
        evidence: record,
      },
    ]);
    expect((await judge(`${reject}\n${record}`)).outcome).toBe('pass');
  });

  it('is low, and no record is no fault', async () => {
    expect(bimi.meta.severity).toBe('low');
    expect(await judge(reject)).toEqual({ outcome: 'pass', evidence: 'example.com: no record' });
  });

  it.each([
    ['subdomains left open', `${reject}; sp=none\n${record}`, logo(svg), ['unenforced']],
    ['t=y under quarantine', `${reject.replace('reject', 'quarantine; t=y')}\n${record}`, logo(svg), ['unenforced']],
    ['no DMARC at all', record, logo(svg), ['unenforced']],
    ['a logo over http', `${reject}\n${record.replace('https', 'http')}`, logo(svg), ['malformed']],
    ['no logo', `${reject}\ndefault._bimi.example.com TXT v=BIMI1; a=`, logo(svg), ['malformed']],
    ['a domain that wants none', `${reject}\ndefault._bimi.example.com TXT v=BIMI1; l=; a=`, logo(svg), []],
    ['two records', `${reject}\n${record}\n${record}`, logo(svg), ['malformed']],
    ['another version', `${reject}\n${record.replace('BIMI1', 'BIMI2')}`, logo(svg), ['malformed']],
    ['a logo that is gone', `${reject}\n${record}`, logo('', 404), ['logo']],
    ['a redirect', `${reject}\n${record}`, logo('', 302), ['logo']],
    ['a picture that is no SVG', `${reject}\n${record}`, logo('GIF89a'), ['logo']],
    ['a web page with a picture in it', `${reject}\n${record}`, logo(`<html><body>${svg}`), ['logo']],
    ['the full SVG profile', `${reject}\n${record}`, logo(svg.replace('tiny-ps', 'full')), ['logo']],
    ['a script', `${reject}\n${record}`, logo(svg.replace('></svg>', '><script>1</script></svg>')), ['logo']],
    ['a server whose certificate fails', `${reject}\n${record}`, 'tls' as const, ['logo']],
  ])('judges %s', async (_what, zone, page, faults) => expect(faultsIn(await judge(zone, page))).toEqual(faults));

  it('is unknown where the record, the policy or the logo gave no answer', async () => {
    expect((await judge('', logo(svg), { 'default._bimi.example.com TXT': 'refused' })).outcome).toBe('unknown');
    expect((await judge(record, logo(svg), { '_dmarc.example.com TXT': 'refused' })).outcome).toBe('unknown');
    expect((await judge(`${reject}\n${record}`, 'private')).outcome).toBe('unknown');
    expect((await judge(`${reject}\n${record}`, 'timeout')).outcome).toBe('blocked');
  });
});
