import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dmarcPolicy } from '../../../checks/email/dmarc-policy.ts';
import { dmarcReports } from '../../../checks/email/dmarc-reports.ts';
import { nonSendingDomains } from '../../../checks/email/non-sending-domains.ts';
import { spfLookups } from '../../../checks/email/spf-lookups.ts';
import { spfRecord } from '../../../checks/email/spf-record.ts';
import { spfSenders } from '../../../checks/email/spf-senders.ts';
import { came, findingsIn, type MailWorld, mailFacts, resend, unread } from '../../../checks/email/testing.ts';
import type { Verdict } from '../../core/check.ts';
import { gatherMailSpf } from '../../gatherers/mail/spf.ts';
import { fakeWorld } from '../../gatherers/testing-world.ts';
import { dnsRecordsTable } from './table.ts';

const names = ['example.com', 'example.net', 'mail.example.com'] as const;

const spfText = fc.oneof(
  fc.constantFrom('v=spf1 -all', 'v=spf1 mx ~all', 'v=spf1 ?all', 'v=spf1 a', 'v=spf1 -ip4:x -all', 'v=spf1 -all mx'),
  fc.constantFrom('v=spf1 include:gone.example ~all', 'v=spf1 include:example.com ~all', 'v=spf1 ptr -all', 'hello'),
  fc.constantFrom(
    `v=spf1 ${'a:x.example '.repeat(11)}-all`,
    `v=spf1 ${'ip4:192.0.2.1 '.repeat(40)}-all`,
    'v=spf1 +all',
  ),
  fc.constantFrom('v=spf1 include:amazonses.com -all', 'v=spf1 exists:%{i}.x.example include:%{d}.y.example -all'),
);
const dmarcText = fc.oneof(
  fc.constantFrom('v=DMARC1; p=reject', 'v=DMARC1; p=none', 'DMARC1; p=reject', 'v=DMARC1; p=reject; sp=none', 'hello'),
  fc
    .record({
      p: fc.constantFrom('none', 'quarantine', 'reject', 'rejct', ''),
      sp: fc.constantFrom('', '; sp=none', '; sp=reject', '; sp=x'),
      rua: fc.constantFrom(
        '; rua=mailto:a@example.com',
        '; rua=mailto:a@example.com!10m',
        '; rua=https://example.com/',
        '; rua=mailto:a@example.com,x',
        '; rua=mailto:a@reports.example.org',
        '',
      ),
      more: fc.constantFrom(
        '',
        '; pct=50',
        '; t=y',
        '; psd=y',
        '; np=none',
        '; ruf=x',
        '; ruf=mailto:b@example.com!1m',
        '; p=none',
        '; rf',
        '; fo=9',
      ),
    })
    .map(({ p, sp, rua, more }) => `v=DMARC1; p=${p}${sp}${rua}${more}`),
);
const exchange = fc.constantFrom('MX 0 .', 'MX 10 mx.example.com', undefined, undefined);
const sign = fc.constantFrom(
  'send.NAME MX 10 feedback-smtp.eu-west-1.amazonses.com',
  's1._domainkey.NAME CNAME s1.example.org',
  's1._domainkey.NAME TXT v=DKIM1; p=',
  undefined,
  undefined,
  undefined,
);

const domainZone = fc
  .record({
    spf: fc.array(spfText, { maxLength: 2 }),
    dmarc: fc.array(dmarcText, { maxLength: 2 }),
    exchange,
    sign,
  })
  .map(({ spf, dmarc, exchange: mx, sign: other }) => (name: string): readonly string[] => [
    ...spf.map((text) => `${name} TXT ${text}`),
    ...dmarc.map((text) => `_dmarc.${name} TXT ${text}`),
    ...(mx === undefined ? [] : [`${name} ${mx}`]),
    ...(other === undefined ? [] : [other.replace('NAME', name)]),
  ]);

const world: fc.Arbitrary<MailWorld> = fc
  .record({
    zones: fc.tuple(domainZone, domainZone, domainZone),
    count: fc.constantFrom(1, 2, 3),
    from: fc.constantFrom('production', 'configuration'),
    senders: fc.constantFrom([], [{ ...resend, spfIncludes: ['amazonses.com'] }], 'unread' as const),
    dns: fc.dictionary(
      fc.constantFrom(...names.flatMap((name) => [`${name} TXT`, `${name} MX`, `_dmarc.${name} TXT`])),
      fc.constant('refused'),
      { maxKeys: 1 },
    ),
  })
  .map(({ zones, count, from, senders, dns }) => ({
    zone: ['mx.example.com A 192.0.2.5', ...zones.flatMap((zone, index) => zone(names[index] ?? ''))].join('\n'),
    domains: names.slice(0, count).map((domain) => ({ domain, from: from as 'production' })),
    production: ['example.com', 'example.net'],
    senders,
    dns,
  }));

