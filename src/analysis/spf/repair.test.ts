import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MailSender } from '../../artifacts/mail/senders.ts';
import type { SpfPolicy } from '../../artifacts/mail/spf.ts';
import { bestAuthorisation } from './authorisation.ts';
import { collectSpfAnswers } from './collect.ts';
import { spfPolicy } from './policy.ts';
import { recordProblems } from './record-problems.ts';
import { merged, withIncludes, withSoftEnd } from './repair.ts';
import { authorisingRecord } from './sender-record.ts';
import { testZone } from './testing.ts';

describe('a record with more includes', () => {
  it.each([
    ['v=spf1 mx ~all', 'v=spf1 mx include:x.example ~all'],
    ['v=spf1 -all', 'v=spf1 include:x.example -all'],
    ['v=spf1 a all exp=e.example.com', 'v=spf1 a include:x.example all exp=e.example.com'],
    ['v=spf1 a redirect=r.example.com', 'v=spf1 a include:x.example redirect=r.example.com'],
    ['v=spf1  mx', 'v=spf1 mx include:x.example ~all'],
    ['v=spf1 include:x.example -all', 'v=spf1 include:x.example -all'],
    ['v=spf1 include:X.Example. -all', 'v=spf1 include:X.Example. -all'],
    ['v=spf1 -all include:x.example', 'v=spf1 include:x.example -all'],
    ['v=spf1 -all mx', 'v=spf1 include:x.example -all mx'],
    ['v=spf1 -include:x.example mx -all', 'v=spf1 include:x.example mx -all'],
    ['v=spf1 -include:x.example include:x.example -all', 'v=spf1 include:x.example -all'],
    ['v=spf1 redirect=r.example -all', 'v=spf1 redirect=r.example include:x.example -all'],
    ['v=spf1 mx moo -all', undefined],
    ['v=spf1 ip4:192.0.2.1-all', undefined],
  ])('%s becomes %s', (record, expected) => expect(withIncludes(record, ['x.example'])).toBe(expected));
});

describe('a record with a better end', () => {
  it.each([
    ['v=spf1 mx +all', 'v=spf1 mx ~all'],
    ['v=spf1 mx ?ALL a', 'v=spf1 mx ~all'],
    ['v=spf1 mx', 'v=spf1 mx ~all'],
    ['v=spf1 all exp=e.example.com', 'v=spf1 ~all exp=e.example.com'],
    ['v=spf1 mx redirect=%{D}.example', 'v=spf1 mx include:%{D}.example ~all'],
    ['v=spf1 redirect=r.example ?all', 'v=spf1 ~all'],
    ['v=spf1 moo', undefined],
  ])('%s becomes %s', (record, expected) => expect(withSoftEnd(record)).toBe(expected));
});

describe('one record from several', () => {
  it('holds every mechanism once', () =>
    expect(
      merged(['v=spf1 a include:x.example -all', 'v=spf1 include:x.example mx ~all', 'v=spf1 redirect=r.example']),
    ).toBe('v=spf1 a include:x.example mx include:r.example ~all'));

  it('is not written from one that cannot be read', () =>
    expect(merged(['v=spf1 a -all', 'v=spf1 moo'])).toBeUndefined());
});

describe('a record that was pasted', () => {
  const sender: MailSender = {
    id: 'ses',
    title: 'SES',
    seen: [],
    places: [],
    spfIncludes: ['ses.example'],
    returnPaths: ['send'],
    selectors: [],
    page: '',
  };
  const terms = [
    ...['a', 'mx', '?a', 'ip4:192.0.2.1', '-ip4:192.0.2.9', 'ip4:0.0.0.0/0', 'moo', 'exp=e.example', 'x=y'],
    ...[
      'include:ses.example',
      '-include:ses.example',
      '?include:SES.example',
      'include:x.example',
      '-include:x.example',
    ],
  ];
  const endings = ['', '-all', '~all', '?all', '+all', 'all mx', '-all include:ses.example', 'redirect=x.example'];
  const record = fc
    .tuple(fc.uniqueArray(fc.constantFrom(...terms), { maxLength: 4 }), fc.constantFrom(...endings))
    .map(([middle, ending]) => ['v=spf1', ...middle, ending].join(' ').trim());
  const others = fc.constantFrom('v=spf1 ip4:192.0.2.3 -all', 'v=spf1 a', 'v=spf1 ?all', 'v=spf1 +all', 'v=spf1 -all');
  const place = fc.constantFrom('example.com', 'send.example.com');

  async function policyAt(name: string, records: readonly string[], other: string): Promise<SpfPolicy> {
    const lines = records.map((text) => `${name} TXT ${text}`);
    const known = ['example.com', 'send.example.com', 'x.example'].map(
      (one) => `${one} A 192.0.2.5\n${one} MX m.${one}`,
    );
    const zone = [...lines, ...known, `x.example TXT ${other}`, 'ses.example TXT v=spf1 ip4:203.0.113.1 -all'];
    const { answer } = testZone(zone.join('\n'));
    return spfPolicy(name, await collectSpfAnswers([name], (asked) => answer(asked.name, asked.type)), []);
  }

  it('has the fault no more', () =>
    fc.assert(
      fc.asyncProperty(fc.array(record, { maxLength: 2 }), others, async (records, other) => {
        for (const { kind, data, repaired } of recordProblems(await policyAt('example.com', records, other), [
          'ses.example',
        ])) {
          if (repaired === undefined) continue;
          const left = recordProblems(await policyAt('example.com', [repaired], other), ['ses.example']);
          expect(left.filter((one) => one.kind === kind && one.data.path === data.path)).toEqual([]);
          expect(left.map((one) => one.kind)).not.toContain('syntax');
        }
      }),
      { numRuns: 300 },
    ));

  it('authorises the sender', () =>
    fc.assert(
      fc.asyncProperty(fc.array(record, { maxLength: 2 }), others, place, async (records, other, name) => {
        const empty = await policyAt('example.com', ['v=spf1 -all'], other);
        const entryOf = (policy: SpfPolicy) =>
          name === 'example.com'
            ? { domain: 'example.com', policy, returnPaths: [] }
            : { domain: 'example.com', policy: empty, returnPaths: [policy] };
        const [standing] = bestAuthorisation(sender, [entryOf(await policyAt(name, records, other))], []);
        if (standing === undefined || standing.answer.state === 'yes') return;
        const changed = standing.answer.state === 'broken' ? standing.answer.policy.name : 'example.com';
        const published = authorisingRecord(standing);
        if (published === undefined) {
          // Only what cannot be read is not mended.
          expect(records.join(' ')).toContain('moo');
          return;
        }
        const policy = await policyAt(changed, [published], other);
        const after = changed === name ? entryOf(policy) : { ...entryOf(policy), policy };
        expect(bestAuthorisation(sender, [after], [])).toMatchObject([{ answer: { state: 'yes' } }]);
      }),
      { numRuns: 300 },
    ));
});
