import * as z from 'zod';
import { isTooDeep } from '../env-reads/nesting.ts';

const names = z.record(z.string(), z.unknown()).catch({});
const text = z.string().optional().catch(undefined);

const schema = z.object({
  name: text,
  dependencies: names,
  devDependencies: names,
  scripts: z.record(z.string(), z.string().catch('')).catch({}),
  workspaces: z
    .union([z.array(z.string()), z.object({ packages: z.array(z.string()) }).transform((value) => value.packages)])
    .catch([]),
  exports: z.unknown().optional(),
  imports: z.unknown().optional(),
  module: text,
  main: text,
  types: text,
});

/** What a package.json says, as far as it can be used; a field of the wrong shape counts as absent. */
export type Manifest = Readonly<z.infer<typeof schema>>;

/** Reads a package.json; `undefined` when it is no JSON object, or nested beyond all sense. */
export function parseManifest(json: string): Manifest | undefined {
  const raw = isTooDeep(json) ? undefined : parseJson(json);
  const parsed = schema.safeParse(raw);
  return parsed.success ? parsed.data : undefined;
}

/** The names in dependencies and devDependencies, sorted. */
export function dependenciesOf(manifest: Manifest): readonly string[] {
  return [...new Set([...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)])].sort();
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json.replace(/^\uFEFF/, ''));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
