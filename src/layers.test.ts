import { globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { type Node, type ParseResult, type Program, parseSync } from 'oxc-parser';
import { describe, expect, test } from 'vitest';
import { isReference, trackScopes, walkProgram, walkScoped } from './analysis/env-reads/scope.ts';

// The architecture as a table: which project folders and packages a layer may import beside itself, and which globals it
// may never touch. What a folder's row does not name is refused, so a new folder needs a row first.
type Layer = {
  readonly folders: readonly string[];
  readonly packages: readonly string[];
  readonly never: readonly string[];
};

const nobody = ['console', 'process.exit', 'require', 'eval'];
const environment = [...nobody, 'process', 'fetch', 'WebSocket', 'globalThis', 'import.meta'];
const world = [
  ...environment,
  ...['Date.now', 'new Date()', 'performance', 'Math.random', 'crypto'],
  ...['setTimeout', 'setInterval', 'setImmediate'],
];
const mainAlone = ['argv', 'exitCode', 'stdin', 'stdout', 'stderr'].map((name) => `process.${name}`);
const facts = ['src/core', 'src/artifacts', 'src/analysis'];
const product = [...facts, 'src/gatherers', 'src/io', 'src/engine', 'src/config', 'checks', 'reports'];
const parsers = [
  'oxc-parser',
  'oxc-walker',
  'jsonc-parser',
  'yaml',
  'tldts',
  'picomatch',
  'zod',
  'ipaddr.js',
  '@peculiar/x509',
  're2js',
  'reflect-metadata',
];
const doors = ['undici', 'p-limit', 'p-retry', 'zod', '@vercel/sdk', 'cloudflare', 'stripe', 'dns-packet', 'ipaddr.js'];

const layers: Readonly<Record<string, Layer>> = {
  'src/core': { folders: [], packages: ['node:crypto'], never: world },
  'src/artifacts': { folders: ['src/core'], packages: ['zod'], never: world },
  'src/analysis': { folders: facts, packages: [...parsers, 'node:path', 'node:util'], never: world },
  checks: { folders: facts, packages: [], never: world },
  reports: { folders: ['src/core'], packages: ['node:util'], never: world },
  'src/gatherers': { folders: facts, packages: ['zod', 'node:path'], never: world },
  'src/io': {
    folders: ['src/core'],
    packages: [...doors, 'node:*', 'package.json'],
    never: [...nobody, 'process.argv'],
  },
  'src/engine': { folders: ['src/core'], packages: [], never: environment },
  'src/config': {
    folders: ['src/core'],
    packages: ['zod', 'jsonc-parser', 'fastest-levenshtein', 'node:crypto', 'node:path'],
    never: world,
  },
  'src/tui': { folders: ['src/core'], packages: ['ink', 'react', 'string-width', 'wrap-ansi'], never: nobody },
  'src/demo': { folders: [], packages: ['*'], never: nobody },
  'src/dev': { folders: [...product, 'src/cli', 'src/tui', 'src/demo'], packages: ['*'], never: nobody },
  'src/cli': {
    folders: [...product, 'src/tui', 'src/demo'],
    packages: ['node:*', 'zod', 'package.json'],
    never: nobody,
  },
};

type Import = { readonly from: string; readonly kind: 'static' | 'type' | 'dynamic' };
type Source = {
  readonly path: string;
  readonly text: string;
  readonly program: Program;
  readonly imports: readonly Import[];
};

function parse(path: string, text: string): Source {
  const { program, module, errors } = parseSync(path, text);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${path}: ${error.message}`);
  return { path, text, program, imports: importsOf(module, program, text) };
}

function importsOf(module: ParseResult['module'], program: Program, text: string): readonly Import[] {
  const imports: Import[] = [];
  const add = (from: string, types: readonly boolean[]): void => {
    const erased = types.length > 0 && types.every((isType) => isType);
    imports.push({ from, kind: erased ? 'type' : 'static' });
  };
  for (const { moduleRequest, entries } of module.staticImports) {
    add(
      moduleRequest.value,
      entries.map(({ isType }) => isType),
    );
  }
  for (const { moduleRequest, isType } of module.staticExports.flatMap(({ entries }) => entries)) {
    if (moduleRequest !== null) add(moduleRequest.value, [isType]);
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const literal = /^(['"`])([^$]*)\1$/.exec(text.slice(moduleRequest.start, moduleRequest.end));
    imports.push({ from: literal?.[2] ?? '', kind: 'dynamic' });
  }
  walkProgram(program, (node) => {
    if (node.type === 'TSImportType') imports.push({ from: node.source.value, kind: 'type' });
    const started = startedFile(node);
    if (started !== undefined) imports.push({ from: started, kind: 'dynamic' });
  });
  return imports;
}

