/** The names that a new check's files are written from. */
export type CheckNames = {
  /** `email/spf-record` */
  readonly id: string;
  readonly area: string;
  readonly noun: string;
  /** `spfRecord` */
  readonly variable: string;
};

/** The check itself: one question with one way to fail, over the repository's env files, to be rewritten in place. */
export function checkSource({ id, variable }: CheckNames): string {
  return `import { repositoryEnvFiles } from '../../src/artifacts/repository/env-files.ts';
import { defineCheck, failOr, notApplicable, pass } from '../../src/core/check.ts';
import { count } from '../../src/core/text.ts';

/** One sentence: what goes wrong without this check. */
export const ${variable} = defineCheck({
  meta: {
    id: '${id}',
    title: 'States the good outcome',
    why: 'What is lost otherwise, for a person who has never seen the tool.',
    fix: 'Imperative: the exact place or command.',
    severity: 'medium',
    refs: ['https://example.com/the-standard-or-vendor-page'],
    messages: { found: 'The file {name} is there.' },
  },
  needs: { files: repositoryEnvFiles },
  evaluate: ({ files: { files } }) => {
    if (files.length === 0) return notApplicable('the repository has no env files');
    const findings = files
      .filter(({ role }) => role === 'other')
      .map(({ path }) => {
        const at = { kind: 'file', path } as const;
        return { key: 'found', data: { name: path }, at, evidence: \`\${path} is an env file\` } as const;
      });
    return failOr(findings, pass(\`\${count(files.length, 'env file')}, none that surprises\`));
  },
});
`;
}

/** Its test, in the shape that every check has: clean, one thing wrong, repaired, not applicable. */
export function checkTestSource({ noun, variable }: CheckNames): string {
  return `import { expect, test } from 'vitest';
import type { RepositoryEnvFiles } from '../../src/artifacts/repository/env-files.ts';
import { ${variable} } from './${noun}.ts';

function factsWith(...files: RepositoryEnvFiles['files']): RepositoryEnvFiles {
  return { files };
}

const clean = factsWith({ path: '.env.example', role: 'example', variables: [] });

test('clean, then one thing wrong, then repaired', () => {
  expect(${variable}.evaluate({ files: clean }).outcome).toBe('pass');

  const wrong = factsWith(...clean.files, { path: '.env.old', role: 'other', variables: [] });
  expect(${variable}.evaluate({ files: wrong })).toMatchObject({
    outcome: 'fail',
    findings: [{ key: 'found', data: { name: '.env.old' }, at: { kind: 'file', path: '.env.old' } }],
  });

  const repaired = factsWith(...clean.files);
  expect(${variable}.evaluate({ files: repaired }).outcome).toBe('pass');
});

test('a repository without the subject is not applicable', () => {
  expect(${variable}.evaluate({ files: factsWith() }).outcome).toBe('not-applicable');
});
`;
}
