import * as z from 'zod';
import type { AccessApplication } from '../../artifacts/cloudflare/edge.ts';
import type { ProviderAnswer } from '../../core/io.ts';
import { looseText, rowsIn } from './wire.ts';

// Rules of a policy are objects with one key each: `{ everyone: {} }`, `{ email: { email } }`.
const rules = z.array(z.looseObject({})).nullish();
const policy = z.looseObject({ decision: looseText, include: rules, exclude: rules, require: rules });
// A reusable policy may be named by its id alone.
const policies = z.array(z.union([policy, z.string().transform(() => undefined)])).nullish();
type Policy = z.infer<typeof policy>;

const wireApplication = z.looseObject({
  id: z.string(),
  name: looseText,
  type: looseText,
  domain: looseText,
  self_hosted_domains: z.array(z.string()).nullish(),
  destinations: z.array(z.looseObject({ type: looseText, uri: looseText })).nullish(),
  policies,
});
type WireApplication = z.infer<typeof wireApplication>;

/** Access applications of a zone. https://developers.cloudflare.com/api/resources/zero_trust/subresources/access/subresources/applications/ */
export function applicationsIn(answer: ProviderAnswer): readonly AccessApplication[] {
  return rowsIn(answer, wireApplication, 'the Access applications').map((application) => {
    const { id, name, type } = application;
    const known = (application.policies ?? []).filter((one) => one !== undefined);
    return {
      id,
      name: name ?? id,
      kind: type ?? '',
      domains: domainsOf(application),
      decisions: known.flatMap(({ decision }) => decision ?? []),
      open: known.some(letsEverybodyIn),
    };
  });
}

// `domain` is the first of the others, and alone in older applications.
function domainsOf({ domain, self_hosted_domains, destinations }: WireApplication): readonly string[] {
  const open = (destinations ?? []).filter(({ type = 'public' }) => type === 'public');
  const all = [domain, ...(self_hosted_domains ?? []), ...open.map(({ uri }) => uri)];
  return [...new Set(all.flatMap((one) => (one === undefined ? [] : [withLowerHost(one)])))];
}

// Paths keep their capitals: `/Admin` is not `/admin`.
function withLowerHost(domain: string): string {
  const [host = ''] = /^(?:https?:\/\/)?[^/]*/i.exec(domain) ?? [];
  return host.toLowerCase() + domain.slice(host.length);
}

function letsEverybodyIn({ decision, include, exclude, require }: Policy): boolean {
  const isNarrowed = (exclude ?? []).length > 0 || (require ?? []).length > 0;
  return decision === 'bypass' && !isNarrowed && (include ?? []).some((rule) => 'everyone' in rule);
}
