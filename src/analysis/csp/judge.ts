import { type Policy, sourcesFor } from './parse.ts';

/** What a policy leaves open to injected scripts. */
export type Weakness =
  | 'no-script-policy'
  | 'unsafe-inline'
  | 'unsafe-eval'
  | 'any-source'
  | 'no-object-src'
  | 'no-base-uri';

/** A weakness and the source or directive that makes it. */
export type Weak = { readonly kind: Weakness; readonly because: string };

const elements = ['script-src-elem', 'script-src', 'default-src'];
const handlers = ['script-src-attr', 'script-src', 'default-src'];
const evaluation = ['script-src', 'default-src'];
const anywhere: ReadonlySet<string> = new Set([
  '*',
  'https:',
  'http:',
  'data:',
  'https://*',
  'http://*',
  '*:*',
  'https://*:*',
]);

/**
 * What policies leave open together. A browser enforces each of them, so that only what all allow is open.
 * https://www.w3.org/TR/CSP3/#multiple-policies
 */
export function weaknessesOf(policies: readonly Policy[]): readonly Weak[] {
  const [first, ...others] = policies.map(weaknessesOfOne);
  return (first ?? []).filter(({ kind }) => others.every((weak) => weak.some((other) => other.kind === kind)));
}

function weaknessesOfOne(policy: Policy): readonly Weak[] {
  const weak: Weak[] = [];
  const scripts = sourcesFor(policy, elements);
  if (scripts === undefined) weak.push({ kind: 'no-script-policy', because: 'neither script-src nor default-src' });
  const inline = [scripts, sourcesFor(policy, handlers)].find(
    (sources) => sources !== undefined && allowsInline(sources),
  );
  if (inline !== undefined) weak.push({ kind: 'unsafe-inline', because: "'unsafe-inline' without a nonce or hash" });
  if (sourcesFor(policy, evaluation)?.includes("'unsafe-eval'")) {
    weak.push({ kind: 'unsafe-eval', because: "'unsafe-eval'" });
  }
  const open = scripts === undefined ? undefined : anySource(scripts);
  if (open !== undefined) weak.push({ kind: 'any-source', because: open });
  const objects = sourcesFor(policy, ['object-src', 'default-src']);
  if (objects === undefined) weak.push({ kind: 'no-object-src', because: 'neither object-src nor default-src' });
  else if (anySource(objects) !== undefined) weak.push({ kind: 'no-object-src', because: `${anySource(objects)}` });
  // default-src does not stand in for base-uri. https://www.w3.org/TR/CSP3/#directive-base-uri
  if (!policy.has('base-uri')) weak.push({ kind: 'no-base-uri', because: 'no base-uri' });
  return weak;
}

/** A nonce, a hash or 'strict-dynamic' makes browsers ignore 'unsafe-inline'. https://www.w3.org/TR/CSP3/#allow-all-inline */
function allowsInline(sources: readonly string[]): boolean {
  return sources.includes("'unsafe-inline'") && !sources.some((source) => isNonceOrHash(source) || isDynamic(source));
}

/** 'strict-dynamic' makes browsers ignore hosts and schemes. https://www.w3.org/TR/CSP3/#strict-dynamic-usage */
function anySource(sources: readonly string[]): string | undefined {
  if (sources.some(isDynamic)) return undefined;
  return sources.find((source) => anywhere.has(source));
}

function isNonceOrHash(source: string): boolean {
  return /^'(?:nonce-|sha(?:256|384|512)-)[a-z0-9+/_-]+={0,2}'$/.test(source);
}

function isDynamic(source: string): boolean {
  return source === "'strict-dynamic'";
}
