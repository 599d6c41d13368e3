import { generatedNames } from '../account/generated-variables.ts';
import type { ShopFile } from './file.ts';

/** A module that reads every generated variable, so that none of them counts as unused; nothing without any. */
export function generatedFiles(count: number): readonly ShopFile[] {
  if (count === 0) return [];
  const lines = generatedNames(count).map((name) => `  ${name}: process.env.${name} === 'on',`);
  return [{ path: 'lib/features.ts', text: `export const features = {\n${lines.join('\n')}\n};\n` }];
}
