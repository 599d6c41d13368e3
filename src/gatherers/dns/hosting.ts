import { join } from 'node:path';
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
    // A workspace's own package file does not name what its apps are built with.
    const isWorkspace = ['pnpm-workspace.yaml', 'turbo.json', 'nx.json', 'lerna.json'].some((one) =>
      names.includes(one),
    );
    const isForeign = packages.length > 0 && vercel.length === 0 && !packages.includes('next') && !isWorkspace;
    return { vercel, elsewhere: isForeign ? [...elsewhere, 'package.json without Next.js or Vercel'] : elsewhere };
  },
});

async function dependencies(files: Files, path: string): Promise<readonly string[]> {
  const file = await files.read(path);
  if (file.state !== 'text') return [];
  const value = parsed(file.text);
  if (typeof value === 'object' && value !== null && 'workspaces' in value) return [];
  return ['dependencies', 'devDependencies'].flatMap((key) => Object.keys(objectAt(value, key)));
}

// A package file that cannot be parsed gives no sign; the areas that read it say so themselves.
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function objectAt(value: unknown, key: string): object {
  if (typeof value !== 'object' || value === null) return {};
  const found: unknown = Reflect.get(value, key);
  return typeof found === 'object' && found !== null ? found : {};
}
