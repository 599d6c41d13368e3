import { describe, expect, it } from 'vitest';
import { dmarcPolicy } from './dmarc-policy.ts';
import { faultsIn, findingsIn, type MailWorld, mailFacts } from './testing.ts';

const rua = 'rua=mailto:dmarc@example.com';

async function judge(world: MailWorld) {
  return dmarcPolicy.evaluate({ dmarc: (await mailFacts(world)).dmarc });
}

const withRecord = (...records: readonly string[]) =>
  judge({ zone: records.map((record) => `_dmarc.example.com TXT ${record}`).join('\n') });

describe('email/dmarc-policy', () => {
  it('passes, fails for p=none, and passes again', async () => {
    const right = await withRecord(`v=DMARC1; p=reject; ${rua}`);
    expect(right).toEqual({ outcome: 'pass', evidence: `_dmarc.example.com: v=DMARC1; p=reject; ${rua}` });
    expect(findingsIn(await withRecord(`v=DMARC1; p=none; ${rua}`))).toEqual([
      {
        key: 'monitoring',
        data: { domain: 'example.com', name: '_dmarc.example.com', detail: 'p' },
        at: { kind: 'dns', name: '_dmarc.example.com', type: 'TXT' },
        evidence: `_dmarc.example.com: v=DMARC1; p=none; ${rua}`,
        severity: 'medium',
      },
    ]);
    expect((await withRecord(`v=DMARC1; p=quarantine; ${rua}`)).outcome).toBe('pass');
  });

  it('is high', () => expect(dmarcPolicy.meta.severity).toBe('high'));

  it.each([
    [
      'RFC 9989 section 4.10: several records are discarded',
      [`v=DMARC1; p=reject`, `v=DMARC1; p=reject`],
      ['several high'],
    ],
    ['tags are read, not searched: sp=reject; p=none is none', ['v=DMARC1; sp=reject; p=none'], ['monitoring medium']],
    ['RFC 9989 section 4.7: p missing with a valid rua is p=none', [`v=DMARC1; ${rua}`], ['assumed medium']],
    [
      'RFC 9989 section 4.7: p invalid with a valid rua is p=none',
      [`v=DMARC1; p=rejected; ${rua}`],
      ['assumed medium'],
    ],
    ['RFC 9989 section 4.7: p missing without rua is no policy', ['v=DMARC1;'], ['no-policy high']],
    [
      'RFC 9989 section 4.7: an invalid sp spoils the policy, too',
      [`v=DMARC1; p=reject; sp=all; ${rua}`],
      ['assumed medium'],
    ],
    ['RFC 9989 section 4.7: t=y lowers reject', ['v=DMARC1; p=reject; t=y'], ['testing medium']],
    ['RFC 9989 section 4.7: t=y lowers quarantine to none', ['v=DMARC1; p=quarantine; t=y'], ['testing medium']],
    ['t=n changes nothing', ['v=DMARC1; p=reject; t=n'], []],
    ['subdomains left open', ['v=DMARC1; p=reject; sp=none'], ['subdomains medium']],
    ['names that do not exist left open', ['v=DMARC1; p=reject; np=none'], ['subdomains medium']],
    ['RFC 9989 section 4.7: np falls back to sp', ['v=DMARC1; p=reject; sp=quarantine'], []],
    ['RFC 9989 appendix: pct is gone, and older receivers obey it', ['v=DMARC1; p=reject; pct=20'], ['removed medium']],
    ['pct=100 was the default', ['v=DMARC1; p=reject; pct=100'], ['removed low']],
    ['ri and rf are gone', ['v=DMARC1; p=reject; ri=3600; rf=afrf'], ['removed medium', 'removed medium']],
    ['the order after v is free', [`v=DMARC1; ${rua}; aspf=s; p=reject`], []],
    ['unknown tags are ignored', ['v=DMARC1; p=reject; x=1'], []],
    ['tag values in capitals', ['v=DMARC1; p=Reject'], []],
    ['a tag that stands twice', ['v=DMARC1; p=reject; p=none'], ['damaged medium']],
    ['a part that is no tag', ['v=DMARC1; p=reject; please'], ['damaged medium']],
    ['an invalid alignment mode', ['v=DMARC1; p=reject; aspf=strict'], ['damaged medium']],
    ['psd=y on a domain of one’s own', ['v=DMARC1; p=reject; psd=y'], ['suffix medium']],
    ['RFC 9989 section 4.8: the version in small letters is no record', ['v=dmarc1; p=reject'], ['malformed high']],
    ['a record that does not begin with the version', ['p=reject; v=DMARC1'], ['malformed high']],
    ['a quoted record', ['"v=DMARC1; p=reject"'], ['malformed high']],
    ['other texts at the name do not matter', ['google-site-verification=x', 'v=DMARC1; p=reject'], []],
  ])('%s', async (_what, records, faults) => expect(faultsIn(await withRecord(...records))).toEqual(faults));

  it('RFC 9989 section 4.10: judges what governs in the place of several records below it, too', async () => {
    const two = '_dmarc.mail.example.com TXT v=DMARC1; p=reject\n_dmarc.mail.example.com TXT v=DMARC1; p=none';
    const domains = [{ domain: 'mail.example.com', from: 'configuration' as const }];
    const above = (policy: string) => judge({ domains, zone: `${two}\n_dmarc.example.com TXT v=DMARC1; p=${policy}` });
    expect(faultsIn(await above('reject'))).toEqual(['several high']);
    expect(faultsIn(await above('none'))).toEqual(['several high', 'monitoring medium']);
    expect(findingsIn(await above('reject'))).toMatchObject([{ at: { name: '_dmarc.mail.example.com' } }]);
  });

  it('fails where the whole walk found nothing, and shows the walk', async () => {
    const [finding] = findingsIn(await judge({ zone: 'example.com A 203.0.113.1' }));
    expect(finding).toMatchObject({ key: 'none', severity: 'high' });
    expect(finding?.evidence).toBe('_dmarc.example.com: no record → _dmarc.com: no record');
  });

  it('RFC 9989 section 4.10.1: a subdomain without a record is governed by sp of the organizational domain', async () => {
    const domains = [{ domain: 'mail.example.com', from: 'configuration' as const }];
    const zone = 'mail.example.com A 203.0.113.1\n_dmarc.example.com TXT v=DMARC1; p=reject; sp=none';
    const verdict = await judge({ zone, domains });
    expect(findingsIn(verdict)).toMatchObject([{ key: 'monitoring', at: { name: '_dmarc.example.com' } }]);
    expect(findingsIn(verdict)[0]?.evidence).toMatch(/^_dmarc\.mail\.example\.com: no record → _dmarc\.example\.com: /);
  });

  it('RFC 9989 section 4.7: a name that is not in DNS is governed by np', async () => {
    const domains = [{ domain: 'gone.example.com', from: 'configuration' as const }];
    const zone = '_dmarc.example.com TXT v=DMARC1; p=none; np=reject';
    expect((await judge({ zone, domains })).outcome).toBe('pass');
  });

  it('is unknown when the record could not be asked for, and never a pass', async () => {
    const dns = { '_dmarc.example.com TXT': 'refused' } as const;
    expect(await judge({ zone: '_dmarc.com TXT v=DMARC1; p=reject; psd=y', dns })).toMatchObject({
      outcome: 'unknown',
      because: expect.stringContaining('the test: SERVFAIL'),
    });
  });

  it('keeps the other domains’ findings beside one that is not answered', async () => {
    const domains = ['example.com', 'example.net'].map((domain) => ({ domain, from: 'configuration' as const }));
    const verdict = await judge({
      zone: '_dmarc.example.com TXT v=DMARC1; p=none',
      dns: { '_dmarc.example.net TXT': 'malformed' },
      domains,
    });
    expect(verdict).toMatchObject({ outcome: 'fail', unsettled: { because: expect.stringContaining('example.net') } });
  });

  it('shows hostile text shortened and takes nothing from it', async () => {
    const [finding] = findingsIn(await withRecord(`v=DMARC1; p=none; x=\u001b[31m${'#'.repeat(60_000)}`));
    expect(finding?.key).toBe('monitoring');
    expect(finding?.evidence.length).toBeLessThan(400);
  });
});
