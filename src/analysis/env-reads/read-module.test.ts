import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readModule } from './read-module.ts';

/** The reads of a source in short: `X` is needed, `X?` optional, `*` any variable. */
function readsOf(source: string, path = 'module.tsx'): string {
  const facts = readModule(path, source);
  const reads = facts.reads.map((read) => `${read.name}${read.optional ? '?' : ''}`);
  return [...reads, ...facts.dynamic.map(() => '*')].join(' ');
}

describe('forms of a read', () => {
  it.each([
    ['use(process.env.X)', 'X'],
    ["use(process.env['X'])", 'X'],
    ['use(process.env[`X`])', 'X'],
    ['use(process?.env?.X)', 'X'],
    ["use(process['env'].X)", 'X'],
    ['const { env: { X } } = process; use(X)', 'X'],
    ['const { env: { X } = {} } = process; use(X)', 'X'],
    ['use((process.env as any).X)', 'X'],
    ['use((process.env || {}).X)', 'X'],
    ['use(globalThis.process.env.X)', 'X'],
    ['use(import.meta.env.X)', 'X'],
    ["import { env } from 'node:process'; use(env.X)", 'X'],
    ["import { env as e } from 'process'; use(e.X)", 'X'],
    ["import p from 'node:process'; use(p.env.X)", 'X'],
    ["import * as p from 'node:process'; use(p.env.X)", 'X'],
    ["const p = require('node:process'); use(p.env.X)", 'X'],
    ['const env = process.env; use(env.X)', 'X'],
    ['const env = process.env as Env; const again = env; use(again.X)', 'X'],
    ['const { env } = process; use(env.X)', 'X'],
    ['function f(env = process.env) { return use(env.X) }', 'X'],
    ['const { A, B: b } = process.env; use(A, b)', 'A B'],
    ['export const { A } = process.env', 'A'],
    ['let A; ({ A } = process.env); use(A)', 'A'],
    ['function f({ A } = process.env) { return use(A) }', 'A'],
    ["const { 'A-B': ab } = process.env; use(ab)", 'A-B'],
    ["Reflect.get(process.env, 'X')", 'X'],
    ['use(process.env.__proto__, process.env.constructor)', '__proto__ constructor'],
    ["use(process.env['A\\u001b[31mB'])", 'A\u001b[31mB'],
  ])('%s', (source, reads) => expect(readsOf(source)).toBe(reads));
});

describe('no read of a variable', () => {
  it.each([
    ['process.env.X = "1"'],
    ['process.env[name] = "1"'],
    ['delete process.env.X'],
    ['// process.env.X'],
    ['const text = "process.env.X"'],
    ['const process = start(); use(process.env.X)'],
    ['function f(process) { return use(process.env.X) }'],
    ['const env = process.env; function f(env) { return use(env.X) }'],
    ['use(other.process.env.X)'],
    ['type Env = typeof process.env'],
    ['const env = process.env; type Env = typeof env'],
    ['if (process.env) use()'],
    ['typeof process.env === "object"'],
    ['use(import.meta.env.MODE, import.meta.env.PROD)'],
  ])('%s', (source) => expect(readsOf(source)).toBe(''));
});

describe('any variable may be read', () => {
  it.each([
    ['use(process.env)', '*'],
    ['use(process.env[name])', '*'],
    ['use({ ...process.env })', '*'],
    ['for (const key in process.env) use(key)', '*'],
    ['Object.keys(process.env)', '*'],
    ['const { A, ...rest } = process.env; use(A)', 'A *'],
    ['const { [name]: value } = process.env', '*'],
    ['export const env = process.env', '*'],
    ['const env = process.env; export default env', '*'],
    ['spawn("x", { env: process.env })', '*'],
    ['name in process.env', '*'],
  ])('%s', (source, reads) => expect(readsOf(source)).toBe(reads));
});

