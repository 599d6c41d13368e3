import * as z from 'zod';
import { vercelProject } from '../../artifacts/vercel/project.ts';
import { definedOnly } from '../../core/defined.ts';
import { defineGatherer } from '../../core/gatherer.ts';
import { linkedProject } from './link.ts';
import { loose, readPage, wireTime } from './wire.ts';

const wireMeta = z.looseObject({
  githubCommitSha: loose(z.string()),
  gitlabCommitSha: loose(z.string()),
  bitbucketCommitSha: loose(z.string()),
  gitCommitSha: loose(z.string()),
});
const wireLive = z.looseObject({
  id: z.string(),
  createdAt: wireTime,
  url: loose(z.string()),
  alias: loose(z.array(z.string())),
  meta: loose(wireMeta),
});
const wireProject = z.looseObject({
  id: z.string(),
  name: z.string(),
  framework: loose(z.string()),
  rootDirectory: loose(z.string()),
  nodeVersion: loose(z.string()),
  link: loose(z.looseObject({ productionBranch: loose(z.string()) })),
  targets: loose(z.looseObject({ production: loose(wireLive) })),
  customEnvironments: loose(z.array(z.looseObject({ id: z.string(), slug: z.string() }))),
});

/** GET /v9/projects/{idOrName}: the project and the deployment that serves production. */
export const gatherVercelProject = defineGatherer({
  artifact: vercelProject,
  needs: {},
  network: true,
  gather: async ({ target, io, signal, note }) => {
    const answer = await io.vercel.project(linkedProject(target), signal);
    for (const sentence of answer.drift) note(sentence);
    const wire = readPage(answer, wireProject, 'the project');
    return definedOnly({
      id: wire.id,
      name: wire.name,
      framework: wire.framework,
      rootDirectory: wire.rootDirectory,
      nodeVersion: wire.nodeVersion,
      productionBranch: wire.link?.productionBranch,
      live: liveDeployment(wire.targets?.production),
      customEnvironments: (wire.customEnvironments ?? []).map(({ id, slug }) => ({ id, slug })),
    });
  },
});

function liveDeployment(wire: z.infer<typeof wireLive> | undefined) {
  if (wire === undefined) return undefined;
  const { meta } = wire;
  const commit = meta?.githubCommitSha ?? meta?.gitlabCommitSha ?? meta?.bitbucketCommitSha ?? meta?.gitCommitSha;
  return definedOnly({ id: wire.id, createdAt: wire.createdAt, url: wire.url, aliases: wire.alias ?? [], commit });
}
