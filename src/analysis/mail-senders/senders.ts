import type { EnvUsage } from '../../artifacts/env/usage.ts';
import type { MailSender } from '../../artifacts/mail/senders.ts';
import type { RepositorySources } from '../../artifacts/repository/sources.ts';
import { type MailProvider, mailProviders } from './providers.ts';

const publicPrefix = /^(?:NEXT_PUBLIC_|VITE_|PUBLIC_|NUXT_PUBLIC_|NUXT_)/;
const mostPlaces = 10;

/** The services that the app's packages and the variables it reads show, in the order of the table. */
export function sendersOf(usage: EnvUsage, { packages }: Pick<RepositorySources, 'packages'>): readonly MailSender[] {
  return mailProviders.flatMap((provider) => {
    const installed = provider.packages.filter((name) => usage.dependencies.includes(name));
    const read = usage.variables.filter(({ name }) => isVariableOf(provider, name));
    if (installed.length === 0 && read.length === 0) return [];
    const manifests = packages
      .filter(({ dependencies }) => dependencies.some((name) => installed.includes(name)))
      .map(({ dir }) => ({ path: dir === '.' ? 'package.json' : `${dir}/package.json` }));
    const seen = [
      ...installed.map((name) => `package ${name}`),
      ...read.slice(0, mostPlaces).map(({ name }) => `variable ${name}`),
    ];
    const places = [...manifests, ...read.flatMap((variable) => variable.places.slice(0, 1))];
    return [senderOf(provider, seen, places.slice(0, mostPlaces))];
  });
}

/** A provider as a sender that was seen. */
function senderOf(provider: MailProvider, seen: readonly string[], places: MailSender['places']): MailSender {
  const { id, title, spfIncludes, returnPaths, selectors, page } = provider;
  return { id, title, seen, places, spfIncludes, returnPaths, selectors, page };
}

function isVariableOf({ variables }: MailProvider, name: string): boolean {
  const bare = name.replace(publicPrefix, '');
  return variables.some((start) => bare.startsWith(start));
}