// `new URL('./worker.ts', import.meta.url)`: a file that is bundled or started by its place.
function startedFile(node: Node): string | undefined {
  if (node.type !== 'NewExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'URL')
    return undefined;
  const [first] = node.arguments;
  const place = first?.type === 'Literal' ? String(first.value) : '';
  return /^\.{1,2}\/.*\.tsx?$/.test(place) ? place : undefined;
}

/** A relative import as a path of the project; `undefined` for a package. */
function targetOf(path: string, from: string): string | undefined {
  return from.startsWith('.') ? posix.join(posix.dirname(path), from) : undefined;
}

function layerOf(path: string): string {
  const [top = '', folder = ''] = path.split('/');
  return top === 'src' ? `src/${folder}` : top;
}

function importFaults({ path, imports }: Source): readonly string[] {
  const layer = layers[layerOf(path)];
  if (layer === undefined) return ['lies in no layer'];
  return imports.flatMap(({ from, kind }) => {
    if (from === '') return layerOf(path) === 'src/dev' ? [] : ['imports what is decided at run time'];
    const target = targetOf(path, from) ?? from;
    if (target === from || target === 'package.json')
      return mayUse(layer, target) ? [] : [`imports the package ${from}`];
    const folder = layerOf(target);
    if (!/\.tsx?$/.test(target)) return [`imports ${from} without its ending`];
    if (folder !== layerOf(path) && !layer.folders.includes(folder)) return [`imports ${target}`];
    if (folder === 'src/tui' && layerOf(path) === 'src/cli' && kind === 'static')
      return [`imports ${target} statically`];
    if (folder === 'src/demo' && layerOf(path) === 'src/cli' && path !== 'src/cli/demo.ts')
      return [`imports ${target}`];
    return [];
  });
}

function mayUse({ packages }: Layer, name: string): boolean {
  // Its `exit`, `argv` and `env` would go unseen by the list of globals.
  if (name === 'node:process') return false;
  return packages.some(
    (one) =>
      one === '*' || name === one || name.startsWith(`${one}/`) || (one === 'node:*' && name.startsWith('node:')),
  );
}

function globalsOf(program: Program): ReadonlySet<string> {
  const used = new Set<string>();
  const tracker = trackScopes(program);
  walkScoped(program, tracker, {
    enter(node, ancestors) {
      if (node.type === 'MetaProperty') used.add('import.meta');
      if (node.type !== 'Identifier' || !isReference(node, ancestors) || tracker.isDeclared(node.name)) return;
      for (const name of namesOf(node.name, node, ancestors.at(-1))) used.add(name);
    },
  });
  return used;
}

function namesOf(name: string, node: Node, parent: Node | undefined): readonly string[] {
  if (parent?.type === 'MemberExpression' && parent.object === node) {
    const { property } = parent;
    if (property.type === 'Identifier') return [name, `${name}.${property.name}`];
    return property.type === 'Literal' ? [name, `${name}.${property.value}`] : [name];
  }
  const isMade = parent?.type === 'NewExpression' || parent?.type === 'CallExpression';
  return name === 'Date' && isMade && parent.arguments.length === 0 ? [name, 'new Date()'] : [name];
}

function globalFaults({ path, program }: Source): readonly string[] {
  const used = globalsOf(program);
  const never = layers[layerOf(path)]?.never ?? nobody;
  // Commands are handed the world: arguments, streams and exit code belong to one place.
  const isMain = path === 'src/cli/main.ts' || layerOf(path) === 'src/dev';
  const handed = layerOf(path) === 'src/cli' ? [...mainAlone, 'process.env'] : mainAlone;
  return [...never, ...(isMain ? [] : handed)].filter((name) => used.has(name)).map((name) => `uses ${name}`);
}

function formFaults({ path, program }: Source): readonly string[] {
  const faults = new Set<string>();
  let hasJsx = false;
  walkProgram(program, (node) => {
    if (node.type === 'TSInterfaceDeclaration') faults.add('declares an interface');
    if (node.type === 'TSEnumDeclaration') faults.add('declares an enum');
    if (node.type === 'TSImportEqualsDeclaration') faults.add('imports with require');
    if (node.type === 'ExportDefaultDeclaration' && !wantsDefault(path)) faults.add('exports a default');
    if (isClass(node) && !(node.superClass?.type === 'Identifier' && node.superClass.name.endsWith('Error'))) {
      faults.add('declares a class that is no error');
    }
    hasJsx ||= node.type === 'JSXElement' || node.type === 'JSXFragment';
  });
  if (path.endsWith('.tsx') && !hasJsx) faults.add('is .tsx without JSX');
  return [...faults];
}

function isClass(node: Node): node is Extract<Node, { readonly type: 'ClassDeclaration' | 'ClassExpression' }> {
  return node.type === 'ClassDeclaration' || node.type === 'ClassExpression';
}

function wantsDefault(path: string): boolean {
  // vitest reads its configuration, and a stand-in must look like the module that it stands in for.
  return ['vitest.config', 'no-devtools', 'fast-string-width'].some((name) => path === `src/dev/${name}.ts`);
}

const declaration = /^(Import|ExportNamed|ExportAll|ExportDefault|Function|Class|TS\w+)Declaration$/;

function importTimeFaults({ path, program }: Source): readonly string[] {
  const isEntry = path === 'src/cli/main.ts' || layerOf(path) === 'src/dev';
  if (isEntry) return [];
  return program.body.flatMap((statement) => {
    const declared = (statement.type === 'ExportNamedDeclaration' ? statement.declaration : undefined) ?? statement;
    if (declared.type === 'VariableDeclaration') return declared.kind === 'const' ? [] : ['keeps state in the module'];
    return declaration.test(declared.type) ? [] : ['does something when it is imported'];
  });
}

function sizeFaults({ path, text }: Source): readonly string[] {
  if (text.startsWith('// Generated ')) return [];
  const lines = text.trimEnd().split('\n').length;
  const most = lineLimit(path);
  return lines > most ? [`has ${lines} lines, more than ${most}`] : [];
}

function lineLimit(path: string): number {
  if (path.startsWith('checks/')) return 80;
  return path.startsWith('src/gatherers/') || path.includes('/components/') ? 150 : 250;
}

function nameFaults(path: string): readonly string[] {
  const parts = path.replace(/\.tsx?$/, '').split('/');
  const isKebab = parts.every((part) => /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|config))?$/.test(part));
  const isVague = parts.some((part) => /(^|[-.])(util|helper|manager|misc)(s|itie?s?|y)?([-.]|$)/.test(part));
  return [...(isKebab ? [] : ['is not in kebab-case']), ...(isVague ? ['has a name that says nothing'] : [])];
}

