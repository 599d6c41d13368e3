import { repositoryCommit } from '../artifacts/repository/commit.ts';
import { siteAddresses } from '../artifacts/site/addresses.ts';
import { vercelProject } from '../artifacts/vercel/project.ts';
import { type Bag, optional } from '../core/artifact.ts';
import { definedOnly } from '../core/defined.ts';
import type { ReportTarget } from '../core/report.ts';

const needs = {
  addresses: optional(siteAddresses),
  commit: optional(repositoryCommit),
  project: optional(vercelProject),
};

/** What the report says it audited, as far as facts came. `root` is as the person knows it. */
export function describeTarget(root: string) {
  return {
    needs,
    build: ({ addresses, commit, project }: Bag<typeof needs>): ReportTarget =>
      definedOnly({
        root,
        production: addresses.state === 'ok' ? addresses.value.production?.origin : undefined,
        preview: addresses.state === 'ok' ? addresses.value.preview?.origin : undefined,
        commit: commit.state === 'ok' ? commit.value.commit : undefined,
        deployed: project.state === 'ok' ? project.value.live?.commit : undefined,
      }),
  };
}
