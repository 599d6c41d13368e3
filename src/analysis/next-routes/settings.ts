import { propertyName, stringOf, unwrap } from '../env-reads/expression.ts';
import { parseModule } from '../env-reads/parse.ts';
import { walkProgram } from '../env-reads/scope.ts';

/** What of an app's settings decides how its routes are asked. */
export type NextSettings = {
  /** `/shop` before every route; empty without one. https://nextjs.org/docs/app/api-reference/config/next-config-js/basePath */
  readonly basePath: string;
  /** Routes are asked with a slash at their end. https://nextjs.org/docs/app/api-reference/config/next-config-js/trailingSlash */
  readonly trailingSlash: boolean;
  /** Names of the settings that are there and could not be read. */
  readonly unread: readonly string[];
};

/** An app without settings of its own. */
export const plainSettings: NextSettings = { basePath: '', trailingSlash: false, unread: [] };

/** Reads `next.config.*` without running it: settings that are written out. */
export function readNextSettings(path: string, source: string): NextSettings {
  if (!/basePath|trailingSlash/.test(source)) return plainSettings;
  const parsed = parseModule(path, source);
  if (parsed.state === 'unread' || parsed.damaged) return { ...plainSettings, unread: ['basePath', 'trailingSlash'] };
  const unread: string[] = [];
  let { basePath, trailingSlash } = plainSettings;
  walkProgram(parsed.result.program, (node) => {
    const name = propertyName(node);
    if (node.type !== 'Property' || (name !== 'basePath' && name !== 'trailingSlash')) return;
    const value = unwrap(node.value);
    const text = stringOf(value);
    if (name === 'basePath' && text !== undefined && /^(?:\/[^?#*:(){}]{0,200})?$/.test(text))
      basePath = text.replace(/\/+$/, '');
    else if (name === 'trailingSlash' && value.type === 'Literal' && typeof value.value === 'boolean')
      trailingSlash = value.value;
    // In `redirects()` and `rewrites()` it says whether a rule minds the setting.
    else if (!(name === 'basePath' && value.type === 'Literal' && value.value === false)) unread.push(name);
  });
  return { basePath, trailingSlash, unread };
}

/** A route's path as visitors ask for it under these settings. */
export function askedPath(path: string, { basePath, trailingSlash }: NextSettings): string {
  const whole = path === '/' ? basePath || '/' : `${basePath}${path}`;
  const isFile = /\.[^/]*$/.test(whole);
  return trailingSlash && !isFile && !whole.endsWith('/') ? `${whole}/` : whole;
}
