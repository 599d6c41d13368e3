import type { AccessApplication } from '../../artifacts/cloudflare/edge.ts';
import { isLike } from './glob.ts';

// They stand in front of no host of the zone. https://developers.cloudflare.com/api/resources/zero_trust/subresources/access/
const elsewhere = ['saas', 'bookmark', 'app_launcher', 'warp', 'biso', 'dash_sso', 'infrastructure', 'proxy_endpoint'];

/** An application in front of a path, by the domain of it that covers the path. */
export type ClosedBy = { readonly application: AccessApplication; readonly domain: string };

/** The Access application that asks for a sign-in in front of a path of a host; none where the one in front lets everybody in. */
export function closedBy(applications: readonly AccessApplication[], host: string, path: string): ClosedBy | undefined {
  const found = applicationOver(applications, host, path);
  return found?.application.open === true ? undefined : found;
}

/**
 * The Access application in front of a path of a host, which is in lower case. The most specific domain wins, so that a path may be
 * opened below a closed one. https://developers.cloudflare.com/cloudflare-one/access-controls/policies/app-paths/
 */
export function applicationOver(
  applications: readonly AccessApplication[],
  host: string,
  path: string,
): ClosedBy | undefined {
  let closest: ClosedBy | undefined;
  for (const application of applications.filter(({ kind }) => !elsewhere.includes(kind))) {
    for (const domain of application.domains) {
      if (!isCovered(domain, host, path)) continue;
      if (closest === undefined || isCloser(domain, closest.domain)) closest = { application, domain };
    }
  }
  return closest;
}

function isCovered(domain: string, host: string, path: string): boolean {
  const [name, below] = parts(domain);
  if (!isLike(name, host)) return false;
  // Without a star at its end a path covers itself and all that lies below it.
  return isLike(below, path) || isLike(`${below.replace(/\/$/, '')}/*`, path);
}

/** Host and path of an application's domain; a path that is not named is every path. */
function parts(domain: string): readonly [name: string, path: string] {
  const plain = domain.replace(/^https?:\/\//i, '');
  const slash = plain.indexOf('/');
  return slash === -1 ? [plain.toLowerCase(), '/'] : [plain.slice(0, slash).toLowerCase(), plain.slice(slash)];
}

// A fixed host before one with a star, then the longer path, then the longer host.
function isCloser(domain: string, than: string): boolean {
  const rank = (text: string): readonly number[] => {
    const [name, path] = parts(text);
    return [name.includes('*') ? 0 : 1, path.replaceAll('*', '').length, name.length];
  };
  const [a, b] = [rank(domain), rank(than)];
  const first = a.findIndex((value, at) => value !== b[at]);
  return first !== -1 && (a[first] ?? 0) > (b[first] ?? 0);
}
