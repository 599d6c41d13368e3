import { frameworkOf } from '../workspace/framework.ts';
import { dependenciesOf, type Manifest } from '../workspace/manifest.ts';

/**
 * Whether Next.js serves the routes of a folder, by the manifests from there up to the root, the nearest first: other frameworks have folders
 * called `app` and `pages` too. Without any manifest the folders' names are believed.
 */
export function isNextProject(manifests: readonly Manifest[]): boolean {
  for (const manifest of manifests) {
    if (dependenciesOf(manifest).includes('next')) return true;
    if (frameworkOf(manifest) !== undefined) return false;
  }
  return manifests.length === 0;
}