const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path);

/** The files that one can come to from `entries`. */
function reachable(sources: ReadonlyMap<string, Source>, entries: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [...entries];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const source = sources.get(path);
    if (source === undefined || found.has(path)) continue;
    found.add(path);
    for (const { from } of source.imports) waiting.push(targetOf(path, from) ?? '');
  }
  return found;
}

/** Rules for everything that ships or builds; tests and what only they use keep to `rulesForAll` alone. */
const rulesForProduct = [importFaults, globalFaults, importTimeFaults, sizeFaults];
const rulesForAll = [formFaults, ({ path }: Source) => nameFaults(path)];

function faultsOf(source: Source, rules: readonly ((source: Source) => readonly string[])[]): readonly string[] {
  return rules.flatMap((rule) => rule(source)).map((fault) => `${source.path} ${fault}`);
}

describe('the sources', () => {
  const root = join(import.meta.dirname, '..');
  const paths = globSync('{src,checks,reports}/**/*.{ts,tsx}', { cwd: root }).toSorted();
  const sources = new Map(paths.map((path) => [path, parse(path, readFileSync(join(root, path), 'utf8'))]));
  const entries = ['src/cli/main.ts', ...paths.filter((path) => layerOf(path) === 'src/dev' && !isTest(path))];
  const shipped = [...reachable(sources, entries)].flatMap((path) => sources.get(path) ?? []);

  test('are all seen', () => {
    expect(paths.length).toBeGreaterThan(200);
    expect(shipped.length).toBeGreaterThan(150);
    expect(new Set(shipped.map(({ path }) => layerOf(path)))).toEqual(new Set(Object.keys(layers)));
  });

  test('import, touch and keep only what their layer may', () => {
    expect(shipped.flatMap((source) => faultsOf(source, rulesForProduct))).toEqual([]);
  });

  test('have names and forms that the house allows', () => {
    expect([...sources.values()].flatMap((source) => faultsOf(source, rulesForAll))).toEqual([]);
  });

  test('reach the session through one door', () => {
    const doorsToSession = shipped
      .filter(({ path }) => layerOf(path) === 'src/cli')
      .flatMap(({ path, imports }) => imports.map(({ from, kind }) => ({ path, kind, to: targetOf(path, from) ?? '' })))
      .filter(({ kind, to }) => kind === 'dynamic' && layerOf(to) === 'src/tui');
    expect(doorsToSession.map(({ to }) => to)).toEqual(['src/tui/start.tsx']);
  });

  test('are all used, by the product or by a test', () => {
    const used = reachable(sources, [...entries, ...paths.filter(isTest)]);
    expect(paths.filter((path) => !used.has(path))).toEqual([]);
  });
});

