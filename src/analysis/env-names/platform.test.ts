import { expect, it } from 'vitest';
import { isPlatformVariable } from './platform.ts';

it.each([
  'VERCEL',
  'VERCEL_URL',
  'VERCEL_ENV',
  'VERCEL_PROJECT_ID',
  'VERCEL_OIDC_TOKEN',
  'VERCEL_AUTOMATION_BYPASS_SECRET',
  'NEXT_PUBLIC_VERCEL_URL',
  'NODE_ENV',
  'PORT',
  'CI',
  'AWS_REGION',
  'NEXT_RUNTIME',
  'npm_package_version',
  'SKIP_ENV_VALIDATION',
])('%s comes from platform or runtime', (name) => expect(isPlatformVariable(name)).toBe(true));

it.each([
  'VERCEL_TOKEN',
  'VERCEL_API_TOKEN',
  'VERCEL_ACCESS_TOKEN',
  'VERCEL_TEAM_ID',
  'BASE_URL',
  'MODE',
  'NODE',
  'CI_TOKEN',
  'SITE_URL',
  'vercel_url',
  'constructor',
  '',
])('%j is set by people', (name) => expect(isPlatformVariable(name)).toBe(false));
