import type { ZoneDelegation } from '../../artifacts/dns/delegation.ts';
import { listOf } from '../../core/text.ts';
import type { OpenQuestion } from '../mail-answers/unless-unanswered.ts';

/** One thing wrong with a delegation; `data` fills the message of the same kind. */
export type DelegationFault = {
  readonly kind:
    | 'undelegated'
    | 'lame'
    | 'silent'
    | 'internal'
    | 'alias'
    | 'unresolvable'
    | 'differ'
    | 'disagree'
    | 'single';
  readonly data: Readonly<Record<string, string>>;
  readonly evidence: string;
};

/** The name servers that the zone's own authorities name, all of them together; `undefined` when none answered. */
export function childSet({ servers }: ZoneDelegation): readonly string[] | undefined {
  const sets = servers.flatMap(({ answer }) => (answer.state === 'authority' ? [answer.names] : []));
  return sets.length === 0 ? undefined : [...new Set(sets.flat())].toSorted();
}

/**
 * What is wrong as far as it was seen. A silent server counts only when another one was heard: otherwise the silence may be
 * the auditor's own network. https://www.rfc-editor.org/rfc/rfc1912#section-2.8
 */
export function delegationFaults(delegation: ZoneDelegation): readonly DelegationFault[] {
  const { zone, parent, parentServer, resolved } = delegation;
  if (parent.state === 'nxdomain' || (parent.state === 'unknown' && resolved.state === 'nxdomain')) {
    const who = parent.state === 'nxdomain' ? parentServer : 'the resolver';
    return [{ kind: 'undelegated', data: {}, evidence: `${zone} NS: NXDOMAIN from ${who}` }];
  }
  return [...serverFaults(delegation), ...setFaults(delegation)];
}

/** The parts of the question that no server settled. */
export function unlearntOf(delegation: ZoneDelegation): readonly OpenQuestion[] {
  const { zone, parent, resolved, servers } = delegation;
  if (parent.state === 'nxdomain' || resolved.state === 'nxdomain') return [];
  const open: OpenQuestion[] = [];
  const name = `${zone} NS`;
  if (parent.state === 'unknown')
    open.push({ ...parent, name: `what the parent of ${zone} delegates to`, why: parent.detail });
  if (parent.state === 'nodata') open.push({ name, why: 'it is no zone of its own: its parent holds the records' });
  // What the servers themselves said makes the resolver's word superfluous.
  const isTold = childSet(delegation) !== undefined;
  if (resolved.state === 'unknown' && !isTold) open.push({ ...resolved, name, why: resolved.detail });
  if (resolved.state === 'nodata' && !isTold && parent.state !== 'nodata')
    open.push({ name, why: 'the zone publishes none' });
  for (const { name, answer } of servers) if (answer.state === 'unasked') open.push({ name, why: answer.detail });
  const silent = servers.find(({ answer }) => answer.state === 'silent')?.answer;
  if (!isHeard(delegation) && silent?.state === 'silent') {
    open.push({ ...silent, name: `every name server of ${zone}, asked directly`, why: silent.detail });
  }
  return open;
}

function serverFaults(delegation: ZoneDelegation): readonly DelegationFault[] {
  const { zone, servers } = delegation;
  return servers.flatMap(({ name, resolves, alias, answer }): readonly DelegationFault[] => {
    const say = (kind: DelegationFault['kind'], words: string, more: DelegationFault['data'] = {}) => [
      { kind, data: { server: name, ...more }, evidence: `${zone} NS ${name}${words}` },
    ];
    const aliased = alias === undefined ? [] : say('alias', `; ${name} CNAME ${alias}`, { target: alias });
    if (resolves === 'no') return [...aliased, ...say('unresolvable', `; ${name} has neither A nor AAAA`)];
    if (answer.state === 'internal') return [...aliased, ...say('internal', `; ${name} ${listOf(answer.addresses)}`)];
    if (answer.state === 'lame') return [...aliased, ...say('lame', `: ${answer.detail}`, { why: answer.detail })];
    if (answer.state !== 'silent' || !isHeard(delegation)) return aliased;
    return [...aliased, ...say('silent', `: ${answer.detail}`)];
  });
}

function setFaults(delegation: ZoneDelegation): readonly DelegationFault[] {
  const { zone, parent, servers, resolved } = delegation;
  const child = childSet(delegation);
  const faults: DelegationFault[] = [];
  const sets = servers.flatMap(({ name, answer }) =>
    answer.state === 'authority' ? [{ name, set: answer.names.join(', ') }] : [],
  );
  if (new Set(sets.map(({ set }) => set)).size > 1) {
    const evidence = sets.map(({ name, set }) => `${name} says ${set}`).join('; ');
    faults.push({ kind: 'disagree', data: {}, evidence });
  }
  if (parent.state === 'found' && child !== undefined) {
    const onlyParent = parent.names.filter((name) => !child.includes(name));
    const onlyChild = child.filter((name) => !parent.names.includes(name));
    if (onlyParent.length + onlyChild.length > 0) {
      const difference = [
        ...(onlyParent.length > 0 ? [`${listOf(onlyParent)} at the registry only`] : []),
        ...(onlyChild.length > 0 ? [`${listOf(onlyChild)} in the zone only`] : []),
      ].join(', ');
      const evidence = `parent: ${zone} NS ${listOf(parent.names, 8)}; zone: ${zone} NS ${listOf(child, 8)}`;
      faults.push({ kind: 'differ', data: { difference }, evidence });
    }
  }
  const known = parent.state === 'found' ? parent.names : resolved.state === 'found' ? resolved.names : undefined;
  const all = new Set([...(known ?? []), ...(child ?? [])]);
  if (all.size === 1) faults.push({ kind: 'single', data: {}, evidence: `${zone} NS ${[...all][0]}` });
  return faults;
}

function isHeard({ servers, parent }: ZoneDelegation): boolean {
  const heard: readonly string[] = ['authority', 'lame'];
  return parent.state !== 'unknown' || servers.some(({ answer }) => heard.includes(answer.state));
}
