import { hexDigits, letters } from '../deterministic.ts';
import type { StoredDeployment } from '../vercel/state.ts';
import { firstLaunchAt, openedAt, secondLaunchAt } from './times.ts';

const day = 86_400_000;

/** What was deployed: the live commit, the one before it, and the previews beside them. */
export function harborDeployments(options: {
  readonly repaired: boolean;
  readonly commit: string;
}): readonly StoredDeployment[] {
  const { repaired, commit } = options;
  const first = production('first launch', firstLaunchAt, repaired ? older('first launch') : commit);
  const second = production('second launch', secondLaunchAt, commit);
  return [
    production('soft launch', openedAt + 120 * day, older('soft launch')),
    first,
    ...(repaired ? [second] : []),
    preview('checkout-redesign', firstLaunchAt - 4 * day, older('checkout redesign')),
    preview('main', (repaired ? secondLaunchAt : firstLaunchAt) - 1_800_000, commit),
  ];
}

function production(label: string, createdAt: number, sha: string): StoredDeployment {
  return {
    ...deployment(label, createdAt),
    target: 'production',
    aliases: ['shop.example.com', 'www.shop.example.com', 'shop-harbor.vercel.app'],
    commit: { sha, ref: 'release', message: `Release: ${label}` },
  };
}

function preview(ref: string, createdAt: number, sha: string): StoredDeployment {
  return {
    ...deployment(`preview ${ref}`, createdAt),
    aliases: [`shop-git-${ref}-harbor.vercel.app`],
    commit: { sha, ref, message: `Work on ${ref}` },
  };
}

function deployment(label: string, createdAt: number): Pick<StoredDeployment, 'id' | 'url' | 'createdAt'> {
  const id = `dpl_${letters(`deployment ${label}`, 28)}`;
  return { id, url: `shop-${letters(`address ${label}`, 9).toLowerCase()}-harbor.vercel.app`, createdAt };
}

function older(label: string): string {
  return hexDigits(`commit ${label}`, 40);
}
