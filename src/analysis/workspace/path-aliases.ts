import { dirname, join } from 'node:path/posix';
import { parse } from 'jsonc-parser';
import * as z from 'zod';
import { isTooDeep } from '../env-reads/nesting.ts';
import { starMatch } from './entry-points.ts';

const schema = z.object({
  extends: z.union([z.string().transform((one) => [one]), z.array(z.string())]).catch([]),
  compilerOptions: z
    .object({
      baseUrl: z.string().optional().catch(undefined),
      paths: z.record(z.string(), z.array(z.string()).catch([])).optional().catch(undefined),
    })
    .catch({}),
});

/** One tsconfig.json or jsconfig.json, by itself. `extends` holds only relative paths: packages may not be installed. */
export type CompilerConfig = {
  readonly extends: readonly string[];
  readonly baseUrl?: string;
  /** The most specific pattern first. */
  readonly paths?: readonly (readonly [pattern: string, targets: readonly string[]])[];
};

/**
 * Reads a compiler configuration, comments and trailing commas included; `undefined` when it is no object. Paths become
 * relative to the audited root.
 */
export function parseCompilerConfig(path: string, text: string): CompilerConfig | undefined {
  if (isTooDeep(text)) return undefined;
  const parsed = schema.safeParse(parse(text, [], { allowTrailingComma: true }));
  if (!parsed.success) return undefined;
  const dir = dirname(path);
  const { baseUrl, paths } = parsed.data.compilerOptions;
  const base = join(dir, baseUrl ?? '.');
  const entries = Object.entries(paths ?? {})
    .map(([pattern, targets]) => [pattern, targets.map((target) => join(base, target))] as const)
    .sort(([a], [b]) => prefixLength(b) - prefixLength(a));
  return {
    extends: parsed.data.extends.filter((target) => target.startsWith('.')).map((target) => join(dir, target)),
    ...(baseUrl === undefined ? {} : { baseUrl: base }),
    ...(paths === undefined ? {} : { paths: entries }),
  };
}

/** A configuration's own settings, with those of what it extends where it has none; the last one extended wins. */
export function inherit(own: CompilerConfig, extended: readonly CompilerConfig[]): CompilerConfig {
  const baseUrl = own.baseUrl ?? extended.findLast((config) => config.baseUrl !== undefined)?.baseUrl;
  const paths = own.paths ?? extended.findLast((config) => config.paths !== undefined)?.paths;
  return {
    extends: own.extends,
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(paths === undefined ? {} : { paths }),
  };
}

/** The paths that an import may mean under a configuration. https://www.typescriptlang.org/tsconfig/#paths */
export function aliasTargets(config: CompilerConfig, specifier: string): readonly string[] {
  for (const [pattern, targets] of config.paths ?? []) {
    const rest = starMatch(pattern, specifier);
    if (rest !== undefined) return targets.map((target) => target.replace('*', () => rest));
  }
  return config.baseUrl === undefined ? [] : [join(config.baseUrl, specifier)];
}

function prefixLength(pattern: string): number {
  const star = pattern.indexOf('*');
  return star === -1 ? Number.POSITIVE_INFINITY : star;
}
