import { harborIds } from '../account/harbor.ts';
import type { PlantedSecrets } from '../planted.ts';
import type { ShopFile } from './file.ts';

/** What lies in a developer's copy and git ignores: the link to Vercel, and the local variables. */
export function localFiles(secrets: PlantedSecrets): readonly ShopFile[] {
  const link = { projectId: harborIds.project, orgId: harborIds.team, projectName: 'shop' };
  return [
    { path: '.vercel/project.json', text: `${JSON.stringify(link)}\n` },
    { path: '.env.local', text: localVariables(secrets) },
  ];
}

function localVariables(secrets: PlantedSecrets): string {
  return [
    `DATABASE_URL=${secrets.localDatabaseUrl}`,
    'NEXTAUTH_URL=http://localhost:3000',
    `NEXTAUTH_SECRET=${secrets.localSessionSecret}`,
    `STRIPE_SECRET_KEY=${secrets.stripeTestKey}`,
    'NEXT_PUBLIC_SITE_URL=http://localhost:3000',
    '',
  ].join('\n');
}
