import { posix } from 'node:path';
import { parseSync } from 'oxc-parser';
import { describe, expect, it } from 'vitest';
import { plantedSecrets } from '../planted.ts';
import { shopHistory } from './history.ts';

function treeOf(repaired: boolean, variables = 0): ReadonlyMap<string, string> {
  const tree = new Map<string, string>();
  for (const commit of shopHistory({ repaired, variables })) {
    for (const { path, text } of commit.files) tree.set(path, text);
  }
  return tree;
}

function modules(tree: ReadonlyMap<string, string>): readonly (readonly [path: string, text: string])[] {
  return [...tree].filter(([path]) => /\.tsx?$/.test(path));
}

function importsOf(path: string, text: string): readonly string[] {
  return parseSync(path, text).module.staticImports.map((one) => one.moduleRequest.value);
}

function fileOf(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('@/')) return specifier.slice(2);
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier);
  return undefined;
}

describe.each([false, true])('the shop (repaired: %s)', (repaired) => {
  const tree = treeOf(repaired);

  it('is TypeScript that parses', () => {
    for (const [path, text] of modules(tree)) expect([path, parseSync(path, text).errors]).toEqual([path, []]);
  });

  it('imports only files it has and packages it names', () => {
    const { dependencies, devDependencies } = JSON.parse(tree.get('package.json') ?? '');
    const packages = Object.keys({ ...dependencies, ...devDependencies });
    for (const [path, text] of modules(tree)) {
      for (const specifier of importsOf(path, text)) {
        const file = fileOf(path, specifier);
        const isThere =
          file === undefined
            ? packages.some((name) => specifier === name || specifier.startsWith(`${name}/`))
            : tree.has(`${file}.ts`) || tree.has(`${file}.tsx`);
        expect([path, specifier, isThere]).toEqual([path, specifier, true]);
      }
    }
  });

  it('keeps what must stay on the server out of client components', () => {
    for (const [path, text] of modules(tree)) {
      if (!text.startsWith("'use client'")) continue;
      const reached = importsOf(path, text).map((one) => tree.get(`${fileOf(path, one)}.ts`) ?? '');
      expect([path, reached.some((one) => one.includes("import 'server-only'"))]).toEqual([path, false]);
    }
  });

  it('commits no secret, and ignores the files that hold some', () => {
    const all = [...tree.values()].join('\n');
    expect(plantedSecrets({ repaired }).filter((secret) => all.includes(secret))).toEqual([]);
    for (const line of ['.env*.local', '.vercel/']) expect(tree.get('.gitignore')?.split('\n')).toContain(line);
  });
});

describe('the mess and its repair', () => {
  const broken = treeOf(false);
  const repaired = treeOf(true);

  it('reads a variable that its template does not name, until it is repaired', () => {
    expect(broken.get('lib/shipping.ts')).toContain('process.env.SHIPPING_ORIGIN_POSTCODE');
    expect(broken.get('.env.example')).not.toContain('SHIPPING_ORIGIN_POSTCODE');
    expect(repaired.get('.env.example')).toContain('SHIPPING_ORIGIN_POSTCODE=\n');
    expect(repaired.get('env.ts')).toContain('SHIPPING_ORIGIN_POSTCODE: z.string()');
  });

  it('sends the model key to every visitor, until it is repaired', () => {
    const [before, after] = [broken, repaired].map((tree) => [...tree.values()].join('\n'));
    expect(before).toContain('NEXT_PUBLIC_OPENAI_API_KEY');
    expect(after).not.toContain('NEXT_PUBLIC_OPENAI_API_KEY');
    expect(repaired.get('env.ts')).toContain(' OPENAI_API_KEY: z.string()');
  });

  it('signs decisions only once repaired, each with name, date and note', () => {
    expect(broken.has('launch-ready.decisions.json')).toBe(false);
    const { waivers, attestations } = JSON.parse(repaired.get('launch-ready.decisions.json') ?? '');
    expect(waivers).toEqual([]);
    for (const one of attestations) {
      expect(one).toEqual({
        check: expect.stringMatching(/^(env|dns|email|tls|web|cache|edge)\/[a-z-]+$/),
        answer: 'yes',
        by: expect.stringMatching(/\w/),
        on: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
        note: expect.stringMatching(/\w/),
      });
    }
  });

  it('shares private answers by its settings, until it is repaired', () => {
    expect(broken.get('next.config.ts')).toContain('s-maxage=600');
    expect(repaired.get('next.config.ts')).not.toMatch(/s-maxage|rewrites/);
    expect(broken.get('app/api/account/route.ts')).not.toContain('no-store');
    expect(repaired.get('app/api/account/route.ts')?.match(/headers: unshared/g)).toHaveLength(2);
    expect(repaired.get('proxy.ts')).toContain("['/dashboard/:path*', '/account']");
    expect(repaired.get('vercel.json')).not.toContain('redirects');
  });

  it('reads every generated variable', () => {
    expect(treeOf(false).has('lib/features.ts')).toBe(false);
    expect(
      treeOf(false, 1000)
        .get('lib/features.ts')
        ?.match(/process\.env\.FEATURE_\d{4}/g),
    ).toHaveLength(1000);
  });
});
