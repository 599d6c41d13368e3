import { isBelow } from '../host-names/below.ts';
import { referencesOf } from '../spf/intent.ts';
import { isSpfRecord } from '../spf/record.ts';
import { type MailProvider, mailProviders } from './providers.ts';

/** Providers that MX targets and SPF includes name, each once. Names are in lower case without the dot at the end. */
export function providersIn(exchanges: readonly string[], texts: readonly string[]): readonly MailProvider[] {
  const includes = texts.filter(isSpfRecord).flatMap(referencesOf);
  return mailProviders.filter(
    ({ mx, spfIncludes, spfMarks = [] }) =>
      exchanges.some((exchange) => isBelowAny(exchange, mx)) ||
      includes.some((name) => isBelowAny(name, [...spfIncludes, ...spfMarks])),
  );
}

/** The providers whose return path leads to `host`, a CNAME or MX target. Several share Amazon SES. */
export function providersBehind(host: string): readonly MailProvider[] {
  return mailProviders.filter(({ bounceHosts }) => isBelowAny(host, bounceHosts));
}

/** The provider of an id of `mail/senders`. */
export function providerOf(id: string): MailProvider | undefined {
  return mailProviders.find((provider) => provider.id === id);
}

function isBelowAny(host: string, domains: readonly string[]): boolean {
  return domains.some((domain) => isBelow(host, domain));
}
