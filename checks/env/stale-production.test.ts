import { describe, expect, it } from 'vitest';
import type { EnvironmentVariable } from '../../src/artifacts/vercel/environment-variables.ts';
import type { VercelProject } from '../../src/artifacts/vercel/project.ts';
import { staleProduction } from './stale-production.ts';
import { findingsOf, namesOf, set, settings, type Unseen, writeOnly } from './testing.ts';

const deployed = Date.parse('2026-11-16T09:00:00Z');
const live = { id: 'dpl_1', createdAt: deployed, aliases: [] };
const project: VercelProject = { id: 'prj_1', name: 'shop', live, customEnvironments: [] };

function judge(variables: readonly EnvironmentVariable[], unseen: Unseen = {}) {
  return staleProduction.evaluate({ listed: settings(variables, unseen), project });
}

function changed(at: number, environments: string | readonly string[] = 'production', more = {}) {
  return set('WEBHOOK_SECRET', environments, writeOnly, { updatedAt: at, ...more });
}

describe('env/stale-production', () => {
  it('passes, fails for a change after the live deployment, and passes once it was deployed again', () => {
    const fine = '1 production variable, none changed since the live deployment of 2026-11-16 09:00 UTC';
    expect(judge([changed(deployed - 1)])).toEqual({ outcome: 'pass', evidence: fine });
    const rotated = changed(deployed + 86_400_000);
    expect(findingsOf(judge([rotated]))).toEqual([
      {
        key: 'changed',
        data: { name: 'WEBHOOK_SECRET' },
        at: { kind: 'provider', provider: 'vercel', resource: 'environment variable', id: 'WEBHOOK_SECRET' },
        evidence:
          'WEBHOOK_SECRET changed 2026-11-17 09:00 UTC; the live deployment dpl_1 was made 2026-11-16 09:00 UTC',
      },
    ]);
    const again = { ...project, live: { ...live, createdAt: deployed + 90_000_000 } };
    expect(staleProduction.evaluate({ listed: settings([rotated]), project: again }).outcome).toBe('pass');
  });

  it('is high', () => expect(staleProduction.meta.severity).toBe('high'));

  it('fails for a team’s shared variable as for the project’s own', () =>
    expect(namesOf(judge([changed(deployed + 1, 'production', { shared: true })]))).toEqual([
      'changed WEBHOOK_SECRET',
    ]));

  it.each([
    ['a change in the same moment', changed(deployed)],
    ['a change of preview', changed(deployed + 1, 'preview')],
    ['a change of a branch', changed(deployed + 1, 'preview', { gitBranch: 'x' })],
    ['a change of a custom environment', changed(deployed + 1, 'env_9')],
  ])('does not flag %s', (_what, variable) => expect(judge([variable]).outcome).toBe('pass'));

  it('does not know while Vercel names no deployment that serves production', () => {
    const { live: _none, ...unlaunched } = project;
    expect(staleProduction.evaluate({ listed: settings([changed(deployed)]), project: unlaunched })).toEqual({
      outcome: 'unknown',
      because: 'Vercel names no deployment that serves production',
      hint: 'deploy production, then run the audit again',
    });
  });

  it('does not know when Vercel did not say when a variable changed', () => {
    const { updatedAt: _none, ...undated } = changed(deployed);
    expect(judge([undated])).toEqual({
      outcome: 'unknown',
      because: 'Vercel did not say when WEBHOOK_SECRET changed',
      hint: 'deploy production again to be sure',
    });
    expect(judge([undated, changed(deployed + 1)])).toMatchObject({ outcome: 'fail', unsettled: {} });
  });

  it.each([
    ['hidden production variables', { hiddenInProduction: 1 }],
    ['an unread shared list', { sharedUnread: 'ask for access' }],
  ])('does not pass with %s', (_what, unseen) => expect(judge([], unseen).outcome).toBe('unknown'));
});
