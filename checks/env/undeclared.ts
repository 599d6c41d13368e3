import { isSet, variableAt } from '../../src/analysis/env-matrix/questions.ts';
import { readPlaces, readWhere, unlessFollowed, unlessUnread } from '../../src/analysis/env-matrix/reads.ts';
import { isPlatformVariable } from '../../src/analysis/env-names/platform.ts';
import { readerOf } from '../../src/analysis/env-names/readers.ts';
import { type EnvMatrix, envMatrix } from '../../src/artifacts/env/matrix.ts';
import { envUsage } from '../../src/artifacts/env/usage.ts';
import { repositoryEnvFiles } from '../../src/artifacts/repository/env-files.ts';
import { optional } from '../../src/core/artifact.ts';
import { blocked, defineCheck, failOr, pass, unknown } from '../../src/core/check.ts';
import { count, listOf } from '../../src/core/text.ts';

/** Whoever takes the project over must learn from it which variables it reads. */
export const undeclared = defineCheck({
  meta: {
    id: 'env/undeclared',
    title: 'Every variable the code reads is declared somewhere',
    why: 'Nobody who takes the project over can know of a variable that stands in no settings and in no example file.',
    fix: 'Add it to `.env.example` with a word on what it is for, and set it where the code runs; or remove the code that reads it.',
    severity: 'medium',
    refs: ['https://nextjs.org/docs/app/guides/environment-variables'],
    messages: {
      undeclared: 'The code reads {name}, which is defined nowhere.',
      'undeclared-optional': 'The code reads {name} if it is there, and nothing says that it exists.',
    },
  },
  needs: { usage: envUsage, files: repositoryEnvFiles, matrix: optional(envMatrix) },
  evaluate: ({ usage, files, matrix }) => {
    const declared = new Set(files.files.flatMap(({ variables }) => variables.map(({ name }) => name)));
    const candidates = usage.variables.filter(
      ({ name }) => !declared.has(name) && !isPlatformVariable(name) && readerOf(name, []) === undefined,
    );
    const read = count(usage.variables.length, 'variable');
    const fine = unlessFollowed(
      usage,
      unlessUnread(usage, pass(`${read} read by the code, all declared in settings or in an env file`)),
    );
    if (candidates.length === 0) return fine;
    if (matrix.state !== 'ok') return blocked(matrix);

    const seen = new Set(matrix.value.rows.filter(isSet).map(({ name }) => name));
    const absent = candidates.filter(({ name }) => !seen.has(name));
    // A name that the settings do not show may still be among those that this token cannot see.
    if (absent.length > 0 && isPartlyHidden(matrix.value)) {
      const names = listOf(absent.map(({ name }) => name));
      const hint = 'use a token of a member who may see all variables, or declare them in .env.example';
      return unknown(`${names} may be among the variables hidden from this token`, hint);
    }
    const findings = absent.map((use) => {
      const { name, optional: copes } = use;
      const evidence = `${name} is read at ${readWhere(use)}; no environment and no env file has it`;
      const found = { data: { name }, at: variableAt(name), places: readPlaces(use), evidence };
      if (copes) return { ...found, key: 'undeclared-optional', severity: 'low' } as const;
      return { ...found, key: 'undeclared' } as const;
    });
    return failOr(findings, fine);
  },
});

function isPartlyHidden({ hiddenInProduction, sharedUnread }: EnvMatrix): boolean {
  return hiddenInProduction > 0 || sharedUnread !== undefined;
}
