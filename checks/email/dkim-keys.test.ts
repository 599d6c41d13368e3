import { describe, expect, it } from 'vitest';
import { dkimKeys } from './dkim-keys.ts';
import { came, faultsIn, findingsIn, type MailWorld, mailFacts, resend, unread } from './testing.ts';
import { ed25519Record, rsaRecord } from './testing-keys.ts';

const sound = rsaRecord(2048);
const at = 'resend._domainkey.example.com';
const mail = 'example.com MX 10 mx.example.com';

async function judge(world: MailWorld) {
  const { dkim, hints, alignment, senders } = await mailFacts({ senders: [resend], ...world });
  return dkimKeys.evaluate({ dkim, hints: came(hints), alignment: came(alignment), senders });
}

const withKey = (record: string) => judge({ zone: `${mail}\n${at} TXT ${record}` });

describe('email/dkim-keys', () => {
  it('passes, fails for a short key, and passes again', async () => {
    expect(await withKey(sound)).toEqual({ outcome: 'pass', evidence: `1 key: ${at}` });
    const broken = await withKey(rsaRecord(512));
    expect(findingsIn(broken)).toMatchObject([
      {
        key: 'short',
        severity: 'high',
        data: { selector: at, detail: '512' },
        at: { kind: 'dns', name: at, type: 'TXT' },
      },
    ]);
    expect(findingsIn(broken)[0]?.evidence).toContain(`${at} TXT v=DKIM1; k=rsa; p=`);
    expect((await withKey(sound)).outcome).toBe('pass');
  });

  it.each([
    ['RFC 8301 section 3.2: under 2048 bits warns', rsaRecord(1024), ['weak medium']],
    ['RFC 6376 section 3.6.1: an empty p is revoked', 'v=DKIM1; p=', ['revoked high']],
    ['RFC 6376 section 3.6.1: t=y is a test', sound.replace('k=rsa', 't=y'), ['testing high']],
    ['RFC 6376 section 3.6.1: t=s is no test', sound.replace('k=rsa', 't=s'), []],
    ['RFC 6376 section 3.6.1: v is optional', sound.replace('v=DKIM1; ', ''), []],
    ['RFC 8301 section 3.1: h must allow sha256', sound.replace('k=rsa', 'h=sha1'), ['narrow high']],
    ['h may list several', sound.replace('k=rsa', 'h=sha1:sha256'), []],
    ['RFC 6376 section 3.6.1: s must include email', sound.replace('k=rsa', 's=tlsrpt'), ['narrow high']],
    ['s=* is fine', sound.replace('k=rsa', 's=*'), []],
    ['a key that was cut when pasted', sound.slice(0, -40), ['malformed high']],
    ['no base64', 'v=DKIM1; p=<your key>', ['malformed high']],
    ['an unknown type', 'v=DKIM1; k=dsa; p=AAAA', ['malformed high']],
    ['v=DKIM1 that is not first', `k=rsa; v=DKIM1; ${sound.split('; ')[2]}`, ['malformed high']],
    ['RFC 8463: Ed25519 alone', ed25519Record(), ['ed25519-alone medium']],
  ])('%s', async (_what, record, faults) => expect(faultsIn(await withKey(record))).toEqual(faults));

  it('RFC 8463 section 4.2: takes Ed25519 beside RSA', async () =>
    expect(
      (await judge({ zone: `${mail}\n${at} TXT ${sound}\ns1._domainkey.example.com TXT ${ed25519Record()}` })).outcome,
    ).toBe('pass'));

  it('RFC 6376 section 3.6.2.2: fails for several records at a selector', async () =>
    expect(faultsIn(await judge({ zone: `${mail}\n${at} TXT ${sound}\n${at} TXT ${sound}` }))).toEqual([
      'several high',
    ]));

  it('says that an old key is revoked without alarm, while another one is sound', async () =>
    expect(
      faultsIn(await judge({ zone: `${mail}\n${at} TXT ${sound}\nk1._domainkey.example.com TXT v=DKIM1; p=` })),
    ).toEqual(['revoked low']));

  it('follows a delegated key, and fails where the alias leads nowhere', async () => {
    const delegated = `${mail}\n${at} CNAME resend.dkim.example.net`;
    expect((await judge({ zone: `${delegated}\nresend.dkim.example.net TXT ${sound}` })).outcome).toBe('pass');
    expect(faultsIn(await judge({ zone: delegated }))).toEqual(['dangling high']);
  });

  it('says how many selectors were tried when none is there, and never “missing”', async () => {
    const verdict = await judge({ zone: `${mail}\nother._domainkey.example.com TXT ${sound}` });
    expect(findingsIn(verdict)).toMatchObject([{ key: 'none-found', severity: 'medium', confidence: 'possible' }]);
    expect(findingsIn(verdict)[0]?.data.tried).toBeGreaterThan(50);
    expect(findingsIn(verdict)[0]?.evidence).toContain('something exists below _domainkey');
  });

  it('misses the key of a service in use whose selector is known, though another service has one', async () => {
    const zone = `${mail}\ngoogle._domainkey.example.com TXT ${sound}`;
    expect(findingsIn(await judge({ zone }))).toMatchObject([
      {
        key: 'none-of-sender',
        severity: 'medium',
        data: { sender: 'Resend', selectors: at },
        at: { kind: 'dns', name: at, type: 'TXT' },
        evidence: `${at} TXT: no record; package resend`,
      },
    ]);
    expect((await judge({ zone: `${zone}\n${at} TXT ${sound}` })).outcome).toBe('pass');
    expect((await judge({ zone, dns: { [`${at} TXT`]: 'refused' } })).outcome).toBe('unknown');
    const below = 'send.example.com MX 10 feedback-smtp.eu-west-1.amazonses.com';
    const path = `${zone}\n${below}\nresend._domainkey.send.example.com TXT ${sound}`;
    expect((await judge({ zone: path })).outcome).toBe('pass');
  });

  it('does not count or list a selector that was not answered as tried', async () => {
    const zone = `${mail}\nother._domainkey.example.com TXT ${sound}`;
    const dns = { 'default._domainkey.example.com TXT': 'refused' } as const;
    const [finding] = findingsIn(await judge({ zone, dns }));
    expect(finding?.evidence).toMatch(/^tried: resend, dkim,/);
  });

  it('RFC 8020: knows that none is there from NXDOMAIN of _domainkey', async () =>
    expect(faultsIn(await judge({ zone: mail }))).toEqual(['none-there high']));

  it('RFC 9824: takes no proof from compact denial, which has no NXDOMAIN', async () => {
    const dns = Object.fromEntries(
      ['_domainkey', 'launch-ready-no-such-selector._domainkey'].map((label) => [
        `${label}.example.com TXT`,
        'nodata' as const,
      ]),
    );
    const verdict = await judge({ zone: mail, dns });
    expect(faultsIn(verdict)).toEqual(['none-found medium']);
    expect(findingsIn(verdict)[0]?.evidence).not.toContain('something exists');
  });

  it('fails for a configured selector without a record', async () => {
    const verdict = await judge({ zone: `${mail}\n${at} TXT ${sound}`, target: { dkimSelectors: ['mailer'] } });
    expect(findingsIn(verdict)).toMatchObject([{ key: 'absent', at: { name: 'mailer._domainkey.example.com' } }]);
    const domains = ['example.net', 'example.com'].map((domain) => ({ domain, from: 'configuration' as const }));
    const zone = `${mail}\n${at} TXT ${sound}\nresend._domainkey.example.net TXT ${sound}\nmailer._domainkey.example.net TXT ${sound}`;
    expect((await judge({ zone, domains, target: { dkimSelectors: ['mailer'] } })).outcome).toBe('pass');
  });

  it('does not apply to a domain that publishes that it sends no mail', async () =>
    expect((await judge({ zone: 'example.com MX 0 .\nexample.com TXT v=spf1 -all', senders: [] })).outcome).toBe(
      'not-applicable',
    ));

  it('judges a domain that sends by a return path, whatever its own MX and SPF say', async () => {
    const silent = 'example.com MX 0 .\nexample.com TXT v=spf1 -all';
    const path = 'send.example.com MX 10 feedback-smtp.eu-west-1.amazonses.com';
    expect(faultsIn(await judge({ zone: `${silent}\n${path}` }))).toEqual(['none-there high']);
    expect((await judge({ zone: `${silent}\n${path}\n${at} TXT ${sound}` })).outcome).toBe('pass');
  });

  it('leaves a second domain without any sign of mail to email/non-sending-domains', async () => {
    const domains = ['example.com', 'example.net'].map((domain) => ({ domain, from: 'production' as const }));
    expect((await judge({ zone: `${mail}\n${at} TXT ${sound}`, domains })).outcome).toBe('pass');
  });

  it('is unavailable where selectors met silence, unknown where they were refused, beside what was found', async () => {
    const dns = { 's1._domainkey.example.com TXT': 'timeout' } as const;
    const zone = `${mail}\n${at} TXT ${sound}`;
    expect(await judge({ zone, dns })).toMatchObject({
      outcome: 'blocked',
      by: { reason: 'timeout', hint: expect.stringContaining('s1._domainkey.example.com') },
    });
    const refused = { 's1._domainkey.example.com TXT': 'refused' } as const;
    expect((await judge({ zone, dns: refused })).outcome).toBe('unknown');
    expect(await withKeyAnd(rsaRecord(512), dns)).toMatchObject({ outcome: 'fail', unsettled: {} });
  });

  it('is unknown for a domain whose servers refuse everything', async () => {
    const dns = Object.fromEntries(
      ['_domainkey.dead.example', 'launch-ready-no-such-selector._domainkey.dead.example', 'dead.example'].flatMap(
        (name) => [
          [`${name} TXT`, 'refused' as const],
          [`${name} MX`, 'refused' as const],
        ],
      ),
    );
    const domains = ['example.com', 'dead.example'].map((domain) => ({ domain, from: 'production' as const }));
    const verdict = await judge({ zone: `${mail}\n${at} TXT ${sound}`, dns, domains });
    expect(verdict).toMatchObject({ outcome: 'unknown', because: expect.stringContaining('dead.example') });
  });

  it('judges without the hints, too', async () => {
    const { dkim } = await mailFacts({ zone: `${at} TXT ${sound}`, senders: [resend] });
    expect(dkimKeys.evaluate({ dkim, hints: unread, alignment: unread, senders: unread }).outcome).toBe('pass');
  });

  it('reads a long record as a whole', async () =>
    expect((await withKey(sound.replace('k=rsa', `n=${'note '.repeat(1600)}; k=rsa`))).outcome).toBe('pass'));

  it('shortens a record of 60 kB in the middle', async () => {
    const [finding] = findingsIn(await withKey(`v=DKIM1; p=${'A'.repeat(60_000)}`));
    expect(finding?.evidence.length).toBeLessThan(400);
    expect(finding?.evidence).toContain(' … ');
  });
});

async function withKeyAnd(record: string, dns: NonNullable<MailWorld['dns']>) {
  return judge({ zone: `${mail}\n${at} TXT ${record}`, dns });
}
