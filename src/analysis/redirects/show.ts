import type { RedirectHop, RedirectWalk } from '../../artifacts/web/redirects.ts';
import { said } from '../site-answers/said.ts';
import { siteTrouble } from '../site-answers/trouble.ts';

/** A walk on one line: each address with its status, and how it ends. Long walks lose their middle. */
export function showWalk({ hops, end }: Pick<RedirectWalk, 'hops' | 'end'>): string {
  const steps = hops.map(({ url, status }) => `${status} ${shortened(url)}`);
  const shown = steps.length > 6 ? [...steps.slice(0, 3), '…', ...steps.slice(-2)] : steps;
  return [...shown, ...lastWords(end, hops.at(-1)?.location)].join(' → ');
}

function shortened(address: string): string {
  return said(address, 120);
}

function lastWords(end: RedirectWalk['end'], location: string | undefined): readonly string[] {
  if (end.state === 'open') return location === undefined ? [] : [shortened(location)];
  if (end.state === 'loop') return [`${shortened(end.to)} again`];
  if (end.state === 'cut') return [`${shortened(end.to)} (not followed)`];
  if (end.state === 'broken') return [`no usable place (${shortened(end.raw)})`];
  if (end.state === 'failed') return [`${shortened(end.url)}: ${siteTrouble(end.why).what}`];
  return [];
}

/** One answer as its status and where it leads: `301, Location: https://shop.example.com`. */
export function showHop({ url, status, location }: RedirectHop): string {
  const to = location === undefined ? 'no redirect' : `Location: ${shortened(location)}`;
  return `${shortened(url)}: ${status}, ${to}`;
}
