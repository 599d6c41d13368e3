import { type CaaLevel, dnsCaa } from '../../artifacts/dns/caa.ts';
import { siteHosts } from '../../artifacts/site/hosts.ts';
import type { DnsAnswer } from '../../core/doors/dns.ts';
import { defineGatherer } from '../../core/gatherer.ts';
import { dnsTroubleOf } from './answers.ts';
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
    refuseSilence(answers, dns);
    const levels = new Map(names.map((name, index) => [name, { name, answer: answerOf(answers[index]) }]));
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

function answerOf(answer: DnsAnswer<'CAA'> | undefined): CaaLevel['answer'] {
  if (answer === undefined) return { state: 'unknown', detail: 'not asked' };
  if (answer.state === 'found') {
    return {
      state: 'found',
      records: answer.records.map(({ critical, tag, value }) => ({ critical, tag, value })),
    };
  }
  if (answer.state === 'nodata' || answer.state === 'nxdomain') return { state: 'none' };
  // REFUSED and NOTIMP are this resolver's own policy; SERVFAIL comes from behind it.
  const isFailing = answer.state === 'refused' && answer.rcode === 'SERVFAIL';
  if (isFailing) return { state: 'failed', detail: dnsTroubleOf(answer) };
  return { state: 'unknown', detail: dnsTroubleOf(answer) };
}
