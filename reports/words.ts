import type { Severity } from '../src/core/finding.ts';
import { compareText, evidenceLimit, neutraliseLine } from '../src/core/text.ts';

/** A severity as it begins a heading. */
export const severityWords: Readonly<Record<Severity, string>> = {
  blocker: 'Blocker',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
};

const areas: readonly (readonly [string, string])[] = [
  ['env', 'Environment variables'],
  ['secrets', 'Leaked secrets'],
  ['access', 'Access and isolation'],
  ['data', 'Database rules'],
  ['payments', 'Payments'],
  ['cache', 'Private pages in caches'],
  ['edge', 'Edge and DDoS protection'],
  ['web', 'Redirects and headers'],
  ['tls', 'Certificates and encryption'],
  ['dns', 'DNS'],
  ['email', 'Email'],
  ['deployment', 'Deployment'],
  ['monitoring', 'Monitoring'],
  ['dependencies', 'Dependencies'],
  ['operations', 'Operations'],
];

/** The area's name for people. */
export function areaTitle(area: string): string {
  return areas.find(([id]) => id === area)?.[1] ?? headline(area);
}

/** Orders areas by what a launch hangs on most; areas nobody listed come last, by name. */
export function compareAreas(a: string, b: string): number {
  const rank = (area: string) => {
    const index = areas.findIndex(([known]) => known === area);
    return index === -1 ? areas.length : index;
  };
  return rank(a) - rank(b) || compareText(a, b);
}

/** `two-user isolation` from `access/two-user-isolation`: a check named inside a sentence. */
export function nounOf(check: string): string {
  const name = check.slice(check.indexOf('/') + 1);
  return neutraliseLine(name.replace(/-(?=[^-]*$)/, ' '));
}

/** `2026-11-20 12:00 UTC` from an ISO time in UTC; anything else is shown as it is. */
export function moment(iso: string): string {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?Z$/.exec(iso);
  return match === null ? neutraliseLine(iso) : `${match[1]} ${match[2]} UTC`;
}

/** The first ten digits of a commit hash, which is what people compare by eye. */
export function shortCommit(commit: string): string {
  return neutraliseLine(commit).slice(0, 10);
}

/** Host and port of an origin such as `https://shop.example.com`; text that is no address is shown as it is. */
export function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).host : neutraliseLine(origin);
}

/** Begins with a capital and ends with a stop, unless it begins with a name such as `launch-ready` or `VERCEL_TOKEN`. */
export function sentence(text: string): string {
  const line = stopped(text);
  return /^[a-z]+[ ,]/.test(line) ? capitalise(line) : line;
}

/** One line that ends with a stop. */
export function stopped(text: string): string {
  const line = neutraliseLine(text, evidenceLimit);
  return /[.!?…:]$/.test(line) ? line : `${line}.`;
}

/** `a`, `a and b`, `a, b and c`. */
export function and(parts: readonly string[]): string {
  const last = parts.at(-1);
  if (last === undefined) return '';
  return parts.length === 1 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

/** The same words with a capital at the start. */
export function capitalise(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function headline(id: string): string {
  return capitalise(neutraliseLine(id.replaceAll('-', ' ')));
}