describe('every rule bites', () => {
  const refused: readonly (readonly [path: string, text: string, fault: string])[] = [
    ['src/core/a.ts', "import * as z from 'zod';", 'imports the package zod'],
    ['src/core/a.ts', "import { readFile } from 'node:fs';", 'imports the package node:fs'],
    ['src/core/a.ts', "import '../io/clock.ts';", 'imports src/io/clock.ts'],
    ['src/core/a.ts', "export * from '../engine/run.ts';", 'imports src/engine/run.ts'],
    ['src/core/a.ts', "type T = import('../engine/run.ts').T;", 'imports src/engine/run.ts'],
    ['src/core/a.ts', "import x from '../../package.json';", 'imports the package ../../package.json'],
    ['src/artifacts/x/a.ts', "import { walk } from '../../analysis/b/c.ts';", 'imports src/analysis/b/c.ts'],
    ['src/artifacts/x/a.ts', "import 'node:path';", 'imports the package node:path'],
    ['src/analysis/x/a.ts', "import 'node:fs/promises';", 'imports the package node:fs/promises'],
    ['src/analysis/x/a.ts', "import type { Io } from '../../io/create-io.ts';", 'imports src/io/create-io.ts'],
    ['src/analysis/x/a.ts', 'export const at = () => new Date();', 'uses new Date()'],
    ['checks/env/a.ts', "import { join } from 'node:path';", 'imports the package node:path'],
    [
      'checks/env/a.ts',
      "import { gather } from '../../src/gatherers/env/matrix.ts';",
      'imports src/gatherers/env/matrix.ts',
    ],
    ['checks/env/a.ts', "export const a = () => fetch('https://example.com');", 'uses fetch'],
    ['checks/env/a.ts', 'export const a = () => Date.now();', 'uses Date.now'],
    ['checks/env/a.ts', "export const a = () => process['env'].HOME;", 'uses process'],
    ['reports/a.ts', "import { loadRun } from '../src/engine/store.ts';", 'imports src/engine/store.ts'],
    ['reports/a.ts', 'export const a = () => performance.now();', 'uses performance'],
    ['src/gatherers/x/a.ts', "import { createIo } from '../../io/create-io.ts';", 'imports src/io/create-io.ts'],
    ['src/gatherers/x/a.ts', 'export const a = () => setTimeout(() => undefined, 5);', 'uses setTimeout'],
    ['src/io/a.ts', "import { checks } from '../../checks/index.ts';", 'imports checks/index.ts'],
    ['src/io/a.ts', 'export const a = () => process.argv;', 'uses process.argv'],
    ['src/engine/a.ts', "import 'node:fs';", 'imports the package node:fs'],
    ['src/engine/a.ts', "import { gatherers } from '../gatherers/index.ts';", 'imports src/gatherers/index.ts'],
    ['src/config/a.ts', "import { fetch } from 'undici';", 'imports the package undici'],
    ['src/config/a.ts', 'export const a = () => process.env.HOME;', 'uses process'],
    ['src/tui/a.ts', "import { startAudit } from '../engine/run.ts';", 'imports src/engine/run.ts'],
    ['src/tui/a.ts', "export const a = () => console.log('x');", 'uses console'],
    ['src/demo/a.ts', "import { x } from '../io/http/guard.ts';", 'imports src/io/http/guard.ts'],
    ['src/cli/a.ts', "import { start } from '../tui/start.tsx';", 'imports src/tui/start.tsx statically'],
    ['src/cli/audit.ts', "await import('../demo/start.ts');", 'imports src/demo/start.ts'],
    ['src/cli/a.ts', "import { build } from '../dev/build.ts';", 'imports src/dev/build.ts'],
    ['src/cli/a.ts', "import { render } from 'ink';", 'imports the package ink'],
    ['src/cli/a.ts', 'export const a = () => process.stdout;', 'uses process.stdout'],
    ['src/cli/a.ts', 'export const a = () => process.env;', 'uses process.env'],
    ['src/cli/a.ts', 'export const a = (name: string) => import(name);', 'imports what is decided at run time'],
    ['src/cli/a.ts', 'export const a = (name: string) => import("./" + name);', 'imports what is decided at run time'],
    ['src/cli/a.ts', "import { exit } from 'node:process';", 'imports the package node:process'],
    ['src/cli/main.ts', 'process.exit(1);', 'uses process.exit'],
    ['src/cli/main.ts', "process['exit'](1);", 'uses process.exit'],
    ['src/core/a.ts', "import './b';", 'imports ./b without its ending'],
    ['src/plugins/a.ts', 'export const a = 1;', 'lies in no layer'],
    ['src/core/a.ts', 'let seen = 0;', 'keeps state in the module'],
    ['src/core/a.ts', 'export let seen = 0;', 'keeps state in the module'],
    ['src/core/a.ts', "globalThis.name = 'x';", 'does something when it is imported'],
    ['src/core/a.ts', 'if (true) { }', 'does something when it is imported'],
    ['src/core/a.ts', 'export const a = 1;\n'.repeat(251), 'has 251 lines, more than 250'],
    ['checks/env/a.ts', 'export const a = 1;\n'.repeat(81), 'has 81 lines, more than 80'],
    ['src/gatherers/x/a.ts', 'export const a = 1;\n'.repeat(151), 'has 151 lines, more than 150'],
    ['src/tui/components/a.ts', 'export const a = 1;\n'.repeat(151), 'has 151 lines, more than 150'],
    ['src/core/a.ts', 'interface A { }', 'declares an interface'],
    ['src/core/a.ts', 'enum A { B }', 'declares an enum'],
    ['src/core/a.ts', 'export default 1;', 'exports a default'],
    ['src/core/a.ts', 'export class Store { }', 'declares a class that is no error'],
    ['src/core/a.ts', 'export const a = class extends Map { };', 'declares a class that is no error'],
    ['src/core/a.ts', "import a = require('./b.ts');", 'imports with require'],
    ['src/tui/a.tsx', 'export const a = 1;', 'is .tsx without JSX'],
    ['src/core/Text.ts', 'export const a = 1;', 'is not in kebab-case'],
    ['src/core_things/a.ts', 'export const a = 1;', 'is not in kebab-case'],
    ...['util', 'string-utils', 'test-helper', 'run-manager', 'misc', 'utilities'].map(
      (name) => [`src/core/${name}.ts`, 'export const a = 1;', 'has a name that says nothing'] as const,
    ),
    ['src/core/helpers/a.ts', 'export const a = 1;', 'has a name that says nothing'],
  ];

  for (const [path, text, fault] of refused) {
    test(`${path}: ${text.slice(0, 60).split('\n')[0]}`, () => {
      expect(faultsOf(parse(path, text), [...rulesForProduct, ...rulesForAll])).toContain(`${path} ${fault}`);
    });
  }

  test('and leaves alone what is allowed', () => {
    const allowed: readonly (readonly [path: string, text: string])[] = [
      [
        'src/core/a.ts',
        "import { createHash } from 'node:crypto';\nimport { b } from './b.ts';\nexport const a = { b, createHash };",
      ],
      [
        'src/core/a.ts',
        'export const a = (at: number, fetch: () => void) => { fetch(); return new Date(at).toISOString(); };',
      ],
      [
        'src/core/a.ts',
        'type Clock = typeof Date.now;\nexport const a = { process: 1, console: 2 } as const;\nexport type { Clock };',
      ],
      ['src/core/a.ts', 'export class AError extends Error { }'],
      [
        'src/io/a.ts',
        "import { join } from 'node:path';\nimport x from '../../package.json' with { type: 'json' };\nexport const a = [join, x];",
      ],
      [
        'src/cli/a.ts',
        "import type { Session } from '../tui/session.ts';\nexport const a = (): Promise<Session> => import('../tui/start.tsx');",
      ],
      ['src/cli/demo.ts', "export const a = () => import('../demo/start.ts');"],
      ['src/tui/a.tsx', 'export const A = () => <></>;'],
      ['checks/index.ts', `// Generated from the files beside it.\n${'export const a = 1;\n'.repeat(300)}`],
    ];
    const faults = allowed.flatMap(([path, text]) => faultsOf(parse(path, text), [...rulesForProduct, ...rulesForAll]));
    expect(faults).toEqual([]);
  });

  test('a file that nothing leads to is found, one that is started by its place is not', () => {
    const tree = {
      'src/cli/main.ts': "await import('./used.ts');",
      'src/cli/used.ts': "export const worker = () => new URL('../io/worker.ts', import.meta.url);",
      'src/io/worker.ts': 'export const a = 1;',
      'src/io/unused.ts': "export * from '../cli/used.ts';",
    };
    const sources = new Map(Object.entries(tree).map(([path, text]) => [path, parse(path, text)]));
    expect([...reachable(sources, ['src/cli/main.ts'])].toSorted()).toEqual(
      Object.keys(tree)
        .filter((path) => path !== 'src/io/unused.ts')
        .toSorted(),
    );
  });
});
