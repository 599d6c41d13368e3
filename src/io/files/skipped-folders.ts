const never = new Set([
  'node_modules',
  '.git',
  '.hg',
  '.svn',
  '.next',
  '.nuxt',
  '.output',
  '.vercel',
  '.netlify',
  '.wrangler',
  '.turbo',
  '.svelte-kit',
  '.astro',
  '.docusaurus',
  '.expo',
  '.cache',
  '.parcel-cache',
  '.yarn',
  '.pnpm-store',
  '.nyc_output',
  '.venv',
  '.launch-ready',
]);

// Everyday words: an app may well have a route called `build` or `vendor`, so they count only at the top of a package.
const atPackageTop = new Set(['dist', 'build', 'out', 'coverage', 'vendor', 'target', 'storybook-static']);

/** Whether a folder holds no source of the project. `packageTop` says that its parent is the walk's start or has a `package.json`. */
export function holdsNoSource(name: string, packageTop: boolean): boolean {
  return never.has(name) || (packageTop && atPackageTop.has(name));
}
