import type { PageDocument } from '../../artifacts/web/page.ts';
import type { Severity } from '../../core/finding.ts';
import { parsePolicies } from '../csp/parse.ts';
import { type Headers, valuesOf } from '../site-answers/headers.ts';
import { said } from '../site-answers/said.ts';

/** One kind a header, so that a waiver for one never covers another. */
export type HeaderKey = 'sniffing' | 'framing' | 'referrer' | 'permissions' | 'opener' | 'resource';

/** A header that does not protect. `shown` is the header as it came, or that it did not. */
export type HeaderFault = {
  readonly key: HeaderKey;
  readonly name: string;
  readonly want: string;
  readonly shown: string;
  readonly severity: Severity;
};

type Page = { readonly headers: Headers; readonly document: PageDocument };
type Rule = {
  readonly key: HeaderKey;
  readonly name: string;
  readonly want: string;
  readonly severity: Severity;
  /** Whether the page is protected, by this header or by what stands in for it. */
  readonly holds: (page: Page) => boolean;
};

const referrerPolicies: ReadonlySet<string> = new Set([
  ...['no-referrer', 'same-origin', 'origin', 'strict-origin', 'origin-when-cross-origin'],
  'strict-origin-when-cross-origin',
]);
/** Known to browsers, and telling whole addresses to other sites. */
const tellingPolicies: ReadonlySet<string> = new Set(['unsafe-url', 'no-referrer-when-downgrade']);

const rules: readonly Rule[] = [
  {
    key: 'sniffing',
    name: 'X-Content-Type-Options',
    want: 'nosniff',
    severity: 'medium',
    // Browsers look at the first value alone. https://fetch.spec.whatwg.org/#x-content-type-options-header
    holds: ({ headers }) => listed(headers, 'x-content-type-options')[0] === 'nosniff',
  },
  {
    key: 'framing',
    name: 'X-Frame-Options',
    want: 'DENY, or frame-ancestors in the Content-Security-Policy',
    severity: 'medium',
    holds: ({ headers }) => limitsFrames(headers),
  },
  {
    key: 'referrer',
    name: 'Referrer-Policy',
    want: 'strict-origin-when-cross-origin',
    // What browsers do without it is right in today's, and wrong in older ones.
    severity: 'low',
    holds: ({ headers, document }) => keepsReferrer(headers, document),
  },
  {
    key: 'permissions',
    name: 'Permissions-Policy',
    want: 'camera=(), microphone=(), geolocation=()',
    severity: 'low',
    holds: ({ headers }) => valuesOf(headers, 'permissions-policy').some((value) => value.includes('=')),
  },
  {
    key: 'opener',
    name: 'Cross-Origin-Opener-Policy',
    want: 'same-origin, or same-origin-allow-popups where sign-in or payment opens a window',
    severity: 'low',
    holds: ({ headers }) =>
      listed(headers, 'cross-origin-opener-policy').some((value) =>
        /^(?:same-origin|same-origin-allow-popups|noopener-allow-popups)(?:;|$)/.test(value),
      ),
  },
  {
    key: 'resource',
    name: 'Cross-Origin-Resource-Policy',
    want: 'same-origin, or same-site where subdomains show it',
    severity: 'low',
    // `cross-origin` is a decision too. https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header
    holds: ({ headers }) => {
      const values = valuesOf(headers, 'cross-origin-resource-policy').map((value) => value.trim());
      return values.length === 1 && ['same-origin', 'same-site', 'cross-origin'].includes(values[0] ?? '');
    },
  },
];

/** The headers that a page lacks or that browsers ignore, the gravest first. */
export function headerFaults(page: Page): readonly HeaderFault[] {
  return rules
    .filter(({ holds }) => !holds(page))
    .map(({ key, name, want, severity }) => {
      const came = valuesOf(page.headers, name.toLowerCase());
      const shown = came.length === 0 ? `no ${name}` : came.map((value) => `${name}: ${said(value)}`).join('\n');
      return { key, name, want, severity, shown };
    });
}

/** `frame-ancestors` wins over X-Frame-Options where both stand. https://www.w3.org/TR/CSP3/#frame-ancestors-and-frame-options */
function limitsFrames(headers: Headers): boolean {
  const ancestors = valuesOf(headers, 'content-security-policy')
    .flatMap(parsePolicies)
    .flatMap((policy) => (policy.has('frame-ancestors') ? [policy.get('frame-ancestors') ?? []] : []));
  if (ancestors.length > 0)
    return ancestors.some((sources) => !sources.some((source) => /^(?:\*|https?:(?:\/\/\*)?)$/.test(source)));
  // ALLOW-FROM is ignored by every browser of today. https://html.spec.whatwg.org/multipage/document-lifecycle.html#the-x-frame-options-header
  const options = new Set(listed(headers, 'x-frame-options'));
  return options.size === 1 && (options.has('deny') || options.has('sameorigin'));
}

/** The last word that browsers know counts. https://www.w3.org/TR/referrer-policy/#parse-referrer-policy-from-header */
function keepsReferrer(headers: Headers, document: PageDocument): boolean {
  const known = listed(headers, 'referrer-policy').filter(
    (word) => tellingPolicies.has(word) || referrerPolicies.has(word),
  );
  const word = known.at(-1) ?? document.referrer?.trim().toLowerCase();
  return word !== undefined && referrerPolicies.has(word);
}

function listed(headers: Headers, name: string): readonly string[] {
  return valuesOf(headers, name).flatMap((value) => value.split(',').map((word) => word.trim().toLowerCase()));
}
