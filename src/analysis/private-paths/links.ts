import type { ParseResult } from 'oxc-parser';

/** What another module gives under a name: `*` for all of it. */
export type Link = { readonly from: string; readonly name: string };

/** How a module hangs together with others. */
export type Links = {
  /** What it exports: a local name, or another module's. */
  readonly exports: ReadonlyMap<string, string | Link>;
  /** Modules of which everything is exported. */
  readonly stars: readonly string[];
  /** By local name. */
  readonly imports: ReadonlyMap<string, Link>;
};

/** The imports and exports of a module that remain at run time. */
export function linksOf(result: ParseResult): Links {
  return { imports: importsOf(result), ...exportsOf(result) };
}

function importsOf({ module }: ParseResult): ReadonlyMap<string, Link> {
  const imports = new Map<string, Link>();
  for (const { entries, moduleRequest } of module.staticImports) {
    for (const { isType, localName, importName } of entries) {
      if (isType) continue;
      const name =
        importName.kind === 'Name' ? (importName.name ?? '') : importName.kind === 'Default' ? 'default' : '*';
      imports.set(localName.value, { from: moduleRequest.value, name });
    }
  }
  return imports;
}

function exportsOf({ module }: ParseResult): Pick<Links, 'exports' | 'stars'> {
  const exports = new Map<string, string | Link>();
  const stars: string[] = [];
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, importName, exportName, localName, isType } of entries) {
      if (isType) continue;
      const name = exportName.kind === 'Default' ? 'default' : (exportName.name ?? undefined);
      if (moduleRequest === null) {
        if (name !== undefined) exports.set(name, localName.name ?? 'default');
      } else if (name === undefined) stars.push(moduleRequest.value);
      else exports.set(name, { from: moduleRequest.value, name: importName.name ?? '*' });
    }
  }
  return { exports, stars };
}
