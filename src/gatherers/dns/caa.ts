import { isBelow } from '../../analysis/host-names/below.ts';
import { type CaaLevel, dnsCaa } from '../../artifacts/dns/caa.ts';
import { siteHosts } from '../../artifacts/site/hosts.ts';
import { definedOnly } from '../../core/defined.ts';
import type { DnsAnswer, DnsDoor } from '../../core/doors/dns.ts';
import { defineGatherer } from '../../core/gatherer.ts';
import { dnsTroubleOf, isSpoken, silenceOf } from './answers.ts';
import { refuseSilence } from './silence.ts';

/** CAA of every own production host and of each of its parents, all asked at once. */
export const gatherDnsCaa = defineGatherer({
  artifact: dnsCaa,
  needs: { hosts: siteHosts },
  network: true,
  gather: async ({ io: { dns }, signal }, { hosts }) => {
    const own = hosts.production.filter((host) => host.own);
    const climbs = own.map(({ host, role }) => ({ host, role, names: climbOf(host) }));
    const names = [...new Set(climbs.flatMap((climb) => climb.names))];
    const answers = await Promise.all(names.map((name) => dns.ask(name, 'CAA', signal)));
    const found = await Promise.all(
      answers.map(async (answer, index): Promise<CaaLevel> => {
        const name = names[index] ?? '';
        const isOwn = own.some(({ domain }) => domain !== undefined && isBelow(name, domain));
        const proves = isOwn && isFailing(answer) && (await answersOtherwise(dns, name, signal));
        return { name, answer: answerOf(answer, proves) };
      }),
    );
    // That CAA alone fails is a fact.
    if (!found.some(({ answer }) => answer.state === 'failed')) refuseSilence(answers, dns);
    const levels = new Map(found.map((level) => [level.name, level]));
    return climbs.map(({ host, role, names }) => ({
      host,
      role,
      levels: names.flatMap((name) => levels.get(name) ?? []),
    }));
  },
});

function climbOf(host: string): readonly string[] {
  const labels = host.split('.');
  return labels.map((_, index) => labels.slice(index).join('.'));
}

// REFUSED and NOTIMP are this resolver's own policy; SERVFAIL comes from behind it, or from its own troubles.
function isFailing(answer: DnsAnswer): boolean {
  return answer.state === 'refused' && answer.rcode === 'SERVFAIL';
}

// A resolver that answers for the same name in another type reaches its servers: then it is CAA that they fail for.
async function answersOtherwise(dns: DnsDoor, name: string, signal: AbortSignal): Promise<boolean> {
  const answers = await Promise.all([dns.ask(name, 'SOA', signal), dns.ask(name, 'A', signal)]);
  return answers.some(isSpoken);
}

function answerOf(answer: DnsAnswer<'CAA'>, isProof: boolean): CaaLevel['answer'] {
  if (answer.state === 'found') {
    return {
      state: 'found',
      records: answer.records.map(({ critical, tag, value }) => ({ critical, tag, value })),
    };
  }
  if (answer.state === 'nodata' || answer.state === 'nxdomain') return { state: 'none' };
  const detail = dnsTroubleOf(answer);
  return isProof
    ? { state: 'failed', detail }
    : definedOnly({ state: 'unknown' as const, detail, kind: silenceOf(answer) });
}
