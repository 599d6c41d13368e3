import { withoutOwnZone } from '../../src/analysis/dns-names/no-zone.ts';
import { type OpenQuestion, unlessUnanswered } from '../../src/analysis/mail-answers/unless-unanswered.ts';
import { dnsSecurity, type ZoneSecurity } from '../../src/artifacts/dns/dnssec.ts';
import { defineCheck, failOr, pass } from '../../src/core/check.ts';
import type { FindingOf } from '../../src/core/finding.ts';
import { resolverHint } from '../../src/core/network.ts';
import { listOf } from '../../src/core/text.ts';

/** A signed zone validates. */
export const dnssec = defineCheck({
  meta: {
    id: 'dns/dnssec',
    title: 'The zone is signed and its signatures hold',
    why: 'With broken signatures every validating resolver gives no answer at all, and certificate authorities refuse to issue; without signatures answers can be forged on the way.',
    fix: 'Bogus: compare the DS records at the registrar with the keys that the DNS provider shows, and take out the DS until they match. Unsigned: switch DNSSEC on at the DNS provider and enter its DS at the registrar.',
    severity: 'high',
    refs: [
      'https://www.rfc-editor.org/rfc/rfc4035#section-4.3',
      'https://www.rfc-editor.org/rfc/rfc9364',
      'https://cabforum.org/working-groups/server/baseline-requirements/',
    ],
    messages: {
      bogus: '{name} does not validate: resolvers that check signatures give no answer for it.',
      unsigned: '{zone} is not signed.',
      'no-ds': '{zone} has keys, but its parent has no DS record: nobody checks its signatures.',
    },
  },
  needs: { security: dnsSecurity },
  evaluate: ({ security: { resolver, zones } }) => {
    if (zones.length === 0) return withoutOwnZone();
    const findings = zones.flatMap((zone) => findingsOf(zone, resolver));
    const open = zones.flatMap((zone) => openPart(zone, resolver) ?? []);
    const held = zones.map(({ zone, ds }) => `${zone} DS ${tagsOf(ds)}: AD set by ${resolver}`);
    const hint = `run the audit again; for one that validates, ${resolverHint}`;
    return failOr(findings, unlessUnanswered(open, pass(held.join('; ')), hint));
  },
});

type Key = 'bogus' | 'unsigned' | 'no-ds';

function findingsOf({ zone, ds, keys, questions }: ZoneSecurity, resolver: string): readonly FindingOf<Key>[] {
  const [bogus, ...others] = questions.filter(({ answer }) => answer === 'bogus');
  if (bogus !== undefined) {
    const { name, type, detail } = bogus;
    const places = others.map((one) => ({ kind: 'dns', name: one.name, type: one.type }) as const);
    const evidence = `${[bogus, ...others].map((one) => `${one.name} ${one.type}`).join(', ')}: ${detail}; with checking disabled (CD) ${resolver} answers; DS ${tagsOf(ds)}`;
    return [
      {
        key: 'bogus',
        data: { name },
        at: { kind: 'dns', name, type },
        evidence,
        ...(others.length > 0 ? { places } : {}),
      },
    ];
  }
  if (ds.state !== 'none' || isValidated(questions)) return [];
  const at = { kind: 'dns', name: zone, type: 'DS' } as const;
  const evidence = `${zone} DS: none, by ${resolver}${keys ? `; ${zone} DNSKEY is there` : ''}`;
  return [{ key: keys ? 'no-ds' : 'unsigned', data: { zone }, at, evidence, severity: 'low' }];
}

function openPart({ zone, ds, questions }: ZoneSecurity, resolver: string): OpenQuestion | undefined {
  const lost = questions.find(({ answer }) => answer === 'unknown');
  if (lost !== undefined) return { ...lost, name: `${lost.name} ${lost.type}`, why: lost.detail };
  if (questions.some(({ answer }) => answer === 'bogus') || isValidated(questions)) return undefined;
  if (ds.state === 'unknown') return { ...ds, name: `${zone} DS`, why: ds.detail };
  const why = `it is signed, but ${resolver} does not validate (no AD)`;
  return ds.state === 'found' ? { name: zone, why } : undefined;
}

function isValidated(questions: ZoneSecurity['questions']): boolean {
  return questions[0]?.answer === 'validated';
}

function tagsOf(ds: ZoneSecurity['ds']): string {
  if (ds.state === 'found') return `key ${listOf(ds.keyTags.map(String))}`;
  return ds.state === 'none' ? 'none' : 'not learnt';
}
