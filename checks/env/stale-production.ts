import { unlessHidden, variableAt } from '../../src/analysis/env-matrix/questions.ts';
import { showTime } from '../../src/analysis/env-matrix/times.ts';
import { vercelEnvironmentVariables } from '../../src/artifacts/vercel/environment-variables.ts';
import { vercelProject } from '../../src/artifacts/vercel/project.ts';
import { defineCheck, failOr, pass, unknown } from '../../src/core/check.ts';
import { count, listOf } from '../../src/core/text.ts';

const redeploy = 'deploy production again to be sure';

/** A variable takes effect with the next deployment, not with the click on Save. */
export const staleProduction = defineCheck({
  meta: {
    id: 'env/stale-production',
    title: 'Production runs on its current variables',
    why: 'A deployment keeps the values it was built with: what was corrected afterwards, a rotated key above all, is not live yet.',
    fix: 'Deploy production again (`vercel redeploy <url>` or Deployments → … → Redeploy), then repeat the audit.',
    severity: 'high',
    refs: ['https://vercel.com/docs/environment-variables#managing-environment-variables'],
    messages: { changed: '{name} was changed after the live deployment was made.' },
  },
  needs: { listed: vercelEnvironmentVariables, project: vercelProject },
  evaluate: ({ listed, project }) => {
    const { live } = project;
    if (live === undefined) {
      return unknown(
        'Vercel names no deployment that serves production',
        'deploy production, then run the audit again',
      );
    }
    const production = listed.variables.filter(
      ({ environments, gitBranch }) => environments.includes('production') && gitBranch === undefined,
    );
    const findings = production.flatMap(({ name, updatedAt }) => {
      if (updatedAt === undefined || updatedAt <= live.createdAt) return [];
      const evidence = `${name} changed ${showTime(updatedAt)}; the live deployment ${live.id} was made ${showTime(live.createdAt)}`;
      return [{ key: 'changed', data: { name }, at: variableAt(name), evidence } as const];
    });
    const undated = listOf(production.filter(({ updatedAt }) => updatedAt === undefined).map(({ name }) => name));
    const all = count(production.length, 'production variable');
    const fine = pass(`${all}, none changed since the live deployment of ${showTime(live.createdAt)}`);
    const settled = undated === '' ? fine : unknown(`Vercel did not say when ${undated} changed`, redeploy);
    return failOr(findings, unlessHidden(listed, settled));
  },
});
