import type { WorkerRoute } from '../../artifacts/cloudflare/edge.ts';
import type { EdgeRequest } from '../cloudflare-rules/request.ts';

type Side = { readonly text: string; readonly isOpen: boolean };
type Pattern = { readonly scheme: string | undefined; readonly host: Side; readonly path: Side };

/**
 * The route whose Worker runs for a request, if one may: `*` stands for anything at the start of the host and at the end of the
 * path; a route without a script takes out what less specific routes cover.
 * https://developers.cloudflare.com/workers/configuration/routing/routes/#matching-behavior
 */
export function workerRouteOf(routes: readonly WorkerRoute[], request: EdgeRequest): WorkerRoute | undefined {
  const covering = routes
    .map((route) => ({ route, pattern: patternOf(route.pattern) }))
    .filter(({ pattern }) => covers(pattern, request));
  const off = covering.filter(({ route }) => route.script === undefined);
  const running = covering.filter(({ route }) => route.script !== undefined);
  return running.find(({ pattern }) => !off.some((other) => isMoreSpecific(other.pattern, pattern)))?.route;
}

function patternOf(text: string): Pattern {
  const [, scheme, rest = ''] = /^(?:(https?):\/\/)?([\s\S]*)$/i.exec(text) ?? [];
  const slash = rest.indexOf('/');
  const host = (slash < 0 ? rest : rest.slice(0, slash)).toLowerCase();
  // "There is an implied path of / if you do not specify one."
  const path = slash < 0 ? '/' : rest.slice(slash);
  return {
    scheme: scheme?.toLowerCase(),
    host: host.startsWith('*') ? { text: host.slice(1), isOpen: true } : { text: host, isOpen: false },
    path: path.endsWith('*') ? { text: path.slice(0, -1), isOpen: true } : { text: path, isOpen: false },
  };
}

function covers({ scheme, host, path }: Pattern, request: EdgeRequest): boolean {
  if (scheme !== undefined && scheme !== request.scheme) return false;
  const name = request.host.toLowerCase();
  if (host.isOpen ? !name.endsWith(host.text) : name !== host.text) return false;
  const whole = request.query === '' ? request.path : `${request.path}?${request.query}`;
  return path.isOpen ? whole.startsWith(path.text) : whole === path.text;
}

// Only where neither side says less: which of `*.example.com/a` and `a.example.com/*` wins is decided otherwise than one expects.
// https://developers.cloudflare.com/workers/platform/known-issues/#route-specificity
function isMoreSpecific(one: Pattern, other: Pattern): boolean {
  const host = comparedBy(one.host, other.host);
  const path = comparedBy(one.path, other.path);
  return host >= 0 && path >= 0 && host + path > 0;
}

function comparedBy(one: Side, other: Side): number {
  if (one.isOpen !== other.isOpen) return one.isOpen ? -1 : 1;
  // A slash before the asterisk does not make a route more specific.
  const length = ({ text, isOpen }: Side): number => (isOpen ? text.replace(/\/$/, '') : text).length;
  return length(one) - length(other);
}
