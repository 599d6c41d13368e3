import { describe, expect, it } from 'vitest';
import type { DnsValidation, ZoneSecurity } from '../../src/artifacts/dns/dnssec.ts';
import { dnssec } from './dnssec.ts';
import { findingsOf, keysOf } from './testing.ts';

function asked(name: string, type: string, answer: DnsValidation['answer'], detail = ''): DnsValidation {
  return { name, type, answer, detail };
}

function zone(more: Partial<ZoneSecurity> = {}): ZoneSecurity {
  const questions = [asked('harbor.example', 'SOA', 'validated')];
  return { zone: 'harbor.example', ds: { state: 'found', keyTags: [2371] }, keys: true, questions, ...more };
}

function judge(...zones: readonly Partial<ZoneSecurity>[]) {
  return dnssec.evaluate({ security: { resolver: '192.0.2.53', zones: zones.map(zone) } });
}

const bogus = asked('harbor.example', 'SOA', 'bogus', '192.0.2.53: SERVFAIL (DNSSEC Bogus)');
const plain = asked('harbor.example', 'SOA', 'plain');
const unsigned = { ds: { state: 'none' }, keys: false, questions: [plain] } as const;

describe('dns/dnssec', () => {
  it('passes with AD, fails for SERVFAIL that CD turns into an answer, and passes again (RFC 4035, section 3.2)', () => {
    const fine = { outcome: 'pass', evidence: 'harbor.example DS key 2371: AD set by 192.0.2.53' };
    expect(judge({})).toEqual(fine);
    const broken = judge({ questions: [bogus, asked('www.harbor.example', 'A', 'bogus', 'SERVFAIL')] });
    expect(findingsOf(broken)).toMatchObject([
      {
        key: 'bogus',
        at: { kind: 'dns', name: 'harbor.example', type: 'SOA' },
        evidence: expect.stringContaining('DNSSEC Bogus'),
        places: [{ kind: 'dns', name: 'www.harbor.example', type: 'A' }],
      },
    ]);
    expect(dnssec.meta.severity).toBe('high');
    expect(judge({})).toEqual(fine);
  });

  it('fails for a bogus host of a zone whose SOA is fine', () => {
    const questions = [asked('harbor.example', 'SOA', 'validated'), asked('app.harbor.example', 'A', 'bogus')];
    expect(findingsOf(judge({ questions }))).toMatchObject([{ data: { name: 'app.harbor.example' } }]);
  });

  it('is low for an unsigned zone', () =>
    expect(findingsOf(judge(unsigned))).toMatchObject([{ key: 'unsigned', severity: 'low' }]));

  it('tells keys without a DS from no keys', () =>
    expect(findingsOf(judge({ ...unsigned, keys: true }))).toMatchObject([{ key: 'no-ds', severity: 'low' }]));

  it('does not know behind a resolver that does not validate, and names it', () =>
    expect(judge({ questions: [plain] })).toMatchObject({
      outcome: 'unknown',
      because: expect.stringContaining('harbor.example (it is signed, but 192.0.2.53 does not validate (no AD))'),
    }));

  it('does not know when nothing answers even with CD, or when the DS was not learnt', () => {
    expect(judge({ questions: [asked('harbor.example', 'SOA', 'unknown', 'SERVFAIL')] }).outcome).toBe('unknown');
    expect(judge({ ds: { state: 'unknown', detail: 'timeout' }, questions: [plain] }).outcome).toBe('unknown');
  });

  it('keeps one zone’s question open beside another’s finding', () => {
    const verdict = judge(unsigned, { questions: [plain] });
    expect(keysOf(verdict)).toEqual(['unsigned']);
    expect(verdict).toMatchObject({ unsettled: {} });
  });

  it('does not apply below a platform’s own domain', () => expect(judge().outcome).toBe('not-applicable'));
});
