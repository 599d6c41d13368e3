import { mixedModes, mixedProjects, type Part, pairedQuestions } from '../../src/analysis/env-matrix/pairs.ts';
import {
  type LaunchEnvironment,
  questionsOf,
  unlessHidden,
  unlessUnseen,
  type ValueQuestion,
  variableAt,
} from '../../src/analysis/env-matrix/questions.ts';
import { providerTitle } from '../../src/analysis/values/words.ts';
import { envMatrix } from '../../src/artifacts/env/matrix.ts';
import { defineCheck, failOr, pass } from '../../src/core/check.ts';
import type { FindingOf } from '../../src/core/finding.ts';
import { count } from '../../src/core/text.ts';

type Key = 'modes' | 'projects';

const environments = ['production', 'preview'] as const;

/** Two halves of one credential must belong together. */
export const modeMismatch = defineCheck({
  meta: {
    id: 'env/mode-mismatch',
    title: 'Keys of one environment belong together',
    why: 'A test publishable key beside a live secret key fails at checkout; a Supabase key of another project reads another database, or none.',
    fix: 'Copy both keys of the pair from the same mode, or the same project, of the provider’s dashboard.',
    severity: 'high',
    refs: ['https://docs.stripe.com/keys#test-live-modes', 'https://supabase.com/docs/guides/api/api-keys'],
    messages: {
      modes: 'In {environment}, the {provider} keys are of different modes.',
      projects: 'In {environment}, the Supabase address and keys belong to different projects.',
    },
  },
  needs: { matrix: envMatrix },
  evaluate: ({ matrix }) => {
    const findings = environments.flatMap((environment) =>
      mismatches(questionsOf(matrix.rows, environment), environment),
    );
    const asked = environments.flatMap((environment) => pairedQuestions(questionsOf(matrix.rows, environment)));
    const names = new Set(asked.map(({ name }) => name));
    const fine = pass(
      `${count(names.size, 'key or address', 'keys and addresses')} in pairs agree in each environment`,
    );
    return failOr(findings, unlessHidden(matrix, unlessUnseen(asked, fine)));
  },
});

function mismatches(questions: readonly ValueQuestion[], environment: LaunchEnvironment): readonly FindingOf<Key>[] {
  const modes = [...mixedModes(questions)].map(([provider, parts]) =>
    disagreement('modes', { environment, provider: providerTitle(provider) }, parts),
  );
  const projects = mixedProjects(questions);
  return projects.length === 0 ? modes : [...modes, disagreement('projects', { environment }, projects)];
}

function disagreement(key: Key, data: Readonly<Record<string, string>>, parts: readonly Part[]): FindingOf<Key> {
  const names = parts.map(({ name }) => name);
  const at = variableAt(`${names.join(' + ')} (${data.environment})`);
  const evidence = parts.map(({ name, belongs }) => `${name}: ${belongs}`).join(', ');
  return { key, data, at, places: names.map(variableAt), evidence };
}
