import { describe, expect, it } from 'vitest';
import { isTest, isTooling, sourceKind } from './source-files.ts';

describe('a test', () => {
  it.each([
    'lib/a.test.ts',
    'lib/a.spec.tsx',
    'lib/__tests__/a.ts',
    'lib/__mocks__/a.ts',
    'test/a.ts',
    'src/tests/a.ts',
    'e2e/a.ts',
    'cypress/support/a.ts',
    'cypress.config.ts',
    'playwright.config.ts',
    'vitest.setup.ts',
    'vitest-setup.ts',
    'jest.config.mjs',
    'ui/button.stories.tsx',
    '.storybook/preview.ts',
  ])('is %s', (path) => expect(isTest(path)).toBe(true));

  it.each([
    'lib/a.ts',
    'app/test/page.tsx',
    'src/app/e2e/route.ts',
    'pages/tests/a.tsx',
    'lib/testing.ts',
    'lib/latest.ts',
  ])('is not %s', (path) => expect(isTest(path)).toBe(false));
});

it.each([
  ['scripts/a.ts', true],
  ['prisma/seed.ts', true],
  ['src/db/seed.ts', true],
  ['drizzle.config.ts', true],
  ['app/scripts/page.tsx', false],
  ['app/seed/page.tsx', false],
  ['lib/seedling.ts', false],
  ['next.config.ts', false],
])('%s is run by people: %s', (path, tooling) => expect(isTooling(path)).toBe(tooling));

it.each([
  ['a.ts', 'module'],
  ['a.mjs', 'module'],
  ['a.jsx', 'module'],
  ['a.d.ts', undefined],
  ['a.d.css.ts', undefined],
  ['a.d.mts', undefined],
  ['a.min.js', undefined],
  ['a.css', undefined],
  ['db/schema.prisma', 'prisma'],
  ['a.svelte', 'component'],
  ['x/package.json', 'manifest'],
  ['x/jsconfig.json', 'compiler-config'],
  ['package-lock.json', undefined],
])('%s is a %s', (path, kind) => expect(sourceKind(path)).toBe(kind));
