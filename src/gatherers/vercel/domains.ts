import * as z from 'zod';
import { vercelDomains } from '../../artifacts/vercel/domains.ts';
import { definedOnly } from '../../core/defined.ts';
import { defineGatherer } from '../../core/gatherer.ts';
import { linkedProject } from './link.ts';
import { loose, readPages } from './wire.ts';

const wireDomains = z.looseObject({
  domains: z.array(
    z.looseObject({
      name: z.string(),
      verified: z.boolean(),
      redirect: loose(z.string()),
      gitBranch: loose(z.string()),
      customEnvironmentId: loose(z.string()),
    }),
  ),
});

/** GET /v9/projects/{idOrName}/domains: every domain of the project. */
export const gatherVercelDomains = defineGatherer({
  artifact: vercelDomains,
  needs: {},
  network: true,
  gather: async ({ target, io, signal, note }) => {
    const answer = await io.vercel.domains(linkedProject(target), signal);
    for (const sentence of answer.drift) note(sentence);
    return readPages(answer, wireDomains, 'the domains').flatMap(({ domains }) =>
      domains.map(({ name, verified, redirect, gitBranch, customEnvironmentId }) =>
        definedOnly({ name, verified, redirect, gitBranch, customEnvironmentId }),
      ),
    );
  },
});