describe('code that copes without the variable', () => {
  it.each([
    ["use(process.env.X ?? 'a')"],
    ["use(process.env.X || 'a')"],
    ["use((process.env.X as string) ?? 'a')"],
    ['use(Number(process.env.X) || 3000)'],
    ["const { X = 'a' } = process.env; use(X)"],
    ["process.env.X ||= 'a'"],
    ['use(process.env.X?.trim())'],
    ['if (process.env.X) use(process.env.X)'],
    ['process.env.X && use(process.env.X)'],
    ['const a = <div>{process.env.X && <b>{process.env.X}</b>}</div>'],
    ["const url = process.env.X ? process.env.X : 'a'"],
    ['const on = !!process.env.X'],
    ['const on = Boolean(process.env.X)'],
    ["const on = process.env.X === 'true'"],
    ["use(process.env.X !== 'off')"],
    ["if (typeof process.env.X === 'string') use(process.env.X)"],
    ['switch (process.env.X) { case "a": use() }'],
    ['function f() { if (!process.env.X) return; use(process.env.X!) }'],
    ['for (const a of b) { if (process.env.X === undefined) continue; use(process.env.X) }'],
    ['function f() { const x = process.env.X; if (!x) return undefined; return use(x) }'],
    ['function f() { return X ? use(X) : undefined } const X = process.env.X'],
    ['const { X } = process.env; if (X) use(X)'],
    ["const ok = 'X' in process.env"],
    ["if (Object.hasOwn(process.env, 'X')) use()"],
    ["if (process.env.hasOwnProperty('X')) use()"],
    ["if (process.env.X) throw new Error('must not be set')"],
    ["if (strict && process.env.X && process.env.X !== '0') throw new Error('strict')"],
  ])('%s', (source) => expect(new Set(readsOf(source).split(' '))).toEqual(new Set(['X?'])));
});

describe('code that breaks without the variable', () => {
  it.each([
    ['use(process.env.X!)'],
    ['const x = process.env.X as string'],
    ['const x = process.env.X!'],
    ['const config = { x: process.env.X }'],
    [`use(\`Bearer \${process.env.X}\`)`],
    ['process.env.X.split(",")'],
    ['if (header === process.env.X) use()'],
    ["if (!process.env.X) throw new Error('X')"],
    ["if (process.env.X === undefined) { throw new Error('X') }"],
    ["if (typeof process.env.X === 'undefined') throw new Error('X')"],
    ["if (process.env.X) { use() } else { throw new Error('X') }"],
    ["if (production && !process.env.X) throw new Error('X')"],
    ["if (!process.env.X) { console.error('X'); process.exit(1) }"],
    ["const x = process.env.X; if (!x) throw new Error('X')"],
    ['const x = process.env.X; if (!x) use(); connect(x)'],
    ["const { X } = process.env; if (!X) throw new Error('X')"],
    ["const x = process.env.X ?? fail('X')"],
    ["const x = process.env.X ?? (() => { throw new Error('X') })()"],
    ["process.env.X || raise('X')"],
    ["invariant(process.env.X, 'X')"],
    ["if (!('X' in process.env)) throw new Error('X')"],
    ['export const X = process.env.X'],
    ['const X = process.env.X; export { X }'],
    ['const X = process.env.X'],
    ['if (process.env.OTHER_NAME) use(); use(process.env.X)'],
  ])('%s', (source) => {
    const facts = readModule('module.ts', source);
    expect(facts.reads.find((read) => read.name === 'X')?.optional).toBe(false);
  });

  it('asks for neither of two variables that stand in for each other', () => {
    expect(readsOf("if (!process.env.A && !process.env.B) throw new Error('one of them')")).toBe('A? B?');
    expect(readsOf("if (!process.env.A || !process.env.B) throw new Error('both of them')")).toBe('A B');
  });

  it('asks for the last of several stand-ins', () => {
    expect(readsOf('use(process.env.A ?? process.env.B)')).toBe('A? B');
    expect(readsOf("use(process.env.A ?? process.env.B ?? 'a')")).toBe('A? B?');
  });

  it('keeps two variables under one name apart', () => {
    expect(readsOf('if (a) { var x = process.env.A } else { var x = process.env.B } use(x)')).toBe('A B');
  });
});