type Row = {
  readonly name: string;
  readonly type: string;
  readonly purpose: string;
  readonly state: string;
  readonly paste: string | null;
};

async function audit(given: MailWorld) {
  const facts = await mailFacts(given);
  const { dmarc, hints, dkim, senders } = facts;
  const spf = await gatherMailSpf.gather(fakeWorld(given).context, { domains: given.domains ?? [], senders });
  const signs = { hints: came(hints), dkim: came(dkim), alignment: came(facts.alignment) };
  const table = dnsRecordsTable.build({
    spf: came(spf),
    dmarc: came(dmarc),
    mx: came(facts.mx),
    mtaSts: came(facts.mtaSts),
    reporting: came(facts.reporting),
    ...signs,
    senders,
    addresses: unread,
    hosting: unread,
    caa: unread,
    endpoints: unread,
  });
  const rows = table.rows.map(
    ([name, type, purpose, state, , paste]) => ({ name, type, purpose, state, paste }) as Row,
  );
  // Where a sender could be authorised the table leaves out domains without mail.
  const withMail = spf.filter(({ domain }) => rows.some(({ name, purpose }) => purpose === 'SPF' && name === domain));
  const verdicts = {
    policy: dmarcPolicy.evaluate({ dmarc }),
    reports: dmarcReports.evaluate({ dmarc, ...signs }),
    record: spfRecord.evaluate({ spf, senders }),
    lookups: spfLookups.evaluate({ spf }),
    senders:
      senders.state === 'ok'
        ? spfSenders.evaluate({ spf: withMail, senders: senders.value, dkim: came(dkim) })
        : undefined,
    silence: nonSendingDomains.evaluate({ senders, ...signs, hints }),
  };
  return { rows, verdicts };
}

function placesIn(...verdicts: readonly (Verdict | undefined)[]): readonly string[] {
  return verdicts.flatMap((verdict) =>
    verdict === undefined ? [] : findingsIn(verdict).map(({ at }) => (at.kind === 'dns' ? at.name : '')),
  );
}

test('a record is right in the table exactly where the checks of that record find nothing', () =>
  fc.assert(
    fc.asyncProperty(world, async (given) => {
      const { rows, verdicts } = await audit(given);
      const dmarc = placesIn(verdicts.policy, verdicts.reports);
      const spf = placesIn(verdicts.record, verdicts.lookups, verdicts.senders);
      for (const { name, purpose, state } of rows) {
        if (purpose === 'DMARC' && state !== 'unknown')
          expect([name, state === 'right']).toEqual([name, !dmarc.includes(name)]);
        if (purpose === 'DMARC' && state === 'unknown') expect(verdicts.policy.outcome).not.toBe('pass');
        if (purpose === 'SPF' && state !== 'unknown')
          expect([name, state === 'right']).toEqual([name, !spf.includes(name)]);
      }
      const policies = placesIn(verdicts.policy);
      const missing = findingsIn(verdicts.silence).flatMap(({ data }) => String(data.missing).split('; '));
      for (const { name, type, purpose, state } of rows) {
        if (purpose !== 'no mail' || state === 'unknown') continue;
        const isFaulty = missing.some((one) => one.startsWith(`${name} ${type} `)) || policies.includes(name);
        expect([name, type, state === 'right']).toEqual([name, type, !isFaulty]);
      }
    }),
    { numRuns: 150 },
  ));

test('a domain with a key or a return path is never given the record that forbids all mail', () =>
  fc.assert(
    fc.asyncProperty(world, async (given) => {
      const { rows, verdicts } = await audit(given);
      const signed = names.filter(
        (name) => given.zone?.includes(`._domainkey.${name} `) || given.zone?.includes(`send.${name} MX`),
      );
      const asked = (given.domains ?? []).map(({ domain }) => domain);
      for (const { name, paste } of rows)
        if (paste === 'v=spf1 -all') expect(signed.filter((one) => asked.includes(one))).not.toContain(name);
      for (const { data } of findingsIn(verdicts.silence))
        expect(signed.filter((one) => asked.includes(one))).not.toContain(data.domain);
    }),
    { numRuns: 150 },
  ));
