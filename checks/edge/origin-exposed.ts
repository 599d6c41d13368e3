import { inZone } from '../../src/analysis/edge-guards/in-zone.ts';
import { type Exposure, exposuresOf } from '../../src/analysis/edge-guards/origin-exposure.ts';
import { hostAtEdge, isVercels, originsOf, showRecord } from '../../src/analysis/edge-guards/records.ts';
import { cloudflareEdge } from '../../src/artifacts/cloudflare/edge.ts';
import { cloudflareZone } from '../../src/artifacts/cloudflare/zone.ts';
import { privateAnswers } from '../../src/artifacts/site/private-answers.ts';
import { optional } from '../../src/core/artifact.ts';
import { blocked, defineCheck, failOr, pass, unknown } from '../../src/core/check.ts';
import type { FindingOf } from '../../src/core/finding.ts';
import { valueIn } from '../../src/core/gathered.ts';
import { listOf } from '../../src/core/text.ts';

type Key = 'record' | 'platform' | 'answers';

/**
 * Nobody gets past the edge by asking the origin. Vercel answers for every project at addresses that everybody knows: that it does is no
 * finding here (`deployment/firewall` asks what protects there), a record that tells of it is a possible one.
 */
export const originExposed = defineCheck({
  meta: {
    id: 'edge/origin-exposed',
    title: 'The origin behind Cloudflare does not show, and answers nobody else',
    why: 'Whoever knows where the edge fetches from asks there directly, past the firewall, the rate limits and the bot protection.',
    fix: 'Proxy the record or take it out (DNS → Records), give the origin a new address, and let it answer Cloudflare alone: Authenticated Origin Pulls, a tunnel, or a firewall that admits Cloudflare’s networks. At Vercel: a firewall rule that asks for a secret header which a Cloudflare Transform Rule sets.',
    severity: 'medium',
    refs: ['https://developers.cloudflare.com/fundamentals/security/protect-your-origin-server/'],
    messages: {
      record: '{name} is DNS only and shows where {host} is fetched from.',
      platform: '{name} is DNS only and leads to the same place at Vercel as {host}.',
      answers: 'The origin answers for {host} past Cloudflare.',
    },
  },
  needs: { zone: cloudflareZone, edge: optional(cloudflareEdge), answers: optional(privateAnswers) },
  evaluate: ({ zone, edge, answers }) =>
    inZone(zone, { edge }, ({ edge }) => {
      const { host, records } = edge;
      const standing = hostAtEdge(edge, host);
      if (records.state !== 'ok') return blocked(records);
      if (standing.state === 'dns-only')
        return pass(`${listOf(standing.records.map(showRecord))}: no edge to get past`);
      if (standing.state === 'off') return pass(`${standing.why}: no edge to get past`);
      if (standing.state !== 'proxied') {
        const because = standing.state === 'unknown' ? standing.because : `the records of ${host} were not read`;
        return unknown(because, 'look up where the edge fetches from, and attest that nothing else shows it');
      }
      const origins = originsOf(host, records.value);
      const past = (valueIn(answers)?.answers ?? []).find(
        ({ via, answer }) => via === 'origin' && answer.state === 'answered',
      );
      const atVercel = origins.every(isVercels);
      const findings = [
        ...exposuresOf(host, records.value).map((one) => exposureFinding(host, one)),
        ...(past === undefined || atVercel ? [] : [answerFinding(host, past.url, origins)]),
      ];
      const note = atVercel ? '; Vercel answers there for every project (see deployment/firewall)' : '';
      return failOr(findings, pass(`${host} is fetched from ${listOf(origins)}, which no other record shows${note}`));
    }),
});

function exposureFinding(host: string, { record, shared }: Exposure): FindingOf<Key> {
  const { name, type } = record;
  const place = { at: { kind: 'dns', name, type }, evidence: showRecord(record) } as const;
  if (shared) return { key: 'platform', data: { name, host }, ...place, confidence: 'possible' };
  return { key: 'record', data: { name, host }, ...place };
}

function answerFinding(host: string, url: string, origins: readonly string[]): FindingOf<Key> {
  return {
    key: 'answers',
    data: { host },
    at: { kind: 'url', url },
    evidence: `${url} answered by ${listOf(origins)}`,
  };
}
