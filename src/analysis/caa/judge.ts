import type { CaaPolicy } from '../../artifacts/dns/caa.ts';
import { listOf } from '../../core/text.ts';
import type { OpenQuestion } from '../mail-answers/unless-unanswered.ts';
import { type Authority, authorityOf, cloudflareAuthorities, vercelAuthority } from './authorities.ts';
import { permissionOf, type RelevantSet, relevantSet } from './policy.ts';
import { describeCaa, isUnknownCritical } from './property.ts';

/** What is known of a host beside its CAA records. */
export type HostIssuance = {
  /** Issuer and names of the certificate that it serves, when one was seen. */
  readonly live?: { readonly issuerName: string; readonly names: readonly string[] };
  /** The edge that its addresses belong to. */
  readonly edge?: 'vercel' | 'cloudflare';
};

/** One thing that keeps a certificate from being issued; `name` owns the records. */
export type CaaProblem = {
  readonly kind: 'refused' | 'nobody' | 'critical' | 'partial' | 'bound' | 'failed';
  readonly name: string;
  readonly data: Readonly<Record<string, string>>;
  readonly evidence: string;
};

/** A host judged: what is wrong, or what remained open; neither means that it may be issued for. */
export type CaaJudgement = {
  readonly problems: readonly CaaProblem[];
  readonly open?: OpenQuestion;
  /** The records or their absence, on one line. */
  readonly evidence: string;
};

/** Judges whether those who issue for a host today and tomorrow may go on. */
export function judgeCaa({ host, levels }: CaaPolicy, issuance: HostIssuance): CaaJudgement {
  const set = relevantSet(levels);
  const evidence = describeSet(host, set);
  if (set.state === 'none') return { problems: [], evidence };
  if (set.state === 'unknown') {
    return { problems: [], evidence, open: { ...set, name: `${set.name} CAA`, why: set.detail } };
  }
  if (set.state === 'failed') {
    const data = { host, why: set.detail };
    return { problems: [{ kind: 'failed', name: set.name, data, evidence }], evidence };
  }
  if (set.records.some(isUnknownCritical)) {
    return { problems: [{ kind: 'critical', name: set.name, data: { host }, evidence }], evidence };
  }
  const issuer = issuerOf(issuance);
  if (issuer === undefined && issuance.edge !== 'cloudflare') {
    return { problems: [], evidence, open: openPart(host, issuance) };
  }
  const own = issuer === undefined ? [] : issuerProblems(host, set, issuer, issuance);
  const wild = issuer === undefined ? [] : wildcardProblems(levels, issuer, issuance);
  const others = issuance.edge === 'cloudflare' ? cloudflareProblems(host, set, issuer) : [];
  const problems = [...own, ...wild, ...others];
  if (!isForeign(issuance)) return { problems, evidence };
  // Another authority issued the live certificate: of what the edge’s would meet only what bars everybody is certain.
  const certain = problems.filter(({ kind }) => kind === 'nobody' || kind === 'partial');
  return { problems: certain, evidence, open: openPart(host, issuance) };
}

function isForeign({ live }: HostIssuance): boolean {
  return live !== undefined && authorityOf(live.issuerName) === undefined;
}

/** Hosts that meet the same problem in the same records told as one: `host` then names them all. */
export function mergeProblems(problems: readonly CaaProblem[]): readonly CaaProblem[] {
  const groups = Map.groupBy(problems, ({ kind, name, data: { host: _host, ...rest } }) =>
    JSON.stringify([kind, name, rest]),
  );
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const hosts = [...new Set([first, ...others].map(({ data }) => data.host ?? ''))];
    return [{ ...first, data: { ...first.data, host: listOf(hosts) } }];
  });
}

type FoundSet = Extract<RelevantSet, { state: 'set' }>;

// Whoever issued the live certificate issues the next one; before there is any, Vercel's usual authority will.
function issuerOf({ live, edge }: HostIssuance): Authority | undefined {
  const known = live === undefined ? undefined : authorityOf(live.issuerName);
  return known ?? (edge === 'vercel' ? vercelAuthority : undefined);
}

function issuerProblems(host: string, set: FoundSet, issuer: Authority, { edge }: HostIssuance): readonly CaaProblem[] {
  const permission = permissionOf(set.records, issuer.domains, 'name');
  if (permission.state === 'refused') return [refusal(host, set, issuer, permission.why)];
  // On a server of one's own the account is one's own as well.
  if (permission.state === 'allowed' || edge === undefined) return [];
  const data = { ...wordsOf(host, issuer), parameter: permission.parameter };
  return [{ kind: 'bound', name: set.name, data, evidence: describeSet(host, set) }];
}

// A wildcard in the live certificate is issued under its own rule, from the name right below which it stands.
function wildcardProblems(
  levels: CaaPolicy['levels'],
  issuer: Authority,
  { live }: HostIssuance,
): readonly CaaProblem[] {
  const wild = (live?.names ?? []).filter((name) => name.startsWith('*.'));
  return wild.flatMap((name): readonly CaaProblem[] => {
    const start = levels.findIndex((level) => level.name === name.slice(2).toLowerCase());
    const set = start < 0 ? undefined : relevantSet(levels.slice(start));
    if (set?.state !== 'set') return [];
    const permission = permissionOf(set.records, issuer.domains, 'wildcard');
    // What `issue` refuses already is said for the host itself.
    const isSaid = permissionOf(set.records, issuer.domains, 'name').state === 'refused';
    return permission.state === 'refused' && !isSaid ? [refusal(name, set, issuer, permission.why)] : [];
  });
}

function cloudflareProblems(host: string, set: FoundSet, issuer: Authority | undefined): readonly CaaProblem[] {
  const others = cloudflareAuthorities.filter((one) => one !== issuer);
  const barred = others.filter(({ domains }) => permissionOf(set.records, domains, 'name').state === 'refused');
  const [first] = barred;
  if (first === undefined) return [];
  // While one of several may issue, Cloudflare has somebody to turn to.
  if (issuer === undefined && barred.length === others.length) return [refusal(host, set, first, 'others')];
  const missing = listOf(barred.flatMap(({ domains }) => domains.slice(0, 1)));
  return [{ kind: 'partial', name: set.name, data: { host, missing }, evidence: describeSet(host, set) }];
}

function refusal(host: string, set: FoundSet, authority: Authority, why: 'others' | 'nobody' | 'critical'): CaaProblem {
  const kind = why === 'others' ? 'refused' : why;
  return { kind, name: set.name, data: wordsOf(host, authority), evidence: describeSet(host, set) };
}

function wordsOf(host: string, { title, domains }: Authority): CaaProblem['data'] {
  return { host, authority: title, domain: domains[0] ?? '' };
}

function openPart(host: string, { live }: HostIssuance): OpenQuestion {
  const name = `who issues for ${host}`;
  if (live === undefined) return { name, why: 'no certificate was seen, and no edge that is known' };
  return { name, why: `the CAA name of “${live.issuerName.slice(0, 80)}” is not known here` };
}

function describeSet(host: string, set: RelevantSet): string {
  if (set.state === 'none') return `${host} CAA: none up to the root, so every authority may issue`;
  if (set.state !== 'set') return `${set.name} CAA: ${set.detail}`;
  const at = set.name === host ? '' : ` (inherited by ${host})`;
  return `${listOf(
    set.records.map((record) => describeCaa(set.name, record)),
    6,
  )}${at}`;
}
