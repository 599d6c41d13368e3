import { unlessHidden, variableAt } from '../../src/analysis/env-matrix/questions.ts';
import { isBlank, isSecret } from '../../src/analysis/values/secret.ts';
import {
  type EnvironmentVariable,
  vercelEnvironmentVariables,
} from '../../src/artifacts/vercel/environment-variables.ts';
import { defineCheck, failOr, pass, unknown } from '../../src/core/check.ts';
import { count, listOf } from '../../src/core/text.ts';

/** Secrets that nobody needs to read again should be write-only. */
export const readableSecrets = defineCheck({
  meta: {
    id: 'env/readable-secrets',
    title: 'Secrets are stored write-only',
    why: 'A readable secret can be copied by every member, every integration and every leaked token of the team.',
    fix: 'Vercel → project → Settings → Environment Variables: save it again as Sensitive (`vercel env add NAME production --sensitive`).',
    severity: 'medium',
    refs: ['https://vercel.com/docs/environment-variables/sensitive-environment-variables'],
    messages: {
      readable: '{name} is a secret and stored readable in {environments}.',
      remarked: 'Vercel warns about how {name} is stored: {remarks}.',
    },
  },
  needs: { listed: vercelEnvironmentVariables },
  evaluate: ({ listed }) => {
    const launched = listed.variables.filter(({ environments }) => environments.some(isLaunchEnvironment));
    const readable = [...Map.groupBy(launched.filter(isReadableSecret), ({ name }) => name)].map(([name, records]) => {
      const environments = wordsOf(records, (record) => record.environments.filter(isLaunchEnvironment));
      const remarks = wordsOf(records, ({ securityIssues }) => securityIssues);
      const kept = wordsOf(records, ({ kind }) => [kind]);
      const evidence = `${name}: stored ${kept}${remarks === '' ? '' : `; Vercel remarks ${remarks}`}`;
      return { key: 'readable', data: { name, environments }, at: variableAt(name), evidence } as const;
    });
    const others = launched.filter((record) => record.securityIssues.length > 0 && !isReadableSecret(record));
    const remarked = [...Map.groupBy(others, ({ name }) => name)].map(([name, records]) => {
      const remarks = wordsOf(records, ({ securityIssues }) => securityIssues);
      const evidence = `${name}: Vercel remarks ${remarks}`;
      return { key: 'remarked', data: { name, remarks }, at: variableAt(name), evidence } as const;
    });
    const secrets = launched.filter(({ name, value }) => isSecret(name, value));
    const names = new Set(secrets.map(({ name }) => name));
    const odd = wordsOf(secrets.filter(isOdd), ({ name }) => [name]);
    const fine = pass(`${count(names.size, 'secret')} in production and preview, none stored readable`);
    const whole = odd === '' ? fine : unknown(`Vercel keeps ${odd} in a new way`, 'update launch-ready');
    return failOr([...readable, ...remarked], unlessHidden(listed, whole));
  },
});

function isReadableSecret({ name, kind, value, securityIssues }: EnvironmentVariable): boolean {
  if (securityIssues.includes('readable-secret')) return true;
  const isReadable = kind === 'plain' || kind === 'encrypted' || value.state === 'read';
  return isReadable && isSecret(name, value) && !isBlank(value);
}

function isOdd({ kind, value }: EnvironmentVariable): boolean {
  return kind === 'unknown' && value.state !== 'read';
}

// Development values are meant to be pulled to laptops; Vercel keeps none of them write-only.
function isLaunchEnvironment(environment: string): boolean {
  return environment !== 'development';
}

function wordsOf<T>(records: readonly T[], pick: (record: T) => readonly string[]): string {
  return listOf([...new Set(records.flatMap(pick))]);
}
