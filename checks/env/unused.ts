import { unlessHidden, variableAt } from '../../src/analysis/env-matrix/questions.ts';
import { isPlatformVariable } from '../../src/analysis/env-names/platform.ts';
import { readerOf } from '../../src/analysis/env-names/readers.ts';
import { envUsage } from '../../src/artifacts/env/usage.ts';
import { vercelEnvironmentVariables } from '../../src/artifacts/vercel/environment-variables.ts';
import { defineCheck, failOr, pass } from '../../src/core/check.ts';
import { count, listOf } from '../../src/core/text.ts';

/** What nobody reads can still leak. */
export const unused = defineCheck({
  meta: {
    id: 'env/unused',
    title: 'Every variable that is set is read',
    why: 'A key that nothing reads still opens what it opens; and the next owner must find out what it was for.',
    fix: 'Revoke it at its provider if it is a key, then remove it (`vercel env rm NAME`).',
    severity: 'low',
    refs: ['https://vercel.com/docs/environment-variables#managing-environment-variables'],
    messages: { unread: '{name} is set, and no code of the app reads it.' },
  },
  needs: { listed: vercelEnvironmentVariables, usage: envUsage },
  evaluate: ({ listed, usage }) => {
    const read = new Set(usage.variables.map(({ name }) => name));
    const own = listed.variables.filter(({ name, integration }) => !integration && !isPlatformVariable(name));
    const byName = Map.groupBy(
      own.filter(({ name }) => !read.has(name) && readerOf(name, usage.dependencies) === undefined),
      ({ name }) => name,
    );
    // A computed name, or a file that could not be parsed, may be what reads it.
    const blind = usage.dynamic.length + usage.unread.length;
    const where = usage.app === '.' ? 'the repository' : usage.app;
    const findings = [...byName].map(([name, records]) => {
      const environments = listOf([...new Set(records.flatMap((record) => record.environments))]);
      const doubt = blind === 0 ? '' : `; ${count(blind, 'place')} could not be followed and may read it`;
      const evidence = `${name} is set in ${environments}; the sources of ${where} never name it${doubt}`;
      const confidence = blind === 0 ? 'likely' : 'possible';
      return { key: 'unread', data: { name }, at: variableAt(name), evidence, confidence } as const;
    });
    const fine = pass(`${count(own.length, 'record')} set, all read by code or by an installed package`);
    return failOr(findings, unlessHidden(listed, fine));
  },
});