describe('where', () => {
  it('counts lines behind wide characters and CRLF', () => {
    const facts = readModule('a.ts', '// ü😀\r\n/* \n */\r\nuse(process.env.A,\n  process.env.B)');
    expect(facts.reads.map(({ name, line }) => [name, line])).toEqual([
      ['A', 4],
      ['B', 5],
    ]);
  });

  it('tells the two environments apart', () => {
    const facts = readModule('a.ts', 'use(process.env.A, import.meta.env.B)');
    expect(facts.reads.map((read) => read.via)).toEqual(['process.env', 'import.meta.env']);
  });
});

describe('links to other modules', () => {
  it('keeps what remains at run time', () => {
    const source = `
      import a from './a'; import './b'; export * from './c'; export { d } from './d';
      const e = await import('./e'); const f = require('./f'); import g = require('./g');
      import type { H } from './h'; import { type I } from './i'; export type { J } from './j'; import(name);`;
    expect(readModule('a.ts', source).imports.join(' ')).toBe('./a ./b ./c ./d ./e ./f ./g');
  });

  it('sees a directive at the top, and only there', () => {
    expect(readModule('a.tsx', "// note\n'use strict';\n'use client';\n").directive).toBe('use client');
    expect(readModule('a.ts', '"use server"').directive).toBe('use server');
    expect(readModule('a.ts', "use(); 'use client'").directive).toBeUndefined();
    expect(readModule('a.ts', "const a = 'use client'").directive).toBeUndefined();
  });
});

describe('sources that cannot be used', () => {
  it('says so of syntax errors, and keeps what could be parsed', () => {
    expect(readModule('a.ts', 'use(process.env.X').unread).toBe('it has syntax errors');
    const recovered = readModule('a.ts', 'return process.env.X');
    expect([recovered.unread, recovered.reads.length]).toEqual(['it has syntax errors', 1]);
    expect(readModule('a.ts', 'use(process.env.X)').unread).toBeUndefined();
  });

  it('reads JSX in a plain JavaScript file', () => {
    expect(readsOf('const a = <p>{process.env.X}</p>', 'page.js')).toBe('X');
  });

  it.each([
    ['brackets', `x=${'['.repeat(200_000)}`],
    ['negations', `x=${'!'.repeat(200_000)}1`],
    ['arrows', `x=${'a=>'.repeat(100_000)}1`],
    ['elements', `x=${'<a>'.repeat(100_000)}`],
  ])('leaves endless %s alone, which would overflow the parser', (_, source) => {
    expect(readModule('a.tsx', source).unread).toBe('it is nested too deeply');
  });

  it('reads a long calculation', () => {
    expect(readsOf(`use(${"'a' + ".repeat(1_000)}process.env.X)`)).toBe('X');
  });

  it('leaves a minified megabyte alone', () => {
    expect(readModule('a.js', `use("${'a'.repeat(1_100_000)}")`).unread).toBe('it is minified and over 1 MB');
    expect(readModule('a.js', 'use(1)\n'.repeat(200_000)).unread).toBeUndefined();
  });

  it('never throws, whatever the text', () => {
    const words = fc.constantFrom(
      ...`process .env [ ] { } ( ) => = ?? ?. ! const let x ... , ; ' " \` \${ if throw import.meta createEnv z.object`.split(
        ' ',
      ),
      '.parse(',
      '\n',
      '\ud800',
      '\0',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(words).map((parts) => parts.join(' ')),
    );
    fc.assert(
      fc.property(text, fc.constantFrom('a.ts', 'a.tsx', 'a.js', 'a.cjs', 'a.mts'), (source, path) => {
        expect(Array.isArray(readModule(path, source).reads)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
