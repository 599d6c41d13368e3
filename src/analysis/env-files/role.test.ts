import { expect, it } from 'vitest';
import { envFileRole, isEnvFile } from './role.ts';

it.each([
  ['.env', 'all'],
  ['apps/web/.env', 'all'],
  ['.env.local', 'local'],
  ['.env.production', 'production'],
  ['.env.production.local', 'production'],
  ['.env.development.local', 'development'],
  ['.env.test', 'test'],
  ['.env.staging', 'preview'],
  ['.env.preview', 'preview'],
  ['.env.example', 'example'],
  ['.env.production.example', 'example'],
  ['.env.sample', 'example'],
  ['.env.template', 'example'],
  ['env.example', 'example'],
  ['.dev.vars', 'development'],
  ['.env.keys', 'other'],
])('%s holds variables for: %s', (path, role) => {
  expect(isEnvFile(path)).toBe(true);
  expect(envFileRole(path)).toBe(role);
});

it.each(['env.ts', '.env.ts', '.environment', 'src/env.mjs', 'env.d.ts', 'a.env', '.envoy.yaml'])(
  '%s does not',
  (path) => expect(isEnvFile(path)).toBe(false),
);
