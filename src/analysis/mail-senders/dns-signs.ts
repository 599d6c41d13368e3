import { type MailProvider, mailProviders } from './providers.ts';
import { isSpfRecord, spfTerms } from './spf-terms.ts';

/** A provider that a domain's records name, with the record in words. */
export type ProviderSign = { readonly provider: MailProvider; readonly seen: string };

/** Providers that MX targets and SPF includes name, each once. Names are in lower case without the dot at the end. */
export function providersIn(exchanges: readonly string[], texts: readonly string[]): readonly ProviderSign[] {
  const includes = texts.filter(isSpfRecord).flatMap((text) => spfTerms(text).flatMap(({ names }) => names));
  return mailProviders.flatMap((provider) => {
    const mx = exchanges.find((exchange) => isBelow(exchange, provider.mx));
    const include = includes.find((name) => isBelow(name, [...provider.spfIncludes, ...(provider.spfMarks ?? [])]));
    if (mx !== undefined) return [{ provider, seen: `MX ${mx}` }];
    return include === undefined ? [] : [{ provider, seen: `SPF include of ${include}` }];
  });
}

/** The providers whose return path leads to `host`, a CNAME or MX target. Several share Amazon SES. */
export function providersBehind(host: string): readonly MailProvider[] {
  return mailProviders.filter(({ bounceHosts }) => isBelow(host, bounceHosts));
}

/** The provider of an id of `mail/senders`. */
export function providerOf(id: string): MailProvider | undefined {
  return mailProviders.find((provider) => provider.id === id);
}

function isBelow(host: string, suffixes: readonly string[]): boolean {
  return suffixes.some((suffix) => host === suffix || host.endsWith(`.${suffix}`));
}
