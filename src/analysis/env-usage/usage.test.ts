import { describe, expect, it } from 'vitest';
import type { EnvRead, RepositorySources, SourcePackage } from '../../artifacts/repository/sources.ts';
import { usageOf } from './usage.ts';

const none: RepositorySources = { packages: [], reads: [], dynamic: [], unread: [], files: 0 };

function pack(dir: string, more: Partial<SourcePackage> = {}): SourcePackage {
  return { dir, dependencies: [], imports: [], ...more };
}

function read(name: string, path: string, more: Partial<EnvRead> = {}): EnvRead {
  const at = { path, line: 1 };
  return { name, at, package: '.', side: 'server', optional: false, via: 'process.env', ...more };
}

describe('one variable', () => {
  const packages = [pack('.')];
  const usage = (...reads: EnvRead[]) => usageOf({ ...none, packages, reads }, undefined).variables;

  it('is optional only when every read copes', () => {
    const copes = read('A', 'a.ts', { optional: true });
    expect(usage(copes, read('A', 'b.ts', { optional: true }))).toMatchObject([{ name: 'A', optional: true }]);
    expect(usage(copes, read('A', 'b.ts'))).toMatchObject([{ name: 'A', optional: false }]);
  });

  it('is read on each side that one of its reads is on', () => {
    const sides = (...all: EnvRead['side'][]) => {
      const [variable] = usage(...all.map((side) => read('A', 'a.ts', { side })));
      return [variable?.server, variable?.browser];
    };
    expect(sides('server')).toEqual([true, false]);
    expect(sides('browser')).toEqual([false, true]);
    expect(sides('both')).toEqual([true, true]);
    expect(sides('server', 'browser')).toEqual([true, true]);
  });

  it('names each place once, and prototype names like others', () => {
    expect(usage(read('__proto__', 'a.ts'), read('__proto__', 'a.ts'), read('__proto__', 'b.ts'))).toMatchObject([
      { name: '__proto__', places: [{ path: 'a.ts' }, { path: 'b.ts' }] },
    ]);
  });
});

describe('which app', () => {
  const web = pack('apps/web', { framework: 'next', imports: ['packages/db'], dependencies: ['next', 'zod'] });
  const docs = pack('apps/docs', { framework: 'next', dependencies: ['next', 'mdx'] });
  const db = pack('packages/db', { imports: ['packages/log'], dependencies: ['pg'] });
  const log = pack('packages/log', { imports: ['packages/db'] });
  const sources: RepositorySources = {
    ...none,
    packages: [pack('.'), web, docs, db, log],
    reads: [
      read('WEB', 'apps/web/a.ts', { package: 'apps/web' }),
      read('DOCS', 'apps/docs/a.ts', { package: 'apps/docs' }),
      read('LOG', 'packages/log/a.ts', { package: 'packages/log' }),
    ],
    dynamic: [{ at: { path: 'apps/docs/b.ts', line: 3 }, package: 'apps/docs' }],
    unread: [
      { path: 'apps/docs/c.ts', why: 'it is not text' },
      { path: 'packages/db/c.ts', why: 'it is not text' },
    ],
  };
  const names = (usage: ReturnType<typeof usageOf>) => usage.variables.map(({ name }) => name);

  it("is Vercel's root directory with the packages that it needs", () => {
    const usage = usageOf(sources, './apps/web/');
    expect(usage.app).toBe('apps/web');
    expect(names(usage)).toEqual(['LOG', 'WEB']);
    expect(usage.dependencies).toEqual(['next', 'pg', 'zod']);
    expect(usage.dynamic).toEqual([]);
    expect(usage.unread).toEqual([{ path: 'packages/db/c.ts', why: 'it is not text' }]);
  });

  it('is the audited root when it is an app, whatever Vercel calls it', () => {
    const usage = usageOf({ ...sources, packages: [pack('.', { framework: 'next' }), docs] }, 'apps/web');
    expect([usage.app, names(usage)]).toEqual(['.', []]);
  });

  it('is the only app there is', () => {
    const usage = usageOf({ ...sources, packages: [pack('.'), web, db, log] }, undefined);
    expect([usage.app, names(usage)]).toEqual(['apps/web', ['LOG', 'WEB']]);
  });

  it('is everything when nothing tells', () => {
    const usage = usageOf(sources, 'apps/gone');
    expect([usage.app, names(usage)]).toEqual(['.', ['DOCS', 'LOG', 'WEB']]);
    expect(usage.dynamic).toHaveLength(1);
    expect(usage.unread).toHaveLength(2);
  });
});
