import { describe, expect, it } from 'vitest';
import { parseManifest } from '../workspace/manifest.ts';
import { isNextProject } from './project.ts';
import { layoutsAbove, projectOf } from './route-of-file.ts';
import { askedPath, plainSettings, readNextSettings } from './settings.ts';

it.each([
  ['app/page.tsx', ''],
  ['src/app/a/page.tsx', ''],
  ['pages/api/a.ts', ''],
  ['src/pages/index.tsx', ''],
  ['apps/web/app/a/route.ts', 'apps/web'],
  ['apps/web/src/app/a/page.tsx', 'apps/web'],
  ['apps/web/pages/a.tsx', 'apps/web'],
])('the app of %s lies in %j', (file, project) => expect(projectOf(file)).toBe(project));

it('layouts stand around pages of the App Router, the nearest first', () => {
  expect(layoutsAbove('src/app/(in)/a/page.tsx')).toEqual([
    ...['src/app/(in)/a/layout', 'src/app/(in)/a/template', 'src/app/(in)/layout', 'src/app/(in)/template'],
    ...['src/app/layout', 'src/app/template'],
  ]);
  expect(layoutsAbove('app/page.tsx')).toEqual(['app/layout', 'app/template']);
  expect(layoutsAbove('app/a/route.ts')).toEqual([]);
  expect(layoutsAbove('pages/a/page.tsx')).toEqual([]);
});

describe('whether Next.js serves a folder', () => {
  const manifests = (...dependencies: readonly string[]) =>
    dependencies.flatMap((name) => parseManifest(JSON.stringify({ devDependencies: { [name]: '1' } })) ?? []);
  it.each([
    [manifests(), true],
    [manifests('next'), true],
    [manifests('react', 'next'), true],
    [manifests('vite', 'next'), false],
    [manifests('react'), false],
  ])('is told by the nearest manifest that names a framework (%#)', (above, is) =>
    expect(isNextProject(above)).toBe(is),
  );
});

describe('the settings of an app', () => {
  const settings = (source: string) => readNextSettings('next.config.ts', source);
  it('are read where they are written out', () => {
    expect(settings("export default { basePath: '/shop/', trailingSlash: true }")).toEqual({
      basePath: '/shop',
      trailingSlash: true,
      unread: [],
    });
    expect(settings("const c: NextConfig = { basePath: '/shop' };\nmodule.exports = withX(c);").basePath).toBe('/shop');
    expect(settings('export default { reactStrictMode: true }')).toEqual(plainSettings);
    expect(settings("export default { redirects: () => [{ source: '/', basePath: false }] }")).toEqual(plainSettings);
  });

  it('are said to be unread otherwise', () => {
    expect(settings('export default { basePath: process.env.BASE }').unread).toEqual(['basePath']);
    expect(settings('export default { trailingSlash: isLive }').unread).toEqual(['trailingSlash']);
    expect(settings("export default { basePath: '/a?b' }").unread).toEqual(['basePath']);
    expect(settings('export default { basePath: ').unread).toEqual(['basePath', 'trailingSlash']);
  });

  it('decide how a route is asked', () => {
    const shop = { basePath: '/shop', trailingSlash: true, unread: [] };
    expect(['/', '/a', '/a/sitemap.xml'].map((path) => askedPath(path, shop))).toEqual([
      '/shop/',
      '/shop/a/',
      '/shop/a/sitemap.xml',
    ]);
    expect(['/', '/a'].map((path) => askedPath(path, plainSettings))).toEqual(['/', '/a']);
  });
});
