import { dependenciesOf, type Manifest } from './manifest.ts';

type Framework = { readonly id: string; readonly packages: readonly string[]; readonly command: RegExp };

/** Most specific first: what builds on Vite comes before Vite. */
const frameworks: readonly Framework[] = [
  { id: 'next', packages: ['next'], command: /\bnext\b/ },
  { id: 'astro', packages: ['astro'], command: /\bastro\b/ },
  { id: 'nuxt', packages: ['nuxt'], command: /\bnuxt\b/ },
  { id: 'sveltekit', packages: ['@sveltejs/kit'], command: /\bvite\b/ },
  { id: 'remix', packages: ['@remix-run/react', '@remix-run/dev'], command: /\b(?:remix|vite)\b/ },
  { id: 'react-router', packages: ['@react-router/dev'], command: /\breact-router\b/ },
  { id: 'tanstack-start', packages: ['@tanstack/react-start', '@tanstack/start'], command: /\b(?:vite|vinxi)\b/ },
  { id: 'solid-start', packages: ['@solidjs/start'], command: /\b(?:vite|vinxi)\b/ },
  { id: 'gatsby', packages: ['gatsby'], command: /\bgatsby\b/ },
  { id: 'angular', packages: ['@angular/core'], command: /\bng\b/ },
  { id: 'create-react-app', packages: ['react-scripts'], command: /\breact-scripts\b/ },
  { id: 'vite', packages: ['vite'], command: /\bvite\b(?!st)/ },
];

/**
 * The framework whose app a package is. A component library lists `next` or `vite` too: a package that offers entry
 * points to others is an app only when one of its scripts runs the framework.
 */
export function frameworkOf(manifest: Manifest): string | undefined {
  const dependencies = new Set(dependenciesOf(manifest));
  const found = frameworks.find(({ packages }) => packages.some((name) => dependencies.has(name)));
  if (found === undefined) return undefined;
  const isLibrary = (manifest.exports ?? manifest.main ?? manifest.types) !== undefined;
  const runs = Object.values(manifest.scripts).some((command) => found.command.test(command));
  return isLibrary && !runs ? undefined : found.id;
}
