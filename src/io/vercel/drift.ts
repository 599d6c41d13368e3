import { neutraliseLine } from '../../core/text.ts';

// Names of the API's own fields. Anything else in a path may be a key from outside, even a secret: the path ends there.
const fieldName = /^[a-z]{1,30}$/i;

/**
 * One sentence on an answer that the SDK's schema refused although Vercel gave it with status 200. It names the field
 * as far as it is surely Vercel's own name, and never a value.
 */
export function driftSentence(what: string, error: unknown): string {
  const field = fieldOf(deepestPath(issuesOf(error)));
  const where = field === '' ? '' : ` at ${field}`;
  return `Vercel's answer for ${neutraliseLine(what)} has another shape${where} than @vercel/sdk knows; it was used as it came`;
}

type Path = readonly unknown[];

function issuesOf(error: unknown): readonly unknown[] {
  const cause = error instanceof Error ? error.cause : undefined;
  if (typeof cause !== 'object' || cause === null || !('issues' in cause)) return [];
  return Array.isArray(cause.issues) ? cause.issues : [];
}

// A union fails once for each of its members: the one that came furthest is the one that was meant.
function deepestPath(issues: readonly unknown[], depth = 0): Path {
  let deepest: Path = [];
  for (const issue of issues) {
    if (typeof issue !== 'object' || issue === null || depth > 8) continue;
    const own: Path = 'path' in issue && Array.isArray(issue.path) ? issue.path : [];
    const members = 'unionErrors' in issue && Array.isArray(issue.unionErrors) ? issue.unionErrors : [];
    const below = deepestPath(
      members.flatMap((member: unknown) => issuesOf(new Error('', { cause: member }))),
      depth + 1,
    );
    for (const path of [own, below]) if (path.length > deepest.length) deepest = path;
  }
  return deepest;
}

function fieldOf(path: Path): string {
  let field = '';
  for (const part of path) {
    if (typeof part === 'number') field += '[]';
    else if (typeof part === 'string' && fieldName.test(part)) field += field === '' ? part : `.${part}`;
    else break;
  }
  return field;
}
