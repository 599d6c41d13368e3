// Generated from the files beside it by `npm run generate`. Do not edit.
import type { AnyCheck } from '../src/core/check.ts';
import { branchOverrides } from './env/branch-overrides.ts';
import { liveKeysInPreview } from './env/live-keys-in-preview.ts';
import { localValues } from './env/local-values.ts';
import { missingInPreview } from './env/missing-in-preview.ts';
import { missingInProduction } from './env/missing-in-production.ts';
import { modeMismatch } from './env/mode-mismatch.ts';
import { publicSecrets } from './env/public-secrets.ts';
import { readableSecrets } from './env/readable-secrets.ts';
import { sharedSecrets } from './env/shared-secrets.ts';
import { staleProduction } from './env/stale-production.ts';
import { testKeysInProduction } from './env/test-keys-in-production.ts';
import { undeclared } from './env/undeclared.ts';
import { unused } from './env/unused.ts';

/** Every one of the checks, in the order of their files. */
export const checks: readonly AnyCheck[] = [
  branchOverrides,
  liveKeysInPreview,
  localValues,
  missingInPreview,
  missingInProduction,
  modeMismatch,
  publicSecrets,
  readableSecrets,
  sharedSecrets,
  staleProduction,
  testKeysInProduction,
  undeclared,
  unused,
];
