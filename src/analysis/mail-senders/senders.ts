import type { EnvUsage } from '../../artifacts/env/usage.ts';
import type { MailSender } from '../../artifacts/mail/senders.ts';
import type { EnvFile } from '../../artifacts/repository/env-files.ts';
import type { RepositorySources } from '../../artifacts/repository/sources.ts';
import { type MailProvider, mailProviders } from './providers.ts';

const publicPrefix = /^(?:NEXT_PUBLIC_|VITE_|PUBLIC_|NUXT_PUBLIC_|NUXT_)/;
const mostPlaces = 10;

/** The services that the app's packages, the variables it reads and those its `.env*` files declare show, in the order of the table. */
export function sendersOf(
  usage: EnvUsage,
  { packages }: Pick<RepositorySources, 'packages'>,
  files: readonly EnvFile[] = [],
): readonly MailSender[] {
  const own = files.filter(({ path, role }) => role !== 'test' && isOfApp(path, usage.app));
  return mailProviders.flatMap((provider) => {
    const installed = provider.packages.filter((name) => usage.dependencies.includes(name));
    const read = usage.variables.filter(({ name }) => isVariableOf(provider, name));
    const names = new Set(read.map(({ name }) => name));
    const declared = own.flatMap(({ path, variables }) =>
      variables
        .filter(({ name }) => !names.has(name) && isVariableOf(provider, name))
        .map(({ name, line }) => ({ name, path, line })),
    );
    if (installed.length + read.length + declared.length === 0) return [];
    const manifests = packages
      .filter(({ dependencies }) => dependencies.some((name) => installed.includes(name)))
      .map(({ dir }) => ({ path: dir === '.' ? 'package.json' : `${dir}/package.json` }));
    const seen = [
      ...installed.map((name) => `package ${name}`),
      ...read.slice(0, mostPlaces).map(({ name }) => `variable ${name}`),
      ...declared.slice(0, mostPlaces).map(({ name, path }) => `variable ${name} in ${path}`),
    ];
    const places = [
      ...manifests,
      ...read.flatMap((variable) => variable.places.slice(0, 1)),
      ...declared.map(({ path, line }) => ({ path, line })),
    ];
    return [senderOf(provider, seen, places.slice(0, mostPlaces))];
  });
}

// The app's own folder and those above it: what stands beside it belongs to other apps of the workspace.
function isOfApp(path: string, app: string): boolean {
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.';
  return folder === '.' || isBelowFolder(folder, app) || isBelowFolder(app, folder);
}

function isBelowFolder(folder: string, above: string): boolean {
  return folder === above || folder.startsWith(`${above}/`);
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
