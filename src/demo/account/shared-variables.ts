import { publicKeys } from '../planted.ts';
import type { StoredVariable } from '../vercel/state.ts';
import { everywhere, records } from './record.ts';

/** What the team shares with all of its projects: error tracking, none of it secret. */
export function sharedVariables(): readonly StoredVariable[] {
  return records([
    { key: 'SENTRY_ORG', type: 'plain', target: everywhere, value: 'harbor-goods' },
    { key: 'NEXT_PUBLIC_SENTRY_DSN', type: 'plain', target: everywhere, value: publicKeys().sentryDsn },
  ]);
}
