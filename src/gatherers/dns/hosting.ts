import { join } from 'node:path';
import { dependenciesOf, parseManifest } from '../../analysis/workspace/manifest.ts';
import { dnsHosting } from '../../artifacts/dns/hosting.ts';
import { defineGatherer } from '../../core/gatherer.ts';
import type { Files } from '../../core/io.ts';

const vercelFiles = ['vercel.json', 'vercel.ts', 'now.json'];
const otherFiles: Readonly<Record<string, string>> = {
  'amplify.yml': 'AWS Amplify',
  'app.yaml': 'Google App Engine',
  'apphosting.yaml': 'Firebase',
  'firebase.json': 'Firebase',
  'fly.toml': 'Fly.io',
  'netlify.toml': 'Netlify',
  'railway.json': 'Railway',
  'railway.toml': 'Railway',
  'render.yaml': 'Render',
  'sst.config.ts': 'SST',
  'staticwebapp.config.json': 'Azure',
  Procfile: 'Heroku',
};

/** The signs of a platform in the audited directory and in the configuration; no network. */
export const gatherDnsHosting = defineGatherer({
  artifact: dnsHosting,
  needs: {},
  gather: async ({ target, io: { files } }) => {
    const names = (await files.entries(target.root)).map(({ name }) => name);
    const packages = await dependencies(files, join(target.root, 'package.json'));
    const linked = target.vercel === undefined ? [] : [`the Vercel project in ${target.vercel.from}`];
    const vercel = [
      ...linked,
      ...vercelFiles.filter((name) => names.includes(name)),
      ...packages.filter((name) => name === 'vercel' || name.startsWith('@vercel/')).map((name) => `package ${name}`),
    ];
    const elsewhere = Object.entries(otherFiles)
      .filter(([name]) => names.includes(name))
      .map(([name, title]) => `${name} (${title})`);
    const isWorkspace = ['pnpm-workspace.yaml', 'turbo.json', 'nx.json', 'lerna.json'].some((one) =>
      names.includes(one),
    );
    const isForeign = packages.length > 0 && vercel.length === 0 && !packages.includes('next') && !isWorkspace;
    return { vercel, elsewhere: isForeign ? [...elsewhere, 'package.json without Next.js or Vercel'] : elsewhere };
  },
});

// A package file that cannot be used gives no sign; the areas that read it say so themselves. That of a workspace does not name
// what its apps are built with.
async function dependencies(files: Files, path: string): Promise<readonly string[]> {
  const file = await files.read(path);
  const manifest = file.state === 'text' ? parseManifest(file.text) : undefined;
  return manifest === undefined || manifest.workspaces.length > 0 ? [] : dependenciesOf(manifest);
}
